// What stands in tiles, and how they grow: only the last tile of each level is ever written, so an entry costs the same in a
// log of ten million as in one of ten.
import type { Subtree } from './merkle-proofs.js';
import { HASH_BYTES, rootOf } from './merkle-tree.js';
import { TILE_HEIGHT, TILE_WIDTH, type TileId } from './tiles.js';

export interface Tile extends TileId {
  /** 1 to 256 hashes, one after the other. */
  hashes: Buffer;
}

/** The log's tiles are not what its size says: a tile is missing or too short. Somebody has changed them. */
export class DamagedLogError extends Error {
  override readonly name = 'DamagedLogError';
}

/** The tile in which the hashes below (or of) a complete subtree stand. */
export function tileOf({ level, index }: Subtree): TileId {
  const first = index * 2 ** (level % TILE_HEIGHT);
  return { level: Math.floor(level / TILE_HEIGHT), n: Math.floor(first / TILE_WIDTH) };
}

/** Hash of a complete subtree. @throws DamagedLogError when the tile doesn't reach so far */
export function hashInTile(tile: Tile, { level, index }: Subtree): Buffer {
  const count = 2 ** (level % TILE_HEIGHT);
  const first = (index * count) % TILE_WIDTH;
  if (tile.hashes.length < (first + count) * HASH_BYTES) throw damaged(tile);
  return rootOf(splitHashes(tile.hashes.subarray(first * HASH_BYTES, (first + count) * HASH_BYTES)));
}

/**
 * The tiles that change when leaves are appended, bottom up.
 * @param edge partial tile of each level of a tree of `size`; none where the last one is full
 */
export function growTiles(edge: ReadonlyMap<number, Tile>, size: number, leaves: readonly Buffer[]): Tile[] {
  const changed: Tile[] = [];
  let [fresh, count] = [leaves, size];
  for (let level = 0; fresh.length > 0; level += 1) {
    const first = Math.floor(count / TILE_WIDTH);
    const hashes = Buffer.concat([edgeHashes(edge.get(level), level, count), ...fresh]);
    const tiles = cut(hashes).map((piece, at) => ({ level, n: first + at, hashes: piece }));
    changed.push(...tiles);
    fresh = tiles.filter(isFull).map((tile) => rootOf(splitHashes(tile.hashes)));
    count = first;
  }
  return changed;
}

function edgeHashes(tile: Tile | undefined, level: number, count: number): Buffer {
  const width = count % TILE_WIDTH;
  if (width === 0) return Buffer.alloc(0);
  const n = Math.floor(count / TILE_WIDTH);
  if (!tile || tile.n !== n || tile.hashes.length !== width * HASH_BYTES) throw damaged({ level, n });
  return tile.hashes;
}

function cut(hashes: Buffer): Buffer[] {
  const step = TILE_WIDTH * HASH_BYTES;
  return Array.from({ length: Math.ceil(hashes.length / step) }, (_, at) =>
    hashes.subarray(at * step, (at + 1) * step),
  );
}

function isFull({ hashes }: Tile): boolean {
  return hashes.length === TILE_WIDTH * HASH_BYTES;
}

/** The hashes of a tile, one by one. */
export function splitHashes(hashes: Buffer): Buffer[] {
  return Array.from({ length: hashes.length / HASH_BYTES }, (_, at) =>
    hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
}

export function damaged({ level, n }: TileId): DamagedLogError {
  return new DamagedLogError(`tile ${n} of level ${level} is missing or too short`);
}
