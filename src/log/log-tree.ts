// Roots and proofs of the log at any size that it had. What lies within a size never changes again, so nothing is locked; each
// costs O(log n) hashes from a handful of tiles, read in one statement.
import type { Executor } from '../database/sql.js';
import { readTiles } from './log-tiles.store.js';
import { consistencyRanges, inclusionRanges, type Range, type Subtree, subtreesOf } from './merkle-proofs.js';
import { EMPTY_ROOT, nodeHash } from './merkle-tree.js';
import { damaged, hashInTile, type Tile, tileOf } from './tile-hashes.js';
import type { TileId } from './tiles.js';

/** Root of the tree of the first `size` entries. @throws DamagedLogError when tiles are missing */
export async function treeRoot(on: Executor, size: number): Promise<Buffer> {
  const [root = EMPTY_ROOT] = size === 0 ? [] : await hashRanges(on, [{ start: 0, end: size }]);
  return root;
}

/** Hashes that show that entry `index` is in the tree of `size`. @throws DamagedLogError */
export function inclusionProof(on: Executor, index: number, size: number): Promise<Buffer[]> {
  return hashRanges(on, inclusionRanges(index, size));
}

/** Hashes that show that the tree of size `to` begins with that of size `from`. @throws DamagedLogError */
export function consistencyProof(on: Executor, from: number, to: number): Promise<Buffer[]> {
  return hashRanges(on, consistencyRanges(from, to));
}

async function hashRanges(on: Executor, ranges: readonly Range[]): Promise<Buffer[]> {
  const trees = ranges.map(subtreesOf);
  const tiles = await tilesBelow(on, trees.flat());
  const hashOf = (tree: Subtree) => {
    const id = tileOf(tree);
    const tile = tiles.get(nameOf(id));
    if (!tile) throw damaged(id);
    return hashInTile(tile, tree);
  };
  // Complete subtrees side by side hang together from the right.
  return trees.map((parts) => parts.map(hashOf).reduceRight((right, left) => nodeHash(left, right)));
}

async function tilesBelow(on: Executor, trees: readonly Subtree[]): Promise<Map<string, Tile>> {
  const wanted = new Map(trees.map((tree) => [nameOf(tileOf(tree)), tileOf(tree)]));
  if (wanted.size === 0) return new Map();
  const found = await readTiles(on, [...wanted.values()]);
  return new Map(found.map((tile) => [nameOf(tile), tile]));
}

function nameOf({ level, n }: TileId): string {
  return `${level}/${n}`;
}
