import type { EntityManager } from 'typeorm';
import { fromBigint } from '../database/bigint-transformer.js';
import { bulkInsert } from '../database/bulk-insert.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import { HASH_BYTES } from './merkle-tree.js';
import type { Tile } from './tile-hashes.js';
import type { BundleRef, TileId, TileRef } from './tiles.js';

const SIZE = { name: 'log_size', text: 'select size, published_size from log_state' };

const READ_TILES = {
  name: 'log_read_tiles',
  text: `select t.level, t.n, t.hashes from unnest($1::integer[], $2::bigint[]) as wanted (level, n)
    join log_tiles t on t.level = wanted.level and t.n = wanted.n`,
};

const READ_TILE = {
  name: 'log_read_tile',
  text: 'select substring(hashes from 1 for $4) as hashes from log_tiles where level = $1 and n = $2 and width >= $3',
};

const READ_BUNDLE = {
  name: 'log_read_bundle',
  text: 'select width, entries from log_bundles where n = $1 and width >= $2',
};

const WRITE_TILES = bulkInsert(
  'log_tiles',
  { level: 'integer', n: 'bigint', width: 'integer', hashes: 'bytea' },
  'on conflict (level, n) do update set width = excluded.width, hashes = excluded.hashes',
);

const WRITE_BUNDLES = bulkInsert(
  'log_bundles',
  { n: 'bigint', width: 'integer', entries: 'bytea' },
  'on conflict (n) do update set width = excluded.width, entries = excluded.entries',
);

export interface Bundle extends BundleRef {
  entries: Buffer;
}

/** How many entries the log has, and up to which its full tiles are in object storage. */
export async function logSize(on: Executor): Promise<{ size: number; publishedSize: number }> {
  const row = await firstRow<{ size: string; published_size: string }>(on, SIZE);
  if (!row) throw new Error('log_state has lost its row');
  return { size: fromBigint(row.size), publishedSize: fromBigint(row.published_size) };
}

/** The tiles that are there, as they are now: those that were wanted narrower begin with what was wanted. */
export async function readTiles(on: Executor, ids: readonly TileId[]): Promise<Tile[]> {
  const params = [ids.map(({ level }) => level), ids.map(({ n }) => n)];
  const found = await rows<{ level: number; n: string; hashes: Buffer }>(on, READ_TILES, params);
  return found.map(({ level, n, hashes }) => ({ level, n: fromBigint(n), hashes }));
}

/** The hashes of one tile at one width; undefined while the log hasn't got so far. */
export async function readTile(on: Executor, { level, n, width }: TileRef): Promise<Buffer | undefined> {
  const params = [level, n, width, width * HASH_BYTES];
  return (await firstRow<{ hashes: Buffer }>(on, READ_TILE, params))?.hashes;
}

/** A bundle as it is now, at least so wide. */
export async function readBundle(on: Executor, { n, width }: BundleRef): Promise<Bundle | undefined> {
  const row = await firstRow<{ width: number; entries: Buffer }>(on, READ_BUNDLE, [n, width]);
  return row && { n, ...row };
}

export async function writeTiles(manager: EntityManager, tiles: readonly Tile[]): Promise<void> {
  await WRITE_TILES.run(
    manager,
    tiles.map((tile) => ({ ...tile, width: tile.hashes.length / HASH_BYTES })),
  );
}

export async function writeBundles(manager: EntityManager, bundles: readonly Bundle[]): Promise<void> {
  await WRITE_BUNDLES.run(manager, bundles);
}
