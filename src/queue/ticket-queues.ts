import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type AnyQueue, type FetchedJob, QueueBackend } from '../jobs/queue-backend.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';

/**
 * What a ticket says; the row decides whether it still holds. `band` and `due` (ISO 8601) are the place in line that it was
 * issued for: a task that stands further back by now isn't taken with an older ticket.
 */
const TicketData = z.object({
  taskId: z.uuid(),
  band: z.union([z.literal(0), z.literal(1)]).default(1),
  due: z.iso.datetime(),
});
export type TicketData = z.infer<typeof TicketData>;

/** Tasks of one kind that the same stations of the warehouse may do next: one queue. */
export interface Pool {
  warehouseId: string;
  stage: string;
  /** What is asked of a station besides the stage: src/queue/pool-key.ts. */
  key: string;
}

export interface NewTicket {
  id: string;
  data: TicketData;
  priority: number;
}

/** A ticket in our hands: nobody else gets it. `finish` takes it out of the queue. */
export interface TakenTicket extends TicketData {
  finish(): Promise<void>;
}

/** The queue's storage can't be used right now; the rows in Postgres can. */
export class TicketStorageAway extends Error {}

// Named in the storage: a queue with one job that nobody takes. While it is there, the storage hasn't been emptied.
const MARKER_QUEUE = 'tickets';
const MARKER_ID = 'filled';

const RETRY_AFTER_MS = 1_000;

// BullMQ's token that fits any lock: the one that the dead process had is gone with it.
const ANY_TOKEN = '0';

// Tickets leave no trace: what happened to a task is in its row and on the timeline.
const TICKET_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/** Tickets in their queues, on whichever backend. Every method throws `TicketStorageAway` when that can't be used. */
@Injectable()
export class TicketQueues {
  private readonly token = randomUUID();
  private retryAt = 0;

  constructor(
    private readonly backend: QueueBackend,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whether the storage failed a moment ago: packers go on without it instead of waiting for it each time. */
  get isAway(): boolean {
    return Date.now() < this.retryAt;
  }

  /** Whether the storage holds what was put into it. False after it was emptied, and until a rebuild has ended. */
  async isFilled(): Promise<boolean> {
    return this.onQueue(MARKER_QUEUE, async (queue) => (await queue.getJob(MARKER_ID)) !== undefined);
  }

  async markFilled(): Promise<void> {
    const data = { taskId: MARKER_ID, band: 1, due: new Date().toISOString() };
    await this.onQueue(MARKER_QUEUE, (queue) =>
      queue.addBulk([{ name: MARKER_ID, data, opts: { jobId: MARKER_ID } }]),
    );
  }

  /** Adds tickets to a pool. A ticket whose id is already there is left as it is. */
  async add(pool: Pool, tickets: readonly NewTicket[]): Promise<void> {
    const jobs = tickets.map(({ id, data, priority }) => ({
      name: 'ticket',
      data,
      opts: { ...TICKET_OPTIONS, jobId: id, priority },
    }));
    await this.onQueue(queueName(pool), (queue) => queue.addBulk(jobs));
  }

  /** The pool's most urgent ticket, or undefined when it has none. */
  async take(pool: Pool): Promise<TakenTicket | undefined> {
    const job = await this.guarded(() =>
      this.backend.fetcher(queueName(pool)).getNextJob(this.token, { block: false }),
    );
    return job && { ...TicketData.parse(job.data), finish: () => this.finish(job) };
  }

  private async finish(job: FetchedJob): Promise<void> {
    try {
      await this.guarded(() => job.moveToCompleted('', this.token, false));
    } catch {
      // It stays active; the sweep takes it out.
    }
  }

  async has(pool: Pool, ticketId: string): Promise<boolean> {
    return this.onQueue(queueName(pool), async (queue) => (await queue.getJob(ticketId)) !== undefined);
  }

  /**
   * Takes tickets out that somebody took and never finished (a process died in between).
   * @param olderThanMs at least the lock's duration, or we would take it out of somebody's hands
   * @returns what they said
   */
  async removeAbandoned(pool: Pool, olderThanMs: number): Promise<TicketData[]> {
    return this.onQueue(queueName(pool), async (queue) => {
      const before = Date.now() - olderThanMs;
      const abandoned = (await queue.getActive()).filter((job) => (job.processedOn ?? 0) < before);
      for (const job of abandoned) await job.moveToCompleted('', ANY_TOKEN, false);
      return abandoned.map((job) => TicketData.parse(job.data));
    });
  }

  /** Makes a dropped storage usable again. */
  async restore(): Promise<void> {
    this.retryAt = 0;
    await this.backend.repairStorage();
  }

  private async onQueue<T>(name: string, work: (queue: AnyQueue) => Promise<T>): Promise<T> {
    return this.guarded(() => work(this.backend.queue(name)));
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // Once for a failure, not once for each station that meets it.
      const level = this.isAway ? 'debug' : 'warn';
      this.logger[level]({ err: error }, 'queue storage is away; claims come from Postgres');
      this.retryAt = Date.now() + RETRY_AFTER_MS;
      throw new TicketStorageAway('the queue storage failed', { cause: error });
    }
  }
}

/** BullMQ allows no colon in a queue's name; keys of pools have none. */
function queueName({ warehouseId, stage, key }: Pool): string {
  return key === '' ? `tickets-${warehouseId}-${stage}` : `tickets-${warehouseId}-${stage}-${key}`;
}
