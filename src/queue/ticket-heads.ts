import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import type { Generation } from './ticket-generations.js';
import { type Pool, TicketStorage } from './ticket-storage.js';
import { poolOfTask, READY_TASK, type ReadyTask, ticketId, Tickets } from './tickets.js';

const HEAD = 50;
// A pass that meets more stale tickets than this goes on in the next one.
const MAX_ROUNDS = 40;

const QUEUES = `select warehouse_id, stage, pool from ticket_queues where generation = $1`;

const READY_OF = `select ${READY_TASK} from tasks t where t.id = any($1::uuid[]) and t.state = 'ready'`;

// A ticket that was put in a moment ago may be in somebody's hands; an older one at the head must be there. A task that is
// reserved for a bench needs none: every other bench would use it up.
const MOST_URGENT = `select ${READY_TASK} from tasks t
  where t.warehouse_id = $1 and t.stage = $2 and t.pool = $3 and t.state = 'ready' and t.ticketed_at < now() - interval '10 seconds'
    and (t.reserved_until is null or t.reserved_until < now())
  order by t.band, t.place_at, t.id limit ${HEAD}`;

type Ticket = Awaited<ReturnType<TicketStorage['head']>>[number];

/**
 * Compares the heads of the queues with the heads of the rows. That is enough: a claim only ever meets the head, and
 * what is wrong further back is found when it gets there.
 */
@Injectable()
export class TicketHeads {
  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: TicketStorage,
    private readonly tickets: Tickets,
  ) {}

  /** The queues of a generation that ever had a ticket. */
  async queuesOf(generation: Generation): Promise<Pool[]> {
    const known = await rows<Pick<ReadyTask, 'warehouse_id' | 'stage' | 'pool'>>(this.dataSource, QUEUES, [
      generation.id,
    ]);
    return known.map(poolOfTask);
  }

  /**
   * Takes tickets out whose task is gone, claimed or elsewhere in line: claims that came from the rows leave them behind,
   * and each would cost a packer a look.
   * @param rounds of 50 tickets a queue; more than that wait for the next call
   * @returns how many
   */
  async removeStale(generation: Generation, rounds = MAX_ROUNDS): Promise<number> {
    let removed = 0;
    for (const pool of await this.queuesOf(generation))
      removed += await this.removeStaleOf(generation, pool, rounds);
    return removed;
  }

  /** A storage that lost a few tickets (a failover) must not keep an urgent task waiting until its pool is empty. */
  async issueMissing(generation: Generation): Promise<number> {
    let issued = 0;
    for (const pool of await this.queuesOf(generation)) {
      const missing = await this.missingOf(generation, pool);
      if (missing.length > 0) await this.tickets.issueReady(missing);
      issued += missing.length;
    }
    return issued;
  }

  private async removeStaleOf(generation: Generation, pool: Pool, rounds: number): Promise<number> {
    let removed = 0;
    for (let round = 0; round < rounds; round += 1) {
      const head = await this.storage.head(generation.id, pool, HEAD);
      const stale = await this.staleAmong(generation, pool, head);
      if (stale.length > 0) removed += await this.storage.remove(generation.id, pool, stale);
      if (stale.length < HEAD / 2) break;
    }
    return removed;
  }

  /** The tickets were read before the rows, and a ticket is issued after its row's commit: a row that isn't there is gone. */
  private async staleAmong(generation: Generation, pool: Pool, head: readonly Ticket[]): Promise<string[]> {
    if (head.length === 0) return [];
    const ready = await rows<ReadyTask>(this.dataSource, READY_OF, [head.map(({ taskId }) => taskId)]);
    const valid = new Set(
      ready.filter(({ pool: key }) => key === pool.key).map((task) => ticketId(task, generation)),
    );
    return head.map(({ id }) => id).filter((id) => !valid.has(id));
  }

  private async missingOf(generation: Generation, pool: Pool): Promise<ReadyTask[]> {
    const urgent = await rows<ReadyTask>(this.dataSource, MOST_URGENT, [
      pool.warehouseId,
      pool.stage,
      pool.key,
    ]);
    if (urgent.length === 0) return [];
    const head = new Set((await this.storage.head(generation.id, pool, HEAD)).map(({ id }) => id));
    const unseen = urgent.filter((task) => !head.has(ticketId(task, generation)));
    const there = await Promise.all(
      unseen.map((task) => this.storage.has(generation.id, pool, ticketId(task, generation))),
    );
    return unseen.filter((_, index) => !there[index]);
  }
}
