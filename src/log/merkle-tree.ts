// The Merkle tree of RFC 6962, section 2.1, over SHA-256: leaves and nodes are told apart by their first byte, so that neither
// can pass for the other.
import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** Root of the tree without entries. */
export const EMPTY_ROOT = createHash('sha256').digest();

/** Hash of an entry: SHA-256 of a zero byte and the entry. */
export function leafHash(entry: Buffer): Buffer {
  return createHash('sha256').update(LEAF).update(entry).digest();
}

/** Hash of two subtrees side by side. */
export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** Root over hashes of leaves, or of complete subtrees of one size; level by level, a lone last one moves up as it is. */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  let level = hashes;
  while (level.length > 1) level = pairUp(level);
  return level[0] ?? EMPTY_ROOT;
}

function pairUp(level: readonly Buffer[]): Buffer[] {
  const above: Buffer[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left && right) above.push(nodeHash(left, right));
    else if (left) above.push(left);
  }
  return above;
}
