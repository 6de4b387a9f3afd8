// Which ranges of entries a proof is made of (RFC 6962, sections 2.1.1 and 2.1.2), and how a reader checks one (RFC 9162,
// sections 2.1.3.2 and 2.1.4.2). Sizes are numbers up to 2^53, so nothing here uses bit operators, which end at 2^31.
import { EMPTY_ROOT, nodeHash } from './merkle-tree.js';

/** Entries from `start` up to and without `end`. */
export interface Range {
  start: number;
  end: number;
}

/** A complete subtree: entries from `index` × 2^`level` on, 2^`level` of them. */
export interface Subtree {
  level: number;
  index: number;
}

export interface Inclusion {
  index: number;
  size: number;
  leaf: Buffer;
  proof: readonly Buffer[];
  root: Buffer;
}

export interface Consistency {
  from: number;
  to: number;
  fromRoot: Buffer;
  toRoot: Buffer;
  proof: readonly Buffer[];
}

/** Ranges whose hashes prove that entry `index` is in the tree of `size`, from the leaf's sibling to the root's child. */
export function inclusionRanges(index: number, size: number): Range[] {
  return pathWithin(index, { start: 0, end: size });
}

function pathWithin(index: number, { start, end }: Range): Range[] {
  if (end - start <= 1) return [];
  const [left, right] = halves({ start, end });
  return index < right.start ? [...pathWithin(index, left), right] : [...pathWithin(index, right), left];
}

/** Ranges whose hashes prove that the tree of size `to` begins with that of size `from`. */
export function consistencyRanges(from: number, to: number): Range[] {
  return from === 0 ? [] : subproof(from, { start: 0, end: to }, true);
}

/** @param known whether the reader has the hash of this range already: it is the root of the smaller tree */
function subproof(from: number, range: Range, known: boolean): Range[] {
  if (from === range.end) return known ? [] : [range];
  const [left, right] = halves(range);
  return from <= left.end ? [...subproof(from, left, known), right] : [...subproof(from, right, false), left];
}

/** "Let k be the largest power of two smaller than n." */
function halves({ start, end }: Range): [Range, Range] {
  let k = 1;
  while (k * 2 < end - start) k *= 2;
  return [
    { start, end: start + k },
    { start: start + k, end },
  ];
}

/** The complete subtrees that make up a range of a proof, left to right and so the largest first. */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const found: Subtree[] = [];
  for (let at = start; at < end; at += 2 ** (found.at(-1)?.level ?? 0)) {
    let level = 0;
    while (2 ** (level + 1) <= end - at) level += 1;
    found.push({ level, index: at / 2 ** level });
  }
  return found;
}

/** Whether the proof shows that the leaf stands at `index` of the tree with this root. */
export function provesInclusion({ index, size, leaf, proof, root }: Inclusion): boolean {
  if (index < 0 || index >= size) return false;
  const at = new Place(index, size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (at.last === 0) return false;
    if (at.isRight()) {
      hash = nodeHash(sibling, hash);
      at.skipLoneLevels();
    } else {
      hash = nodeHash(hash, sibling);
    }
    at.climb();
  }
  return at.last === 0 && hash.equals(root);
}

/** Whether the proof shows that the tree with `toRoot` begins with the entries of the one with `fromRoot`, unchanged. */
export function provesConsistency({ from, to, fromRoot, toRoot, proof }: Consistency): boolean {
  if (from < 0 || from > to) return false;
  if (from === 0) return proof.length === 0 && fromRoot.equals(EMPTY_ROOT);
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  // A complete smaller tree is itself the first hash, so the proof leaves it out.
  const [first, ...rest] = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  if (!first) return false;
  const at = new Place(from - 1, to - 1);
  while (at.node % 2 === 1) at.climb();
  let [smaller, larger] = [first, first];
  for (const hash of rest) {
    if (at.last === 0) return false;
    if (at.isRight()) {
      [smaller, larger] = [nodeHash(hash, smaller), nodeHash(hash, larger)];
      at.skipLoneLevels();
    } else {
      larger = nodeHash(larger, hash);
    }
    at.climb();
  }
  return at.last === 0 && smaller.equals(fromRoot) && larger.equals(toRoot);
}

/** A node and the last one of its level, on the way up: `fn` and `sn` of RFC 9162. */
class Place {
  constructor(
    public node: number,
    public last: number,
  ) {}

  isRight(): boolean {
    return this.node % 2 === 1 || this.node === this.last;
  }

  /** "If LSB(fn) is not set, then right-shift both fn and sn equally until either LSB(fn) is set or fn is 0." */
  skipLoneLevels(): void {
    while (this.node % 2 === 0 && this.node !== 0) this.climb();
  }

  climb(): void {
    this.node = Math.floor(this.node / 2);
    this.last = Math.floor(this.last / 2);
  }
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n)) && 2 ** Math.log2(n) === n;
}
