import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { firstRow } from '../database/sql.js';
import { repeated } from '../database/transaction.js';
import { BoardWake } from './board-wake.js';
import { CLAIM_AT_ONCE, CLAIM_BY_ID, CLAIM_DIRECTLY } from './claim.sql.js';
import type { Guess } from './known-pools.js';
import type { Patience } from './patience.js';
import { QueueMetrics } from './queue.metrics.js';
import { TicketQueues } from './ticket-queues.js';
import { type Pool, type TakenTicket, TicketStorageAway } from './ticket-storage.js';
import { Tickets } from './tickets.js';

/** A task with the token of its claim. */
export interface ClaimedTask {
  id: string;
  token: number;
}

/** A station with somebody signed in. */
export type PackingStation = Pick<StationScope, 'stationId' | 'warehouseId' | 'actor' | 'capabilities'> & {
  packerId: string;
};

/** Whose claim it is (the key's answer is kept with the lease), and how long it still waits for the tickets' storage. */
export interface Claimant {
  station: PackingStation;
  key: string;
  patience: Patience;
}

// So many tickets may turn out to be of tasks that somebody else has, before we take a task from the rows.
const MAX_STALE_TICKETS = 20;

/** No place is behind this one: the task was chosen by something else than its ticket. */
const ANY_PLACE = [1, 'infinity', null];

/** Makes tasks theirs who ask: by the ticket that says which, or straight from the rows. */
@Injectable()
export class TaskWinner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: TicketQueues,
    private readonly tickets: Tickets,
    private readonly boards: BoardWake,
    private readonly metrics: QueueMetrics,
  ) {}

  /** While tickets are missing in the storage, those that are there would go before more urgent ones. */
  async hasAllTickets({ patience }: Claimant): Promise<boolean> {
    try {
      return !this.queues.isAway && (await patience.wait(() => this.queues.isFilled()));
    } catch (error) {
      if (!(error instanceof TicketStorageAway)) throw error;
      return false;
    }
  }

  /**
   * Takes the ticket before looking around, and lets the statement that wins the task see whether that was right.
   * Undefined when it wasn't, and nothing has changed: look around then. That the storage holds every ticket is known from
   * the last look at it, a second ago at most.
   */
  async atOnce(
    claimant: Claimant,
    stages: string[] | null,
    { pool, unserved }: Guess,
  ): Promise<ClaimedTask | undefined> {
    if (this.queues.isAway) return undefined;
    const ticket = await this.take(claimant, pool);
    if (!ticket) return undefined;
    const candidate = [...candidateOf(pool, ticket), stages, unserved, pool.stage];
    const winning = this.win(claimant, CLAIM_AT_ONCE, candidate);
    const won = await this.spend(ticket, winning, { isStale: false, patience: claimant.patience });
    return won && this.counted(claimant, 'ticket', won);
  }

  /** The task of the pool's most urgent ticket; undefined when there is none that holds. */
  async byTicket(claimant: Claimant, pool: Pool): Promise<ClaimedTask | undefined> {
    for (let stale = 0; stale < MAX_STALE_TICKETS; stale += 1) {
      const ticket = await this.take(claimant, pool);
      if (!ticket) return undefined;
      const winning = this.win(claimant, CLAIM_BY_ID, candidateOf(pool, ticket));
      const won = await this.spend(ticket, winning, { isStale: true, patience: claimant.patience });
      if (won) return this.counted(claimant, 'ticket', won);
    }
    return undefined;
  }

  /** The pool's most urgent task as the rows say. */
  async directly(claimant: Claimant, pool: Pool): Promise<ClaimedTask | undefined> {
    const won = await this.win(claimant, CLAIM_DIRECTLY, [pool.warehouseId, pool.stage, pool.key]);
    return won && this.counted(claimant, 'rows', won);
  }

  /** One task in particular. `passedOver`: how many more urgent ones that leaves behind. */
  async byId(
    claimant: Claimant,
    taskId: string,
    { takenBy, passedOver }: { takenBy: 'next' | 'scan'; passedOver: number },
  ): Promise<ClaimedTask | undefined> {
    const candidate = [taskId, claimant.station.warehouseId, ...ANY_PLACE];
    const won = await this.win(claimant, CLAIM_BY_ID, candidate, { takenBy, passedOver });
    return won && this.counted(claimant, takenBy === 'scan' ? 'scan' : 'rows', won);
  }

  private async take({ patience }: Claimant, pool: Pool): Promise<TakenTicket | undefined> {
    try {
      return await patience.wait(() => this.queues.take(pool));
    } catch (error) {
      if (!(error instanceof TicketStorageAway)) throw error;
      return undefined;
    }
  }

  /**
   * Takes the ticket out of the queue while Postgres decides: it is used up either way, and the packer waits for one of the
   * two only. `isStale`: a ticket that doesn't win means nothing any more. Otherwise, and when Postgres failed, the task may
   * still be to be had and gets another ticket; should this process die before, the sweep issues it.
   */
  private async spend(
    ticket: TakenTicket,
    winning: Promise<ClaimedTask | undefined>,
    { isStale, patience }: { isStale: boolean; patience: Patience },
  ): Promise<ClaimedTask | undefined> {
    // In the next turn of the loop, so that the statement is on its way first.
    const finished = setImmediate().then(() => ticket.finish());
    const again = () => finished.then(() => this.tickets.issue([{ id: ticket.taskId }]));
    let won: ClaimedTask | undefined;
    try {
      won = await winning;
    } catch (error) {
      void again();
      throw error;
    }
    // Waited for: what comes next may be a claim of the same pool, and the task must not be missing in it. Where the storage
    // hangs, what comes next goes to the rows, which miss nothing.
    if (!won && !isStale) await patience.wait(again).catch(unlessAway);
    return won;
  }

  private async win(
    { station, key }: Claimant,
    statement: typeof CLAIM_BY_ID,
    candidate: unknown[],
    { takenBy = 'next', passedOver = 0 }: { takenBy?: 'next' | 'scan'; passedOver?: number } = {},
  ): Promise<ClaimedTask | undefined> {
    const actor = JSON.stringify({ kind: station.actor.kind, id: station.actor.id });
    const claim = [station.stationId, station.packerId, key, newId(), newId(), actor, takenBy, passedOver];
    return repeated(() => firstRow<ClaimedTask>(this.dataSource, statement, [...claim, ...candidate]));
  }

  private counted({ station }: Claimant, source: 'ticket' | 'rows' | 'scan', task: ClaimedTask): ClaimedTask {
    this.metrics.countClaim(source);
    this.boards.claimed(station.warehouseId);
    return task;
  }
}

function unlessAway(error: unknown): void {
  if (!(error instanceof TicketStorageAway)) throw error;
}

/** The row must still be where its ticket was issued for. */
function candidateOf(pool: Pool, { taskId, band, due }: TakenTicket): unknown[] {
  return [taskId, pool.warehouseId, band, due, pool.key];
}
