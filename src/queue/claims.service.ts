import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { violatedConstraint } from '../database/pg-errors.js';
import { firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import {
  COUNT_MORE_URGENT,
  FIND_CART_TASK,
  FIND_HELD,
  FIND_REQUEST,
  HEADS_OF_POOLS,
  LOOK_AROUND,
  NEXT_RELEASE,
  REMEMBER_HELD,
} from './claim.sql.js';
import { KnownPools } from './known-pools.js';
import { Patience } from './patience.js';
import { serves } from './pool-key.js';
import type { ClaimBody } from './queue.contract.js';
import { QueueMetrics } from './queue.metrics.js';
import { findScanned, isOfScan } from './scanned-task.js';
import { type Claimant, type ClaimedTask, type PackingStation, TaskWinner } from './task-winner.js';
import type { Pool } from './ticket-storage.js';

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

// A pool whose last task was just taken sends us back to look at the heads again.
const MAX_LOOKS = 10;

/** The station already has this key's task or one of this stage; the ticket in hand belongs to somebody else. */
const CLASHES = new Set(['leases_key_key', 'tasks_one_per_stage_key']);

/** Gives stations their next task: tickets say which, the row says whose. */
@Injectable()
export class ClaimsService {
  private readonly known = new KnownPools();

  constructor(
    private readonly dataSource: DataSource,
    private readonly winner: TaskWinner,
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
      return (await this.answered(station, body)) ?? this.claimHeld(station, body);
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
    const { warehouseId, capabilities } = station;
    const claimant = { station, key, patience: new Patience() };
    const guess = this.known.guess(warehouseId, stages, capabilities);
    if (!guess) return this.claimLookingAround(claimant, stages);
    const won = await this.winner.atOnce(claimant, stages, guess);
    if (won) return claimOf(won);
    this.known.wasWrong(warehouseId, stages);
    return this.claimLookingAround(claimant, stages);
  }

  private async claimLookingAround(claimant: Claimant, stages: string[] | null): Promise<Claim> {
    const { station, key } = claimant;
    // Asked at the same time: neither answer depends on the other, and a packer waits for both.
    const [around, filled] = await Promise.all([
      this.lookAround(station, key, stages),
      this.winner.hasAllTickets(claimant),
    ]);
    this.known.see(station.warehouseId, stages, around.pools);
    if (around.answered) return claimOf(around.answered);
    if (around.held) return this.claimOfHeld(station, key, around.held);
    const { reserved } = around;
    const kept = reserved && (await this.winner.byId(claimant, reserved, { takenBy: 'next', passedOver: 0 }));
    if (kept) return claimOf(kept);
    let { pools } = around;
    for (let look = 0; look < MAX_LOOKS; look += 1) {
      if (look > 0) pools = await this.poolsByUrgency(station, stages);
      const pool = pools.find((one) => serves(station.capabilities, one.key));
      if (!pool) break;
      const task =
        (filled ? await this.winner.byTicket(claimant, pool) : undefined) ??
        (await this.winner.directly(claimant, pool));
      if (task) return claimOf(task);
    }
    return { task: null, nextReleaseAt: await this.nextRelease(station, stages), passedOver: 0 };
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

  private async claimScanned(
    station: PackingStation,
    key: string,
    stages: string[] | null,
    scan: string,
  ): Promise<Claim> {
    const found = await findScanned(this.dataSource, station, stages, scan);
    if (found.heldToken !== null)
      return this.claimOfHeld(station, key, { id: found.id, token: found.heldToken });
    const cart = await firstRow<{ id: string }>(this.dataSource, FIND_CART_TASK, [
      station.stationId,
      found.id,
    ]);
    if (cart) {
      const detail = 'This station has a cart at this stage: finish it or give it back, then scan again.';
      throw new AppError('already_holding', detail, { heldTaskId: cart.id });
    }
    const passed = await firstRow<{ passed_over: number }>(this.dataSource, COUNT_MORE_URGENT, [found.id]);
    const passedOver = passed?.passed_over ?? 0;
    const claimant = { station, key, patience: new Patience() };
    const task = await this.winner.byId(claimant, found.id, { takenBy: 'scan', passedOver });
    if (!task) throw new AppError('task_held_elsewhere', 'Another station took this order a moment ago.');
    if (passedOver > 0) this.metrics.countPassedOver();
    return { ...claimOf(task), passedOver };
  }

  /** Kept with the key, so that asking again after it was finished doesn't take another one. */
  private async claimOfHeld(station: PackingStation, key: string, task: ClaimedTask): Promise<Claim> {
    await rows(this.dataSource, REMEMBER_HELD, [station.stationId, key, task.id, task.token]);
    return claimOf(task);
  }

  private async claimHeld(station: PackingStation, body: ClaimBody): Promise<Claim> {
    const held = await firstRow<ClaimedTask>(this.dataSource, FIND_HELD, [
      station.stationId,
      body.stages ?? null,
    ]);
    if (held && body.scan === undefined) return this.claimOfHeld(station, body.key, held);
    throw new AppError(
      'already_holding',
      'This station already has an order at this stage: finish it or give it back, then scan again.',
      { heldTaskId: held?.id ?? null },
    );
  }

  private async nextRelease(station: PackingStation, stages: string[] | null): Promise<Date | null> {
    const params = [station.warehouseId, stages];
    const row = await firstRow<{ next_release_at: Date | null }>(this.dataSource, NEXT_RELEASE, params);
    return row?.next_release_at ?? null;
  }
}

function claimOf(task: ClaimedTask): Claim {
  return { task, nextReleaseAt: null, passedOver: 0 };
}
