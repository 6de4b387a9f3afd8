import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstRow, rows } from '../database/sql.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { type Band, ticketPriority } from './priority.js';
import { QueueMode } from './queue-mode.js';
import type { Generation, Generations } from './ticket-generations.js';
import { type NewTicket, type Pool, TicketStorage } from './ticket-storage.js';

/** A ready task with what its ticket's name is made of. */
export interface ReadyTask {
  id: string;
  warehouse_id: string;
  stage: string;
  pool: string;
  token: number;
  band: Band;
  placeAt: Date;
}

/** Columns of `ReadyTask`, for statements on `tasks t`. */
export const READY_TASK = `t.id, t.warehouse_id, t.stage, t.pool, t.token::integer as token, t.band::integer as band,
  t.place_at as "placeAt"`;

const FIND_READY = `select ${READY_TASK} from tasks t where t.id = any($1::uuid[]) and t.state = 'ready' order by t.band, t.place_at, t.id`;

// Only while the generations are those that the tickets were issued into: see ticket-generations.ts.
const MARK_TICKETED = `with same as (
    select 1 from queue_epoch where generation = $2 and next_generation is not distinct from $3
  ), marked as (
    update tasks set ticketed_at = now()
    where id = any($1::uuid[]) and state = 'ready' and ticketed_at is null and exists (select from same)
  )
  select exists (select from same) as same`;

const KNOW_QUEUE = `insert into ticket_queues (generation, warehouse_id, stage, pool) values ($1, $2, $3, $4)
  on conflict do nothing`;

const BULK = 1_000;
const MAX_ATTEMPTS = 3;

/** Puts tickets of ready tasks into the queues of their pools. The task row is the truth; a lost ticket is made again. */
@Injectable()
export class Tickets {
  private readonly knownQueues = new Set<string>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: TicketStorage,
    private readonly mode: QueueMode,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Issues tickets for tasks that have become ready or whose place in line has changed. Call it after the commit, in bulk.
   * Never throws: a queue that is away is logged, and the sweep issues what is missing.
   */
  async issue(tasks: readonly { id: string }[]): Promise<void> {
    if (tasks.length === 0 || this.mode.report.mode === 'rows') return;
    try {
      const ids = tasks.map((task) => task.id);
      await this.issueReady(await rows<ReadyTask>(this.dataSource, FIND_READY, [ids]));
    } catch (error) {
      this.mode.lost(error);
      this.logger.warn({ err: error, tasks: tasks.length }, 'tickets not issued; the sweep will issue them');
    }
  }

  /**
   * As `issue`, for rows that were just read.
   * @returns false when there was nothing to issue into: the queues were emptied, and a filling is about to begin
   * @throws TicketStorageAway
   */
  async issueReady(tasks: readonly ReadyTask[]): Promise<boolean> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const generations = await this.mode.generations({ fresh: attempt > 1 });
      const usable = this.usable(generations);
      if (usable.length === 0) return false;
      for (const generation of usable) await this.put(generation, tasks);
      if (await this.mark(tasks, generations)) return true;
    }
    return false;
  }

  /** Puts tickets into one generation, without a word in the rows. @throws TicketStorageAway */
  async put(generation: Generation, tasks: readonly ReadyTask[]): Promise<void> {
    for (const [pool, members] of byPool(tasks)) {
      await this.know(generation, pool);
      const tickets = members.map((task) => toTicket(task, generation));
      for (let from = 0; from < tickets.length; from += BULK) {
        await this.storage.add(generation.id, pool, tickets.slice(from, from + BULK));
      }
    }
  }

  /** An emptied generation gets no tickets any more, only the one that follows it. */
  private usable({ current, next }: Generations): Generation[] {
    const inUse = this.mode.isEmptied(current) ? [] : [current];
    return next ? [...inUse, next] : inUse;
  }

  /** Notes in the rows that tickets were issued. @returns false when the generations have changed since the tickets were put into them */
  async mark(tasks: readonly ReadyTask[], { current, next }: Generations): Promise<boolean> {
    const params = [tasks.map((task) => task.id), current.id, next?.id ?? null];
    return (await firstRow<{ same: boolean }>(this.dataSource, MARK_TICKETED, params))?.same ?? false;
  }

  private async know(generation: Generation, pool: Pool): Promise<void> {
    const queue = [generation.id, pool.warehouseId, pool.stage, pool.key];
    const name = queue.join(' ');
    if (this.knownQueues.has(name)) return;
    await rows(this.dataSource, KNOW_QUEUE, queue);
    this.knownQueues.add(name);
  }
}

/**
 * A ticket's name in the queue: another one after each claim and for each minute of its place, so that a ticket which is
 * still waiting, or was abandoned, never keeps a newer one out.
 */
export function ticketId(task: ReadyTask, generation: Generation): string {
  return `${task.id}-${task.token}-${ticketPriority(task, generation)}`;
}

export function poolOfTask(task: Pick<ReadyTask, 'warehouse_id' | 'stage' | 'pool'>): Pool {
  return { warehouseId: task.warehouse_id, stage: task.stage, key: task.pool };
}

function toTicket(task: ReadyTask, generation: Generation): NewTicket {
  return {
    id: ticketId(task, generation),
    priority: ticketPriority(task, generation),
    data: { taskId: task.id, band: task.band, due: task.placeAt.toISOString() },
  };
}

function byPool(tasks: readonly ReadyTask[]): Map<Pool, ReadyTask[]> {
  const pools = new Map<string, Pool>();
  const members = new Map<Pool, ReadyTask[]>();
  for (const task of tasks) {
    const name = `${task.warehouse_id} ${task.stage} ${task.pool}`;
    const pool = pools.get(name) ?? poolOfTask(task);
    pools.set(name, pool);
    const list = members.get(pool) ?? [];
    list.push(task);
    members.set(pool, list);
  }
  return members;
}
