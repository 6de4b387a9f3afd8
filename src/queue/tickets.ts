import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { type Band, ticketPriority } from './priority.js';
import { type NewTicket, type Pool, TicketQueues } from './ticket-queues.js';

/** A ready task with what its ticket's name is made of. */
export interface ReadyTask {
  id: string;
  warehouse_id: string;
  stage: string;
  pool: string;
  token: number;
  band: Band;
  placeAt: Date;
  epoch: Date;
  guardEpoch: Date;
}

/** Columns of `ReadyTask`, for statements on `tasks t`. */
export const READY_TASK = `t.id, t.warehouse_id, t.stage, t.pool, t.token::integer as token, t.band::integer as band,
  t.place_at as "placeAt", (select epoch from queue_epoch) as epoch, (select guard_epoch from queue_epoch) as "guardEpoch"`;

const FIND_READY = `select ${READY_TASK} from tasks t where t.id = any($1::uuid[]) and t.state = 'ready' order by t.band, t.place_at, t.id`;

const MARK_TICKETED = `update tasks set ticketed_at = now() where id = any($1::uuid[]) and state = 'ready'`;

const BULK = 1_000;

/** Puts tickets of ready tasks into the queues of their pools. The task row is the truth; a lost ticket is made again. */
@Injectable()
export class Tickets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: TicketQueues,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Issues tickets for tasks that have become ready or whose place in line has changed. Call it after the commit, in bulk.
   * Never throws: a queue that is away is logged, and the sweep issues what is missing.
   */
  async issue(tasks: readonly { id: string }[]): Promise<void> {
    if (tasks.length === 0 || this.queues.isAway) return;
    try {
      const ids = tasks.map((task) => task.id);
      await this.issueReady(await rows<ReadyTask>(this.dataSource, FIND_READY, [ids]));
    } catch (error) {
      this.logger.warn({ err: error, tasks: tasks.length }, 'tickets not issued; the sweep will issue them');
    }
  }

  /** As `issue`, for rows that were just read. @throws TicketStorageAway */
  async issueReady(tasks: readonly ReadyTask[]): Promise<void> {
    for (const [pool, tickets] of byPool(tasks)) {
      for (let from = 0; from < tickets.length; from += BULK) {
        await this.queues.add(pool, tickets.slice(from, from + BULK));
      }
    }
    await rows(this.dataSource, MARK_TICKETED, [tasks.map((task) => task.id)]);
  }
}

/**
 * A ticket's name in the queue: another one after each claim and for each minute of its place, so that a ticket which is
 * still waiting, or was abandoned, never keeps a newer one out.
 */
export function ticketId(task: ReadyTask): string {
  return `${task.id}-${task.token}-${ticketPriority(task, task)}`;
}

function byPool(tasks: readonly ReadyTask[]): Map<Pool, NewTicket[]> {
  const pools = new Map<string, Pool>();
  const tickets = new Map<Pool, NewTicket[]>();
  for (const task of tasks) {
    const name = `${task.warehouse_id} ${task.stage} ${task.pool}`;
    const pool = pools.get(name) ?? { warehouseId: task.warehouse_id, stage: task.stage, key: task.pool };
    pools.set(name, pool);
    const list = tickets.get(pool) ?? [];
    list.push({
      id: ticketId(task),
      priority: ticketPriority(task, task),
      data: { taskId: task.id, band: task.band, due: task.placeAt.toISOString() },
    });
    tickets.set(pool, list);
  }
  return tickets;
}
