import { type Executor, rows } from '../database/sql.js';
import type { Capabilities } from './pool-key.js';
import { PROMISE_STEP_MINUTES } from './truck-guard.js';

/** Work of one pool for one truck, as the truck guard and the board see it. */
export interface TruckLoadRow extends Record<string, unknown> {
  warehouseId: string;
  stage: string;
  pool: string;
  carrier: string;
  /** Its pickup; of what has none the ship-by, rounded down to ten minutes. */
  leavesAt: Date;
  /** Latest start of the first of them that keeps the truck. */
  latestStart: Date;
  tasks: number;
  /**
   * Orders that came for the truck of the same weekday and time after this time of day, a week's mean of the last four: the
   * pool's share of them.
   */
  expected: number;
  guarded: boolean;
  meanSec: number;
  /** Coefficient of variation of the stage's service times; null until it was measured. */
  cv: number | null;
}

/** Until a stage has been measured at least this often, its service time is taken from the default below. */
export const MIN_SAMPLES = 20;
export const DEFAULT_SERVICE_SEC = 180;

const HORIZON = `interval '36 hours'`;
const PROMISE_STEP = `interval '${PROMISE_STEP_MINUTES} minutes'`;

/**
 * SQL: the truck of a shipment, by the moment it leaves. A shipment that no truck is known for must leave by its ship-by; those of
 * ten minutes make one truck, as in the simulator. Index shipments_leaves_idx is on this very expression.
 */
export function leavesAt(shipment: string): string {
  const promise = `date_bin(${PROMISE_STEP}, ${shipment}.ship_by, timestamptz '2000-01-01 00:00:00+00')`;
  return `coalesce(${shipment}.pickup_at, ${promise})`;
}

/** SQL: who takes it. Together with `leavesAt` it names a truck. */
export function carrierOf(shipment: string): string {
  return `coalesce(${shipment}.carrier, 'other')`;
}

// Released by the time it leaves, and nobody has stopped it.
const OPEN = `t.state in ('waiting', 'ready', 'claimed') and not t.held and t.release_at < coalesce(s.pickup_at, s.ship_by)`;

// The same moment of other weeks is told by the warehouse's clock, which daylight saving moves.
const weeksBefore = (weeks: number) =>
  `(l.leaves_at at time zone w.time_zone - interval '${weeks * 7} days') at time zone w.time_zone`;

// $1: one warehouse, or null for all. A truck's orders spread over the pools of a stage as those that are known of do.
const LOADS = `
  with loads as (
    select w.id as warehouse_id, t.stage, t.pool, ${carrierOf('s')} as carrier, ${leavesAt('s')} as leaves_at,
      min(t.deadline) filter (where ${OPEN}) as latest_start, count(*) filter (where ${OPEN})::integer as tasks,
      bool_or(t.band = 0) filter (where ${OPEN}) as guarded,
      count(*)::float8 / sum(count(*)) over (partition by w.id, ${carrierOf('s')}, ${leavesAt('s')}, t.stage) as share
    from warehouses w
    join shipments s on s.warehouse_id = w.id and ${leavesAt('s')} > now() - ${PROMISE_STEP} and ${leavesAt('s')} < now() + ${HORIZON}
    join tasks t on t.shipment_id = s.id and t.state <> 'cancelled'
    where ($1::uuid is null or w.id = $1) and coalesce(s.pickup_at, s.ship_by) > now()
    group by w.id, t.stage, t.pool, 4, 5
  ), trucks as materialized (
    select l.warehouse_id, l.carrier, l.leaves_at,
      (select count(*) from shipments past where past.warehouse_id = l.warehouse_id and ${carrierOf('past')} = l.carrier
        and ${leavesAt('past')} = any(array[${[1, 2, 3, 4].map(weeksBefore).join(', ')}])
        and past.arrived_at > ${leavesAt('past')} - (l.leaves_at - now()))::float8 / 4 as expected
    from (select distinct warehouse_id, carrier, leaves_at from loads where tasks > 0) l join warehouses w on w.id = l.warehouse_id
  )
  select l.warehouse_id as "warehouseId", l.stage, l.pool, l.carrier, l.leaves_at as "leavesAt", l.latest_start as "latestStart", l.tasks,
    l.guarded, coalesce(m.mean_sec, ${DEFAULT_SERVICE_SEC})::float8 as "meanSec", m.cv, (k.expected * l.share)::float8 as expected
  from loads l join trucks k on k.warehouse_id = l.warehouse_id and k.carrier = l.carrier and k.leaves_at = l.leaves_at
  left join service_times m on m.warehouse_id = l.warehouse_id and m.stage = l.stage and m.samples >= ${MIN_SAMPLES}
  where l.tasks > 0`;

// At work: somebody is signed in and has held a task within the last quarter of an hour.
const STATIONS = `
  select s.warehouse_id as "warehouseId", s.zones, s.temperatures, s.skills,
    exists (select 1 from leases l where l.station_id = s.id and l.from_at > now() - interval '8 hours'
      and (l.ended_at is null or l.ended_at > now() - interval '15 minutes')) as "atWork"
  from stations s
  where ($1::uuid is null or s.warehouse_id = $1)
    and exists (select 1 from station_sessions v where v.station_id = s.id and v.signed_out_at is null)`;

export interface StationRow extends Capabilities, Record<string, unknown> {
  warehouseId: string;
  atWork: boolean;
}

/** What must be on the trucks of the next day and a half, by pool. @param warehouseId null: of all warehouses */
export async function readTruckLoads(on: Executor, warehouseId: string | null): Promise<TruckLoadRow[]> {
  return rows<TruckLoadRow>(on, LOADS, [warehouseId]);
}

/** The benches that people are signed in at. */
export async function readStations(on: Executor, warehouseId: string | null): Promise<StationRow[]> {
  return rows<StationRow>(on, STATIONS, [warehouseId]);
}

/** Benches at work; before the day has begun, those where somebody has signed in. */
export function atWork(stations: readonly StationRow[]): StationRow[] {
  const working = stations.filter((station) => station.atWork);
  return working.length > 0 ? working : [...stations];
}
