import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type AnyQueue, type FetchedJob, QueueBackend } from '../jobs/queue-backend.js';
import { within } from '../jobs/within.js';

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

/** Tasks of one kind that the same stations of the warehouse may do next: one queue in each generation. */
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

// Named in the storage: a queue with one job for each generation, which nobody takes. It is put there before the
// generation's first ticket and never again: while it is there, the storage hasn't been emptied since.
const MARKER_QUEUE = 'tickets';

// A packer waits for the answer: past this the task comes from the rows. Filling waits longer.
const QUICK_MS = 2_000;
const BULK_MS = 5_000;
const DROP_MS = 600_000;

// BullMQ's token that fits any lock: the one that the dead process had is gone with it.
const ANY_TOKEN = '0';

// Tickets leave no trace: what happened to a task is in its row and on the timeline.
const TICKET_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/** Tickets in the queues of their generation, on whichever backend. Every method throws `TicketStorageAway` when that can't be used. */
@Injectable()
export class TicketStorage {
  private readonly token = randomUUID();

  constructor(private readonly backend: QueueBackend) {}

  /** Whether the storage still holds what was put into it for a generation. */
  async isMarked(generation: string): Promise<boolean> {
    const job = await this.onQueue(MARKER_QUEUE, (queue) => queue.getJob(markerId(generation)));
    return job !== undefined;
  }

  async mark(generation: string): Promise<void> {
    const jobId = markerId(generation);
    await this.onQueue(MARKER_QUEUE, (queue) => queue.add('generation', {}, { jobId }));
  }

  async unmark(generation: string): Promise<void> {
    await this.onQueue(MARKER_QUEUE, (queue) => queue.remove(markerId(generation)));
  }

  /** Adds tickets to a pool. A ticket whose id is already there is left as it is. */
  async add(generation: string, pool: Pool, tickets: readonly NewTicket[]): Promise<void> {
    const jobs = tickets.map(({ id, data, priority }) => ({
      name: 'ticket',
      data,
      opts: { ...TICKET_OPTIONS, jobId: id, priority },
    }));
    await this.onQueue(queueName(generation, pool), (queue) => queue.addBulk(jobs), BULK_MS);
  }

  /** The pool's most urgent ticket, or undefined when it has none. */
  async take(generation: string, pool: Pool): Promise<TakenTicket | undefined> {
    const name = queueName(generation, pool);
    const job = await guarded(QUICK_MS, () =>
      this.backend.fetcher(name).getNextJob(this.token, { block: false }),
    );
    return job && { ...TicketData.parse(job.data), finish: () => this.finish(job) };
  }

  /** @throws nothing: what can't be finished stays active, and the sweep takes it out */
  private async finish(job: FetchedJob): Promise<void> {
    await guarded(QUICK_MS, () => job.moveToCompleted('', this.token, false)).catch(() => undefined);
  }

  async has(generation: string, pool: Pool, ticketId: string): Promise<boolean> {
    const name = queueName(generation, pool);
    return this.onQueue(name, async (queue) => (await queue.getJob(ticketId)) !== undefined);
  }

  /** The first so many tickets of a pool, most urgent first. */
  async head(generation: string, pool: Pool, count: number): Promise<{ id: string; taskId: string }[]> {
    return this.onQueue(queueName(generation, pool), async (queue) => {
      const jobs = await queue.getPrioritized(0, count - 1);
      return jobs.map((job) => ({ id: job.id ?? '', taskId: TicketData.parse(job.data).taskId }));
    });
  }

  /** @returns how many were there; one that is in somebody's hands stays */
  async remove(generation: string, pool: Pool, ticketIds: readonly string[]): Promise<number> {
    return this.onQueue(queueName(generation, pool), async (queue) => {
      const removed = await Promise.all(ticketIds.map((id) => queue.remove(id)));
      return removed.filter((count) => count > 0).length;
    });
  }

  /**
   * Takes tickets out that somebody took and never finished (a process died in between).
   * @param olderThanMs at least the lock's duration, or we would take it out of somebody's hands
   * @returns what they said
   */
  async removeAbandoned(generation: string, pool: Pool, olderThanMs: number): Promise<TicketData[]> {
    return this.onQueue(queueName(generation, pool), async (queue) => {
      const before = Date.now() - olderThanMs;
      const abandoned = (await queue.getActive()).filter((job) => (job.processedOn ?? 0) < before);
      for (const job of abandoned) await job.moveToCompleted('', ANY_TOKEN, false);
      return abandoned.map((job) => TicketData.parse(job.data));
    });
  }

  /** Empties a pool's queue for good, a thousand tickets at a time. */
  async drop(generation: string, pool: Pool): Promise<void> {
    const name = queueName(generation, pool);
    await this.onQueue(name, (queue) => queue.obliterate({ force: true }), DROP_MS);
    this.backend.closeQueue(name);
  }

  /** Makes a dropped storage usable again. */
  async restore(): Promise<void> {
    await guarded(BULK_MS, () => this.backend.repairStorage());
  }

  private async onQueue<T>(
    name: string,
    work: (queue: AnyQueue) => Promise<T>,
    timeoutMs = QUICK_MS,
  ): Promise<T> {
    return guarded(timeoutMs, () => work(this.backend.queue(name)));
  }
}

async function guarded<T>(timeoutMs: number, work: () => Promise<T>): Promise<T> {
  try {
    return await within(timeoutMs, work());
  } catch (error) {
    throw new TicketStorageAway('the queue storage failed', { cause: error });
  }
}

function markerId(generation: string): string {
  return `generation-${generation}`;
}

/** BullMQ allows no colon in a queue's name; keys of pools have none. */
function queueName(generation: string, { warehouseId, stage, key }: Pool): string {
  const name = `tickets-${generation}-${warehouseId}-${stage}`;
  return key === '' ? name : `${name}-${key}`;
}
