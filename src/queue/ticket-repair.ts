import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { FETCH_LOCK_MS } from '../jobs/queue-backend.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { type Pool, TicketQueues } from './ticket-queues.js';
import { READY_TASK, type ReadyTask, ticketId, Tickets } from './tickets.js';

/** What a repair has done, for logs, metrics and tests. */
export interface RepairReport {
  rebuilt: boolean;
  issued: number;
  abandoned: number;
}

// "TKTS" in ASCII: one rebuild at a time, whichever process notices first.
const REBUILD_LOCK = 0x544b5453;

const BATCH = 1_000;
const VERIFIED_PER_POOL = 20;

// In the order of ids, so that a fresh fill is first in, first out by task inside one minute.
const READY_AFTER = `select ${READY_TASK} from tasks t
  where t.state = 'ready' and t.id > $1::uuid order by t.id limit ${BATCH}`;

const UNTICKETED = `select ${READY_TASK} from tasks t
  where t.state = 'ready' and t.ticketed_at is null order by t.id limit ${BATCH}`;

const POOLS = `select distinct warehouse_id, stage, pool from tasks where state in ('ready', 'claimed')`;

// A ticket that was put in a moment ago may be in somebody's hands; an older one at the head must be there.
const MOST_URGENT = `select ${READY_TASK} from tasks t
  where t.warehouse_id = $1 and t.stage = $2 and t.pool = $3 and t.state = 'ready' and t.ticketed_at < now() - interval '10 seconds'
  order by t.band, t.place_at, t.id limit ${VERIFIED_PER_POOL}`;

/**
 * Keeps the queues in step with the rows: issues what is missing, takes out what a crash left behind, and fills everything
 * again after the storage was lost. Safe to run twice and in several processes.
 */
@Injectable()
export class TicketRepair {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: TicketQueues,
    private readonly tickets: Tickets,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One round. @throws TicketStorageAway when the storage can't be brought back; claims go on without it */
  async repair(): Promise<RepairReport> {
    if (!(await this.isFilled())) {
      const issued = await this.rebuild();
      return { rebuilt: issued !== undefined, issued: issued ?? 0, abandoned: 0 };
    }
    const issued = await this.issueUnticketed();
    let abandoned = 0;
    let missing = 0;
    for (const pool of await this.pools()) {
      abandoned += await this.takeOutAbandoned(pool);
      missing += await this.verifyHead(pool);
    }
    return { rebuilt: false, issued: issued + missing, abandoned };
  }

  /**
   * Issues tickets for all ready tasks and then sets the marker. Claims come from Postgres until then.
   * @returns how many, or undefined when another process is at it
   */
  async rebuild(): Promise<number | undefined> {
    return inTransaction(this.dataSource, async (manager) => {
      const lock = 'select pg_try_advisory_xact_lock($1) as mine';
      const row = await firstRow<{ mine: boolean }>(manager, lock, [REBUILD_LOCK]);
      if (!row?.mine) return undefined;
      const issued = await this.issueAll();
      await this.queues.markFilled();
      this.logger.info({ tickets: issued }, 'queue storage filled again from the tasks');
      return issued;
    });
  }

  private async isFilled(): Promise<boolean> {
    try {
      return await this.queues.isFilled();
    } catch {
      await this.queues.restore();
      return this.queues.isFilled();
    }
  }

  private async issueAll(): Promise<number> {
    let issued = 0;
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const batch = await rows<ReadyTask>(this.dataSource, READY_AFTER, [after]);
      const last = batch.at(-1);
      if (!last) return issued;
      await this.tickets.issueReady(batch);
      issued += batch.length;
      after = last.id;
    }
  }

  private async issueUnticketed(): Promise<number> {
    let issued = 0;
    for (;;) {
      const batch = await rows<ReadyTask>(this.dataSource, UNTICKETED);
      if (batch.length > 0) await this.tickets.issueReady(batch);
      issued += batch.length;
      if (batch.length < BATCH) return issued;
    }
  }

  private async takeOutAbandoned(pool: Pool): Promise<number> {
    const abandoned = await this.queues.removeAbandoned(pool, FETCH_LOCK_MS);
    await this.tickets.issue(abandoned.map(({ taskId }) => ({ id: taskId })));
    return abandoned.length;
  }

  /** A storage that lost a few tickets (a failover) must not keep an urgent task waiting until its pool is empty. */
  private async verifyHead(pool: Pool): Promise<number> {
    const head = await rows<ReadyTask>(this.dataSource, MOST_URGENT, [
      pool.warehouseId,
      pool.stage,
      pool.key,
    ]);
    const present = await Promise.all(head.map((task) => this.queues.has(pool, ticketId(task))));
    const missing = head.filter((_, index) => !present[index]);
    if (missing.length > 0) await this.tickets.issueReady(missing);
    return missing.length;
  }

  private async pools(): Promise<Pool[]> {
    const found = await rows<{ warehouse_id: string; stage: string; pool: string }>(this.dataSource, POOLS);
    return found.map((row) => ({ warehouseId: row.warehouse_id, stage: row.stage, key: row.pool }));
  }
}
