// Documents get their places in the log here, one appender at a time: the place of each, its leaf, the tiles above and the new
// size are one transaction. A crash leaves all of a batch or nothing of it.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { ledgerEntry } from '../ledger/ledger-entry.js';
import { bundleOf } from './entry-bundle.js';
import { type Bundle, logSize, readBundle, readTiles, writeBundles, writeTiles } from './log-tiles.store.js';
import { leafHash } from './merkle-tree.js';
import { DamagedLogError, growTiles } from './tile-hashes.js';
import { partialTiles, TILE_WIDTH } from './tiles.js';

const BATCH = 1_000;

const ANYTHING = {
  name: 'log_waiting',
  text: 'select 1 from ledger_documents where log_index is null limit 1',
};

const LOCK = `select pg_advisory_xact_lock(hashtext('akashi-log'))`;

const WAITING = {
  name: 'log_next',
  text: `select sha256, schema, key_id from ledger_documents where log_index is null order by signed_at, sha256 limit $1`,
};

const PLACE = {
  name: 'log_place',
  text: `update ledger_documents d set log_index = $2::bigint + u.place - 1
    from unnest($1::bytea[]) with ordinality as u (sha256, place) where d.sha256 = u.sha256 and d.log_index is null`,
};

const GROW = { name: 'log_grow', text: 'update log_state set size = $2 where id = 1 and size = $1' };

interface WaitingDocument {
  sha256: Buffer;
  schema: string;
  key_id: string;
}

/** Holds the log still until the transaction ends: nobody appends or signs a checkpoint meanwhile. */
export async function lockLog(manager: EntityManager): Promise<void> {
  await rows(manager, LOCK);
}

/** Takes signed documents into the log, in the order in which they were signed. */
@Injectable()
export class LogAppender {
  constructor(private readonly dataSource: DataSource) {}

  /** Takes everything that waits. @returns how many documents */
  async append(signal?: AbortSignal): Promise<number> {
    let total = 0;
    while (!signal?.aborted) {
      const taken = await this.appendBatch();
      total += taken;
      if (taken < BATCH) break;
    }
    return total;
  }

  /**
   * Takes at most `limit` documents.
   * @throws DamagedLogError when the tiles don't fit the log's size: nothing is added to what somebody has changed
   */
  async appendBatch(limit = BATCH): Promise<number> {
    // An idle log isn't worth a lock.
    if (!(await firstRow(this.dataSource, ANYTHING))) return 0;
    return inTransaction(this.dataSource, async (manager) => {
      await lockLog(manager);
      const documents = await rows<WaitingDocument>(manager, WAITING, [limit]);
      if (documents.length > 0) await this.take(manager, documents);
      return documents.length;
    });
  }

  private async take(manager: EntityManager, documents: readonly WaitingDocument[]): Promise<void> {
    const { size } = await logSize(manager);
    await appendEntries(
      manager,
      size,
      documents.map(({ sha256, schema, key_id: keyId }) => ledgerEntry({ sha256, schema, keyId })),
    );
    const placed = await affected(manager, PLACE, [documents.map(({ sha256 }) => sha256), size]);
    const grown = await affected(manager, GROW, [size, size + documents.length]);
    if (placed !== documents.length || grown !== 1) throw new Error('somebody else writes the log');
  }
}

async function appendEntries(
  manager: EntityManager,
  size: number,
  entries: readonly Buffer[],
): Promise<void> {
  const edge = await readTiles(manager, partialTiles(size));
  const tiles = growTiles(new Map(edge.map((tile) => [tile.level, tile])), size, entries.map(leafHash));
  await writeTiles(manager, tiles);
  await writeBundles(manager, growBundles(await edgeBundle(manager, size), entries));
}

/** The partial bundle at the log's end, or an empty one. */
async function edgeBundle(manager: EntityManager, size: number): Promise<Bundle> {
  const [n, width] = [Math.floor(size / TILE_WIDTH), size % TILE_WIDTH];
  if (width === 0) return { n, width, entries: Buffer.alloc(0) };
  const bundle = await readBundle(manager, { n, width });
  if (bundle?.width !== width) throw new DamagedLogError(`bundle ${n} is missing or of another width`);
  return bundle;
}

function growBundles({ n, width, entries }: Bundle, more: readonly Buffer[]): Bundle[] {
  const room = TILE_WIDTH - width;
  const first = { n, width: width + Math.min(room, more.length), entries: more.slice(0, room) };
  const grown: Bundle[] = [{ ...first, entries: Buffer.concat([entries, bundleOf(first.entries)]) }];
  for (let at = room; at < more.length; at += TILE_WIDTH) {
    const part = more.slice(at, at + TILE_WIDTH);
    grown.push({ n: n + grown.length, width: part.length, entries: bundleOf(part) });
  }
  return grown;
}
