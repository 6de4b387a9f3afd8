import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import type { QueueEpoch } from './priority.js';

/**
 * A generation is one complete set of queues, with the epochs that its priorities are counted from. The queues are never
 * refilled in place: a rebuild fills the next generation beside the one in use and then changes over, so half-filled queues
 * and tickets of two epochs never stand in one line.
 *
 * While the next one is being filled, tickets are issued into both. A ticket counts as issued (`ticketed_at`) only if
 * the generations are still those that it was issued into; whoever finds them changed issues it again.
 */
export interface Generation extends QueueEpoch {
  id: string;
}

/** Place of the last row whose ticket is in the next generation; `placeAt` as Postgres writes it, to the microsecond. */
const FillCursor = z.object({
  warehouseId: z.uuid(),
  stage: z.string(),
  pool: z.string(),
  band: z.number().int(),
  placeAt: z.string(),
  id: z.uuid(),
});
export type FillCursor = z.infer<typeof FillCursor>;

export interface Fill extends Generation {
  after: FillCursor | null;
  filled: number;
  toFill: number;
  startedAt: Date;
}

export interface Generations {
  current: Generation;
  next: Fill | null;
}

interface EpochRow {
  generation: string;
  epoch: Date;
  guard_epoch: Date;
  next_generation: string | null;
  next_epoch: Date | null;
  next_guard_epoch: Date | null;
  fill_after: unknown;
  filled: number;
  to_fill: number;
  fill_started_at: Date | null;
}

const READ = {
  name: 'queue_read_generations',
  text: `select generation, epoch, guard_epoch, next_generation, next_epoch, next_guard_epoch, fill_after, filled, to_fill,
    fill_started_at from queue_epoch`,
};

// The guard's band spans 45 days and the other one four years: both start so early that nothing late is clamped.
const BEGIN = `update queue_epoch set next_generation = $1, fill_after = null, filled = 0, fill_started_at = now(),
    next_epoch = date_trunc('minute', now()) - interval '60 days',
    next_guard_epoch = date_trunc('minute', now()) - interval '1 day',
    to_fill = (select count(*) from tasks where state = 'ready')`;

const ADVANCE = `update queue_epoch set fill_after = $2, filled = $3 where next_generation = $1`;

const CHANGE_OVER = `update queue_epoch set generation = next_generation, epoch = next_epoch, guard_epoch = next_guard_epoch,
    next_generation = null, next_epoch = null, next_guard_epoch = null, fill_after = null
  where next_generation = $1`;

// Two weeks before deadlines of the coming days leave the guard's band.
const EPOCHS_LAST_MS = 30 * 24 * 3_600_000;

/** Whether it is time for new epochs: a month after a filling. */
export function areEpochsOld({ guardEpoch }: QueueEpoch, now: Date): boolean {
  return now.getTime() - guardEpoch.getTime() > EPOCHS_LAST_MS;
}

export async function readGenerations(on: Executor): Promise<Generations> {
  const row = await firstRow<EpochRow>(on, READ);
  if (!row) throw new Error('queue_epoch has one row');
  const current = { id: row.generation, epoch: row.epoch, guardEpoch: row.guard_epoch };
  return { current, next: toFill(row) };
}

/** Begins a new generation; one that was begun before is given up. */
export async function beginFill(on: Executor): Promise<void> {
  await rows(on, BEGIN, [randomBytes(6).toString('hex')]);
}

/** Remembers how far the filling has come. @returns false when another generation has been begun since */
export async function advanceFill(
  on: Executor,
  { id, after, filled }: Pick<Fill, 'id' | 'after' | 'filled'>,
): Promise<boolean> {
  return (await affected(on, ADVANCE, [id, JSON.stringify(after), filled])) === 1;
}

/** From now on claims take tickets of this generation. @returns false when another generation has been begun since */
export async function changeOver(on: Executor, id: string): Promise<boolean> {
  return (await affected(on, CHANGE_OVER, [id])) === 1;
}

function toFill(row: EpochRow): Fill | null {
  const {
    next_generation: id,
    next_epoch: epoch,
    next_guard_epoch: guardEpoch,
    fill_started_at: startedAt,
  } = row;
  if (id === null || epoch === null || guardEpoch === null || startedAt === null) return null;
  const after = row.fill_after === null ? null : FillCursor.parse(row.fill_after);
  return { id, epoch, guardEpoch, startedAt, after, filled: row.filled, toFill: row.to_fill };
}
