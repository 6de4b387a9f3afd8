import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { changeBands } from './due-changes.js';
import type { QueueSettings } from './queue-settings.contract.js';
import { readQueueSettings } from './queue-settings.service.js';
import { stationShares } from './station-shares.js';
import { Tickets } from './tickets.js';
import { guardTrucks, measuredMargin, type TruckVerdict } from './truck-guard.js';
import {
  atWork,
  carrierOf,
  leavesAt,
  readStations,
  readTruckLoads,
  type StationRow,
  type TruckLoadRow,
} from './truck-loads.js';

/** A truck's prospects in one pool. */
export interface TruckProspect extends TruckVerdict {
  load: TruckLoadRow;
  /** Stations that the pool can count on, in fractions. */
  stations: number;
}

const GUARD: Actor = { kind: 'system', id: 'truck-guard' };
const BATCH = 2_000;

// $1 warehouse, $2 stage, $3 pool; $4 and $5: carriers of the guarded trucks, and when they leave.
const MISPLACED = `
  with trucks as (select * from unnest($4::text[], $5::timestamptz[]) as truck(carrier, leaves_at)),
  misplaced as (
    select t.id, 0 as band, t.place_at
    from trucks join shipments s on s.warehouse_id = $1 and ${leavesAt('s')} = trucks.leaves_at and ${carrierOf('s')} = trucks.carrier
    join tasks t on t.shipment_id = s.id
    where t.stage = $2 and t.pool = $3 and t.state in ('waiting', 'ready') and t.band = 1
    union all
    select t.id, 1, t.place_at
    from tasks t join shipments s on s.id = t.shipment_id
    where t.warehouse_id = $1 and t.stage = $2 and t.pool = $3 and t.state in ('waiting', 'ready') and t.band = 0
      and (${carrierOf('s')}, ${leavesAt('s')}) not in (select carrier, leaves_at from trucks)
  )
  select id, band from misplaced order by place_at limit ${BATCH}`;

// Pools that have guarded tasks but no truck to make any more.
const GUARDED_POOLS = `select distinct warehouse_id as "warehouseId", stage, pool from tasks
  where band = 0 and state in ('waiting', 'ready')`;

interface PoolRow extends Record<string, unknown> {
  warehouseId: string;
  stage: string;
  pool: string;
}

/**
 * Watches every truck: while all have slack, the head start decides; when one's slack is nearly gone, its orders go first,
 * VIP or not. Moves tasks between the bands; each move is an event that the explanation of a position shows.
 */
@Injectable()
export class TruckGuardService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /** One round over all warehouses. @returns how many tasks changed their band */
  async guard(): Promise<number> {
    const prospects = await this.prospects(null);
    const pools = new Map<string, { pool: PoolRow; guarded: TruckProspect[] }>();
    const poolOf = (row: PoolRow) => {
      const id = poolId(row);
      const known = pools.get(id) ?? { pool: row, guarded: [] };
      pools.set(id, known);
      return known;
    };
    for (const row of await rows<PoolRow>(this.dataSource, GUARDED_POOLS)) poolOf(row);
    for (const prospect of prospects) if (prospect.guarded) poolOf(prospect.load).guarded.push(prospect);
    let moved = 0;
    for (const { pool, guarded } of pools.values()) moved += await this.place(pool, guarded);
    return moved;
  }

  /** How each truck of the next day and a half stands, by pool, in order of leaving. @param warehouseId null: all */
  async prospects(warehouseId: string | null): Promise<TruckProspect[]> {
    const loads = await readTruckLoads(this.dataSource, warehouseId);
    const stations = await readStations(this.dataSource, warehouseId);
    const warehouses = new Set(loads.map((load) => load.warehouseId));
    const prospects: TruckProspect[] = [];
    for (const id of warehouses) {
      const settings = await readQueueSettings(this.dataSource, id);
      const own = <Row extends { warehouseId: string }>(list: readonly Row[]) =>
        list.filter((row) => row.warehouseId === id);
      prospects.push(...prospectsOf(own(loads), atWork(own(stations)), settings));
    }
    return prospects;
  }

  private async place(pool: PoolRow, guarded: readonly TruckProspect[]): Promise<number> {
    const carriers = guarded.map(({ load }) => load.carrier);
    const leaving = guarded.map(({ load }) => load.leavesAt);
    const params = [pool.warehouseId, pool.stage, pool.pool, carriers, leaving];
    const misplaced = await rows<{ id: string; band: 0 | 1 }>(this.dataSource, MISPLACED, params);
    if (misplaced.length === 0) return 0;
    const moved = await inTransaction(this.dataSource, async (manager) => {
      const by = { actor: GUARD, occurredAt: new Date() };
      const first = misplaced.filter(({ band }) => band === 0);
      const back = misplaced.filter(({ band }) => band === 1);
      return [
        ...(await changeBands(manager, first, { ...by, cause: 'truck_guard' })),
        ...(await changeBands(manager, back, { ...by, cause: 'truck_guard_lifted' })),
      ];
    });
    await this.tickets.issue(moved);
    return moved.length;
  }
}

/** The verdicts on one warehouse's trucks. A warehouse that has switched the guard off still sees them. */
export function prospectsOf(
  loads: readonly TruckLoadRow[],
  stations: readonly StationRow[],
  settings: QueueSettings,
  now = Date.now(),
): TruckProspect[] {
  const pools = new Map<string, TruckLoadRow[]>();
  for (const load of loads) pools.set(poolId(load), [...(pools.get(poolId(load)) ?? []), load]);
  const work = [...pools].map(([id, trucks]) => ({
    id,
    key: trucks[0]?.pool ?? '',
    workSec: trucks.reduce((sum, { tasks, meanSec }) => sum + tasks * meanSec, 0),
  }));
  const shares = stationShares(stations, work);
  return [...pools].flatMap(([id, trucks]) => judge(trucks, shares.get(id) ?? 0, settings, now));
}

function judge(
  trucks: readonly TruckLoadRow[],
  stations: number,
  { guard }: QueueSettings,
  now: number,
): TruckProspect[] {
  const meanServiceSec = trucks[0]?.meanSec ?? 0;
  const byId = new Map(trucks.map((load) => [truckId(load), load]));
  const verdicts = guardTrucks({
    now,
    stations,
    meanServiceSec,
    margin: guard.margin ?? measuredMargin(trucks[0]?.cv ?? null),
    trucks: trucks.map((load) => ({
      id: truckId(load),
      leavesAt: load.latestStart.getTime() + meanServiceSec * 1_000,
      workSec: load.tasks * meanServiceSec,
      reserveSec: load.expected * meanServiceSec,
    })),
    guardedNow: new Set(trucks.filter((load) => load.guarded).map(truckId)),
  });
  return verdicts.flatMap((verdict) => {
    const load = byId.get(verdict.id);
    return load ? [{ ...verdict, guarded: verdict.guarded && guard.on, load, stations }] : [];
  });
}

const poolId = ({ warehouseId, stage, pool }: PoolRow | TruckLoadRow) => `${warehouseId} ${stage} ${pool}`;
const truckId = ({ carrier, leavesAt }: TruckLoadRow) => `${carrier} ${leavesAt.toISOString()}`;
