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
  NEXT_RELEASE,
  REMEMBER_REQUEST,
  RESERVED_FOR,
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
    const before = await this.answered(station, body);
    if (before) return before;
    try {
      return body.scan === undefined
        ? await this.claimNext(station, key, body.stages ?? null)
        : await this.claimScanned(station, key, body.stages ?? null, body.scan);
    } catch (error) {
      if (!CLASHES.has(violatedConstraint(error) ?? '')) throw error;
      // Another request of this station won a moment ago.
      return (await this.answered(station, body)) ?? this.claimHeld(station, key, body);
    }
  }

  private async answered(station: PackingStation, { key, scan }: ClaimBody): Promise<Claim | undefined> {
    const task = await firstRow<ClaimedTask>(this.dataSource, FIND_REQUEST, [station.stationId, key]);
    if (!task) return undefined;
    if (scan !== undefined && !(await isOfScan(this.dataSource, station, task.id, scan))) {
      throw new AppError(
        'idempotency_key_reused',
        'This key has taken another order already: use a new key for each claim.',
      );
    }
    return { task, nextReleaseAt: null, passedOver: 0 };
  }

  private async claimNext(station: PackingStation, key: string, stages: string[] | null): Promise<Claim> {
    const held = await this.held(station, key, stages);
    if (held) return held;
    const reserved = await this.reserved(station, key, stages);
    if (reserved) return { task: reserved, nextReleaseAt: null, passedOver: 0 };
    for (let look = 0; look < MAX_LOOKS; look += 1) {
      const pool = await this.mostUrgentPool(station, stages);
      if (!pool) break;
      const task = (await this.byTicket(station, key, pool)) ?? (await this.directly(station, key, pool));
      if (task) return { task, nextReleaseAt: null, passedOver: 0 };
    }
    return { task: null, nextReleaseAt: await this.nextRelease(station, stages), passedOver: 0 };
  }

  private async reserved(
    station: PackingStation,
    key: string,
    stages: string[] | null,
  ): Promise<ClaimedTask | undefined> {
    const row = await firstRow<{ id: string }>(this.dataSource, RESERVED_FOR, [station.stationId, stages]);
    if (!row) return undefined;
    const candidate = [row.id, station.warehouseId, 1, 'infinity'];
    const won = await this.win(station, key, CLAIM_BY_ID, { candidate });
    return won && this.counted('rows', won);
  }

  private async mostUrgentPool(station: PackingStation, stages: string[] | null): Promise<Pool | undefined> {
    const { warehouseId, stationId, capabilities } = station;
    const params = [warehouseId, stages, stationId];
    const heads = await rows<{ stage: string; pool: string }>(this.dataSource, HEADS_OF_POOLS, params);
    const head = heads.find(({ pool }) => serves(capabilities, pool));
    return head && { warehouseId, stage: head.stage, key: head.pool };
  }

  private async byTicket(station: PackingStation, key: string, pool: Pool): Promise<ClaimedTask | undefined> {
    try {
      // While tickets are missing in the storage, those that are there would go before more urgent ones.
      if (this.queues.isAway || !(await this.queues.isFilled())) return undefined;
      for (let stale = 0; stale < MAX_STALE_TICKETS; stale += 1) {
        const ticket = await this.queues.take(pool);
        if (!ticket) return undefined;
        const won = await this.redeem(station, key, ticket);
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
    ticket: TakenTicket,
  ): Promise<ClaimedTask | undefined> {
    let refused = true;
    try {
      const candidate = [ticket.taskId, station.warehouseId, ticket.band, ticket.due];
      const won = await this.win(station, key, CLAIM_BY_ID, { candidate });
      refused = false;
      return won;
    } finally {
      await ticket.finish();
      // Not won and not lost: the task is still to be had, so it needs a ticket again.
      if (refused) await this.tickets.issue([{ id: ticket.taskId }]);
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
    const candidate = [found.id, station.warehouseId, 1, 'infinity'];
    const task = await this.win(station, key, CLAIM_BY_ID, { candidate, passedOver, takenBy: 'scan' });
    if (!task) throw new AppError('task_held_elsewhere', 'Another station took this order a moment ago.');
    if (passedOver > 0) this.metrics.countPassedOver();
    return { task: this.counted('scan', task), nextReleaseAt: null, passedOver };
  }

  private async held(
    station: PackingStation,
    key: string,
    stages: string[] | null,
  ): Promise<Claim | undefined> {
    const task = await firstRow<ClaimedTask>(this.dataSource, FIND_HELD, [station.stationId, stages]);
    return task && this.claimHeldTask(station, key, task);
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
