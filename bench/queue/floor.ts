import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { QueueBackend } from '../../src/jobs/queue-backend.js';

const BATCH = 5_000;
const MINUTES = 60 * 24 * 60;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The row that the floor's one UPDATE claims. */
export interface FloorRow {
  /** Of the table and of the queue. */
  name: string;
  create: string;
  /** Copies the next `$2` ready tasks after `$1`, in the order of their ids. */
  fill: (columns: string) => string;
  /** $1 row, $2 who claims it. */
  claim: string;
}

/** A row as the product's tasks have it, with their indexes and checks: what claiming must write in any case. */
export const TASK_ROW: FloorRow = {
  name: 'bench_floor',
  create: 'create table bench_floor (like tasks including all)',
  fill: (columns) => `insert into bench_floor (${columns}) select ${columns} from tasks
    where state = 'ready' and id > $1 order by id limit $2 returning id`,
  claim: `update bench_floor set state = 'claimed', token = token + 1, station_id = $2, claimed_at = now(),
    lease_until = now() + interval '15 minutes' where id = $1 and state = 'ready'`,
};

/** A row of two columns beside its key: what a benchmark would write. */
export const BARE_ROW: FloorRow = {
  name: 'bench_bare_floor',
  create: `create table bench_bare_floor (id uuid primary key, state text not null default 'ready', station_id uuid)`,
  fill: () => `insert into bench_bare_floor (id) select id from tasks
    where state = 'ready' and id > $1 order by id limit $2 returning id`,
  claim: `update bench_bare_floor set state = 'claimed', station_id = $2 where id = $1 and state = 'ready'`,
};

/**
 * The least that a claim with BullMQ and Postgres can be: `getNextJob`, one committed UPDATE by primary key,
 * `moveToCompleted`. On the same connection to Redis and the same pool as the product, with a queue and a table as long.
 */
export class Floor {
  private waiting = 0;
  private lastId = FIRST_ID;

  constructor(
    private readonly pool: pg.Pool,
    private readonly backend: QueueBackend,
    private readonly row: FloorRow,
  ) {}

  async open(): Promise<void> {
    await this.pool.query(this.row.create);
  }

  /** As long as the line, which has grown before. */
  async growTo(depth: number): Promise<void> {
    const columns = await this.columns();
    while (this.waiting < depth) {
      const limit = Math.min(BATCH, depth - this.waiting);
      const { rows } = await this.pool.query<{ id: string }>(this.row.fill(columns), [this.lastId, limit]);
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) throw new Error('the line is shorter than its floor');
      await this.add(ids);
      this.waiting += ids.length;
      this.lastId = ids.at(-1) ?? this.lastId;
    }
    await this.pool.query(`vacuum (analyze) ${this.row.name}`);
  }

  /** As `Line.claimAll`. */
  async claimAll(count: number): Promise<number[]> {
    const fetcher = this.backend.fetcher(this.queue);
    const claim = { name: this.row.name, text: this.row.claim };
    const token = randomUUID();
    const times: number[] = [];
    const taken: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const station = randomUUID();
      const from = performance.now();
      const job = await fetcher.getNextJob(token, { block: false });
      const id = idOf(job?.data);
      const { rowCount } = await this.pool.query({ ...claim, values: [id, station] });
      await job?.moveToCompleted('', token, false);
      times.push(performance.now() - from);
      if (rowCount !== 1) throw new Error('the floor lost a row');
      taken.push(id);
    }
    await this.pool.query(`update ${this.row.name} set state = 'ready' where id = any($1::uuid[])`, [taken]);
    await this.add(taken);
    return times;
  }

  private get queue(): string {
    return this.row.name.replaceAll('_', '-');
  }

  private async columns(): Promise<string> {
    const { rows } = await this.pool.query<{ column_name: string }>(
      `select column_name from information_schema.columns
        where table_schema = 'public' and table_name = 'tasks' and is_generated = 'NEVER' order by ordinal_position`,
    );
    return rows.map(({ column_name: name }) => name).join(', ');
  }

  private async add(ids: readonly string[]): Promise<void> {
    const due = new Date().toISOString();
    const jobs = ids.map((taskId) => ({
      name: 'ticket',
      data: { taskId, due },
      opts: { removeOnComplete: true, attempts: 1, priority: 1 + Math.floor(Math.random() * MINUTES) },
    }));
    await this.backend.queue(this.queue).addBulk(jobs);
  }
}

function idOf(data: unknown): string {
  if (typeof data === 'object' && data !== null && 'taskId' in data && typeof data.taskId === 'string')
    return data.taskId;
  throw new Error('the floor found no job');
}
