import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../src/database/sql.js';
import { newId } from '../../src/database/ids.js';
import type { Logger } from '../../src/logging/logger.js';
import { runInContext } from '../../src/logging/request-context.js';
import type { Sweep } from './sweep.js';
import { Turns } from './turns.js';

/** Runs each sweep in a loop of its own. An advisory lock lets one worker process do a pass; the others skip it. */
export class SweepRunner {
  private readonly stopping = new AbortController();
  private readonly loops: Promise<void>[] = [];
  private readonly turns: Turns;

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: Logger,
  ) {
    // A pass holds one connection for its lock and needs another for its work: with the whole pool taken by locks none gets on.
    this.turns = new Turns(Math.max(1, Math.floor(poolOf(dataSource).options.max / 2)));
  }

  start(sweeps: readonly Sweep[]): void {
    // Each loop listens to it once; Node warns from the eleventh on.
    setMaxListeners(0, this.stopping.signal);
    for (const sweep of sweeps) this.loops.push(this.loop(sweep));
  }

  /** Ends the loops and waits for passes that are under way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops);
  }

  private async loop(sweep: Sweep): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await runInContext({ requestId: newId() }, () => this.turns.take(() => this.pass(sweep)));
      // A little chance, so that several processes don't always come at the same moment.
      const pauseMs = sweep.everyMs * (0.9 + Math.random() * 0.2);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async pass(sweep: Sweep): Promise<void> {
    if (this.stopping.signal.aborted) return;
    try {
      const done = await this.alone(sweep.name, () => sweep.run(this.stopping.signal));
      if (done) this.logger.info({ sweep: sweep.name, done }, 'sweep');
    } catch (err) {
      if (!this.stopping.signal.aborted) this.logger.warn({ err, sweep: sweep.name }, 'sweep failed');
    }
  }

  /**
   * A session lock on a connection outside of any transaction: an open snapshot held for the length of a pass would slow
   * the queue's claims down.
   */
  private async alone(name: string, work: () => Promise<number>): Promise<number | undefined> {
    const client = await poolOf(this.dataSource).connect();
    let broken = false;
    try {
      const lock = `akashi-sweep-${name}`;
      const { rows } = await client.query<{ got: boolean }>(
        'select pg_try_advisory_lock(hashtext($1)) as got',
        [lock],
      );
      if (!rows[0]?.got) return undefined;
      try {
        return await work();
      } finally {
        await client.query('select pg_advisory_unlock(hashtext($1))', [lock]);
      }
    } catch (error) {
      // A connection that may still hold the lock must not go back to the pool.
      broken = true;
      throw error;
    } finally {
      client.release(broken);
    }
  }
}
