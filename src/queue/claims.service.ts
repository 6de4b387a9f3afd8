import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { violatedConstraint } from '../database/pg-errors.js';
import { firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import {
  CLAIM_BY_ID,
  CLAIM_DIRECTLY,
  COUNT_MORE_URGENT,
  FIND_HELD,
  FIND_REQUEST,
  HEADS_OF_POOLS,
  LOOK_AROUND,
  NEXT_RELEASE,
  REMEMBER_REQUEST,
} from './claim.sql.js';
import { serves } from './pool-key.js';
import type { ClaimBody } from './queue.contract.js';
import { QueueMetrics } from './queue.metrics.js';
import { findScanned, isOfScan } from './scanned-task.js';
import { TicketQueues } from './ticket-queues.js';
import { type Pool, type TakenTicket, TicketStorageAway } from './ticket-storage.js';
import { Tickets } from './tickets.js';

/** A task with the token of its claim. */
export interface ClaimedTask {
  id: string;
  token: number;
}

export interface Claim {
  task: ClaimedTask | null;
  nextReleaseAt: Date | null;
  passedOver: number;
}

interface AroundRow {
  answered: ClaimedTask | null;
  held: ClaimedTask | null;
  reserved: string | null;
  stages: string[];
  pools: string[];
}

/** What there is before a claim: the answer to its key, what the station holds, and pools with work, the most urgent first. */
interface Around extends Pick<AroundRow, 'answered' | 'held' | 'reserved'> {
  pools: Pool[];
}

/** A station with somebody signed in. */
export type PackingStation = Pick<StationScope, 'stationId' | 'warehouseId' | 'actor' | 'capabilities'> & {
  packerId: string;
};

// So many tickets may turn out to be of tasks that somebody else has, before we take a task from the rows.
const MAX_STALE_TICKETS = 20;
// A pool whose last task was just taken sends us back to look at the heads again.
const MAX_LOOKS = 10;

/** The station already has this key's task or one of this stage; the ticket in hand belongs to somebody else. */
const CLASHES = new Set(['claim_requests_pkey', 'tasks_one_per_stage_key']);

/** Gives stations their next task: tickets say which, the row says whose. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly queues: TicketQueues,
    private readonly tickets: Tickets,
    private readonly metrics: QueueMetrics,
  ) {}

  /**
   * The next task for a station by due time, or the one whose order, waybill or shipment was scanned. The same key again
   * gives the same task; a station that already holds a task of these stages gets that one.
   * @throws AppError scan_not_found, task_held_elsewhere, task_not_released, already_holding, nothing_left_to_do,
   *   idempotency_key_reused when the key has taken another task than the scan means
   */
  async claim(station: PackingStation, body: ClaimBody): Promise<Claim> {
    const { key } = body;
    try {
      return body.scan === undefined
        ? await this.claimNext(station, key, body.stages ?? null)
        : ((await this.answered(station, body)) ??
            (await this.claimScanned(station, key, body.stages ?? null, body.scan)));
    } catch (error) {
      if (!CLASHES.has(violatedConstraint(error) ?? '')) throw error;
      // Another request of this station won a moment ago.
      return (await this.answered(station, body)) ?? this.claimHeld(station, key, body);
    }
  }

  private async answered(station: PackingStation, { key, scan }: ClaimBody): Promise<Claim | undefined> {
    const row = await firstRow<ClaimedTask & { passedOver: number }>(this.dataSource, FIND_REQUEST, [
      station.stationId,
      key,
    ]);
    if (!row) return undefined;
    const { passedOver, ...task } = row;
    if (scan !== undefined && !(await isOfScan(this.dataSource, station, task.id, scan))) {
      throw new AppError(
        'idempotency_key_reused',
        'This key has taken another order already: use a new key for each claim.',
      );
    }
    return { task, nextReleaseAt: null, passedOver };
  }

  private async claimNext(station: PackingStation, key: string, stages: string[] | null): Promise<Claim> {
    // Asked at the same time: neither answer depends on the other, and a packer waits for both.
    const [around, filled] = await Promise.all([this.lookAround(station, key, stages), this.hasAllTickets()]);
    if (around.answered) return { task: around.answered, nextReleaseAt: null, passedOver: 0 };
    if (around.held) return this.claimHeldTask(station, key, around.held);
    const reserved = around.reserved && (await this.takeReserved(station, key, around.reserved));
    if (reserved) return { task: reserved, nextReleaseAt: null, passedOver: 0 };
    let { pools } = around;
    for (let look = 0; look < MAX_LOOKS; look += 1) {
      if (look > 0) pools = await this.poolsByUrgency(station, stages);
      const pool = pools.find((one) => serves(station.capabilities, one.key));
      if (!pool) break;
      const task =
        (filled ? await this.byTicket(station, key, pool) : undefined) ??
        (await this.directly(station, key, pool));
      if (task) return { task, nextReleaseAt: null, passedOver: 0 };
    }
    return { task: null, nextReleaseAt: await this.nextRelease(station, stages), passedOver: 0 };
  }

  private async takeReserved(
    station: PackingStation,
    key: string,
    taskId: string,
  ): Promise<ClaimedTask | undefined> {
    const candidate = [taskId, station.warehouseId, 1, 'infinity', null];
    const won = await this.win(station, key, CLAIM_BY_ID, { candidate });
    return won && this.counted('rows', won);
  }

  private async lookAround(station: PackingStation, key: string, stages: string[] | null): Promise<Around> {
    const { stationId, warehouseId } = station;
    const params = [stationId, key, warehouseId, stages];
    const row = await firstRow<AroundRow>(this.dataSource, LOOK_AROUND, params);
    const { answered = null, held = null, reserved = null } = row ?? {};
    const pools = row?.stages.map((stage, n) => ({ warehouseId, stage, key: row.pools[n] ?? '' })) ?? [];
    return { answered, held, reserved, pools };
  }

  private async poolsByUrgency(station: PackingStation, stages: string[] | null): Promise<Pool[]> {
    const { warehouseId, stationId } = station;
    const params = [warehouseId, stages, stationId];
    const heads = await rows<{ stage: string; pool: string }>(this.dataSource, HEADS_OF_POOLS, params);
    return heads.map(({ stage, pool }) => ({ warehouseId, stage, key: pool }));
  }

  /** While tickets are missing in the storage, those that are there would go before more urgent ones. */
  private async hasAllTickets(): Promise<boolean> {
    try {
      return !this.queues.isAway && (await this.queues.isFilled());
    } catch (error) {
      if (!(error instanceof TicketStorageAway)) throw error;
      return false;
    }
  }

  private async byTicket(station: PackingStation, key: string, pool: Pool): Promise<ClaimedTask | undefined> {
    try {
      for (let stale = 0; stale < MAX_STALE_TICKETS; stale += 1) {
        const ticket = await this.queues.take(pool);
        if (!ticket) return undefined;
        const won = await this.redeem(station, key, pool, ticket);
        if (won) return this.counted('ticket', won);
      }
    } catch (error) {
      if (!(error instanceof TicketStorageAway)) throw error;
    }
    return undefined;
  }

  private async redeem(
    station: PackingStation,
    key: string,
    pool: Pool,
    ticket: TakenTicket,
  ): Promise<ClaimedTask | undefined> {
    let refused = true;
    try {
      const candidate = [ticket.taskId, station.warehouseId, ticket.band, ticket.due, pool.key];
      const won = await this.win(station, key, CLAIM_BY_ID, { candidate });
      refused = false;
      return won;
    } finally {
      // The packer needn't wait for it: one that is never finished is what the sweep takes out.
      const finished = ticket.finish();
      // Not won and not lost: the task is still to be had, so it needs a ticket again, which the old one would keep out.
      if (refused) await finished.then(() => this.tickets.issue([{ id: ticket.taskId }]));
    }
  }

  private async directly(station: PackingStation, key: string, pool: Pool): Promise<ClaimedTask | undefined> {
    const candidate = [pool.warehouseId, pool.stage, pool.key];
    const won = await this.win(station, key, CLAIM_DIRECTLY, { candidate });
    return won && this.counted('rows', won);
  }

  private async claimScanned(
    station: PackingStation,
    key: string,
    stages: string[] | null,
    scan: string,
  ): Promise<Claim> {
    const found = await findScanned(this.dataSource, station, stages, scan);
    if (found.heldToken !== null)
      return this.claimHeldTask(station, key, { id: found.id, token: found.heldToken });
    const passed = await firstRow<{ passed_over: number }>(this.dataSource, COUNT_MORE_URGENT, [found.id]);
    const passedOver = passed?.passed_over ?? 0;
    const candidate = [found.id, station.warehouseId, 1, 'infinity', null];
    const task = await this.win(station, key, CLAIM_BY_ID, { candidate, passedOver, takenBy: 'scan' });
    if (!task) throw new AppError('task_held_elsewhere', 'Another station took this order a moment ago.');
    if (passedOver > 0) this.metrics.countPassedOver();
    return { task: this.counted('scan', task), nextReleaseAt: null, passedOver };
  }

  private async claimHeldTask(station: PackingStation, key: string, task: ClaimedTask): Promise<Claim> {
    await rows(this.dataSource, REMEMBER_REQUEST, [station.stationId, key, task.id, task.token]);
    return { task, nextReleaseAt: null, passedOver: 0 };
  }

  private async claimHeld(station: PackingStation, key: string, body: ClaimBody): Promise<Claim> {
    const held = await firstRow<ClaimedTask>(this.dataSource, FIND_HELD, [
      station.stationId,
      body.stages ?? null,
    ]);
    if (held && body.scan === undefined) return this.claimHeldTask(station, key, held);
    throw new AppError(
      'already_holding',
      'This station already has an order at this stage: finish it or give it back, then scan again.',
      { heldTaskId: held?.id ?? null },
    );
  }

  private async win(
    station: PackingStation,
    key: string,
    statement: typeof CLAIM_BY_ID,
    {
      candidate,
      takenBy = 'next',
      passedOver = 0,
    }: { candidate: unknown[]; takenBy?: 'next' | 'scan'; passedOver?: number },
  ): Promise<ClaimedTask | undefined> {
    const actor = JSON.stringify({ kind: station.actor.kind, id: station.actor.id });
    const claim = [station.stationId, station.packerId, key, newId(), newId(), actor, takenBy, passedOver];
    return firstRow<ClaimedTask>(this.dataSource, statement, [...claim, ...candidate]);
  }

  private counted(source: 'ticket' | 'rows' | 'scan', task: ClaimedTask): ClaimedTask {
    this.metrics.countClaim(source);
    return task;
  }

  private async nextRelease(station: PackingStation, stages: string[] | null): Promise<Date | null> {
    const params = [station.warehouseId, stages];
    const row = await firstRow<{ next_release_at: Date | null }>(this.dataSource, NEXT_RELEASE, params);
    return row?.next_release_at ?? null;
  }
}
