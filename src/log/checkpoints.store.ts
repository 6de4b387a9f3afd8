import { wantTimestamp } from '../timestamps/want-timestamp.js';
import { fromBigint } from '../database/bigint-transformer.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import type { ChainHead, Checkpoint } from './checkpoint.js';

/** A checkpoint as it was signed. */
export interface StoredCheckpoint extends Omit<Checkpoint, 'origin'> {
  id: string;
  /** The signed note itself. */
  note: string;
  /** C2SP verifier key of its signature. */
  vkey: string;
  madeAt: Date;
  /** Whether it has been copied to object storage. */
  published: boolean;
}

interface CheckpointRow {
  id: string;
  size: string;
  root: Buffer;
  note: string;
  vkey: string;
  custody_count: string | null;
  custody_head: Buffer | null;
  made_at: Date;
  published_at: Date | null;
}

const COLUMNS = 'id, size, root, note, vkey, custody_count, custody_head, made_at, published_at';

const NEWEST = {
  name: 'log_newest_checkpoint',
  text: `select ${COLUMNS} from log_checkpoints order by id desc limit 1`,
};

const UNPUBLISHED = `select ${COLUMNS} from log_checkpoints where published_at is null order by id limit 100`;

const KEEP = `
  insert into log_checkpoints (size, root, note, vkey, custody_count, custody_head) values ($1, $2, $3, $4, $5, $6)
  returning ${COLUMNS}`;

const PUBLISHED = `
  update log_checkpoints set published_at = clock_timestamp(), version_id = $2, locked = $3
  where id = $1 and published_at is null`;

const VKEYS = 'select vkey from log_checkpoints group by vkey order by max(id) desc';

/** What was signed last. */
export async function newestCheckpoint(on: Executor): Promise<StoredCheckpoint | undefined> {
  const row = await firstRow<CheckpointRow>(on, NEWEST);
  return row && fromRow(row);
}

/** Checkpoints that object storage hasn't got yet, the oldest first. */
export async function unpublishedCheckpoints(on: Executor): Promise<StoredCheckpoint[]> {
  return (await rows<CheckpointRow>(on, UNPUBLISHED)).map(fromRow);
}

export async function keepCheckpoint(
  on: Executor,
  signed: { size: number; root: Buffer; note: string; vkey: string; custody?: ChainHead },
): Promise<StoredCheckpoint> {
  const { size, root, note, vkey, custody } = signed;
  const params = [size, root, note, vkey, custody?.count ?? null, custody?.head ?? null];
  const row = await firstRow<CheckpointRow>(on, KEEP, params);
  if (!row) throw new Error('an insert has answered no row');
  await wantTimestamp(on, Buffer.from(note), { kind: 'checkpoint' });
  return fromRow(row);
}

/** @param copy the version in the bucket of checkpoints, and whether storage has locked it */
export async function markPublished(
  on: Executor,
  id: string,
  copy: { versionId: string; locked: boolean },
): Promise<void> {
  await rows(on, PUBLISHED, [id, copy.versionId, copy.locked]);
}

/** Verifier keys of everything ever signed, the newest first. */
export async function knownVkeys(on: Executor): Promise<string[]> {
  return (await rows<{ vkey: string }>(on, VKEYS)).map(({ vkey }) => vkey);
}

function fromRow(row: CheckpointRow): StoredCheckpoint {
  const { id, root, note, vkey, custody_count: count, custody_head: head } = row;
  return {
    ...{ id, root, note, vkey },
    size: fromBigint(row.size),
    custody: count === null || head === null ? undefined : { count: fromBigint(count), head },
    madeAt: row.made_at,
    published: row.published_at !== null,
  };
}
