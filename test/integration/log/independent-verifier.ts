// A reader of the log that shares no code with it: what somebody else would write from the specifications.
import { createHash, createPublicKey, verify } from 'node:crypto';

const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
export const leafOf = (entry: string | Buffer) => sha256(Buffer.from([0]), Buffer.from(entry));
const node = (left: Buffer, right: Buffer) => sha256(Buffer.from([1]), left, right);

/** RFC 6962, 2.1, straight from its definition. */
export function merkleRoot(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return node(merkleRoot(leaves.slice(0, k)), merkleRoot(leaves.slice(k)));
}

/** Reads a signed note with the log's PEM; throws unless the log has signed it. */
export function openCheckpoint(
  note: string,
  pem: string,
): { origin: string; size: number; root: Buffer; lines: string[] } {
  const [text = '', signatures = ''] = note.split('\n\n');
  const [, origin = '', encoded = ''] = /^— (\S+) (\S+)\n$/.exec(signatures) ?? [];
  const signature = Buffer.from(encoded, 'base64').subarray(4);
  if (!verify(null, Buffer.from(`${text}\n`), createPublicKey(pem), signature))
    throw new Error('not signed by the log');
  const lines = text.split('\n');
  if (lines[0] !== origin) throw new Error('signed under another name');
  return { origin, size: Number(lines[1]), root: Buffer.from(lines[2] ?? '', 'base64'), lines };
}

/** Checks a .tlog-proof by going down from the root, as in RFC 6962 itself. @throws when it proves nothing */
export function checkProof(proof: string, entry: string, pem: string): { index: number; size: number } {
  const [head = '', ...rest] = proof.split('\n\n');
  const [version, place = '', ...hashes] = head.split('\n');
  if (version !== 'c2sp.org/tlog-proof@v1') throw new Error('not a proof');
  const { size, root } = openCheckpoint(rest.join('\n\n'), pem);
  const index = Number(place.replace('index ', ''));
  const path = hashes.map((line) => Buffer.from(line, 'base64'));
  const climb = (at: number, width: number): Buffer => {
    if (width === 1) return leafOf(entry);
    let k = 1;
    while (k * 2 < width) k *= 2;
    const sibling = path.pop();
    if (!sibling) throw new Error('too few hashes');
    return at < k ? node(climb(at, k), sibling) : node(sibling, climb(at - k, width - k));
  };
  const computed = climb(index, size);
  if (path.length > 0 || !computed.equals(root)) throw new Error('the entry is not at that place');
  return { index, size };
}
