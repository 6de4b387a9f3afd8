import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { QueueBackend } from '../../src/jobs/queue-backend.js';

const QUEUE = 'bench-floor';
const BATCH = 5_000;
const MINUTES = 60 * 24 * 60;

const CLAIM = {
  name: 'bench_floor_claim',
  text: `update bench_floor set state = 'claimed', token = token + 1 where id = $1 and state = 'ready'`,
};
const GIVE_BACK = `update bench_floor set state = 'ready' where id = any($1::uuid[])`;

/**
 * The least that a claim with BullMQ and Postgres can be: `getNextJob`, one committed UPDATE by primary key,
 * `moveToCompleted`. On the same connection to Redis and the same pool as the product, with a queue and a table as long.
 */
export class Floor {
  private waiting = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly backend: QueueBackend,
  ) {}

  async open(): Promise<void> {
    await this.pool.query(`create table bench_floor (id uuid primary key, state text not null default 'ready',
      token bigint not null default 0, due timestamptz not null default now())`);
  }

  async growTo(depth: number): Promise<void> {
    while (this.waiting < depth) {
      const ids = Array.from({ length: Math.min(BATCH, depth - this.waiting) }, () => randomUUID());
      await this.pool.query('insert into bench_floor (id) select unnest($1::uuid[])', [ids]);
      await this.add(ids);
      this.waiting += ids.length;
    }
    await this.pool.query('vacuum (analyze) bench_floor');
  }

  /** As `Line.claimAll`. */
  async claimAll(count: number): Promise<number[]> {
    const fetcher = this.backend.fetcher(QUEUE);
    const token = randomUUID();
    const times: number[] = [];
    const taken: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const from = performance.now();
      const job = await fetcher.getNextJob(token, { block: false });
      const id = idOf(job?.data);
      const { rowCount } = await this.pool.query({ ...CLAIM, values: [id] });
      await job?.moveToCompleted('', token, false);
      times.push(performance.now() - from);
      if (rowCount !== 1) throw new Error('the floor lost a row');
      taken.push(id);
    }
    await this.pool.query(GIVE_BACK, [taken]);
    await this.add(taken);
    return times;
  }

  private async add(ids: readonly string[]): Promise<void> {
    const due = new Date().toISOString();
    const jobs = ids.map((taskId) => ({
      name: 'ticket',
      data: { taskId, due },
      opts: { removeOnComplete: true, attempts: 1, priority: 1 + Math.floor(Math.random() * MINUTES) },
    }));
    await this.backend.queue(QUEUE).addBulk(jobs);
  }
}

function idOf(data: unknown): string {
  if (typeof data === 'object' && data !== null && 'taskId' in data && typeof data.taskId === 'string')
    return data.taskId;
  throw new Error('the floor found no job');
}
