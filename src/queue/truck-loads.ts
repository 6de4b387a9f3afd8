import { type Executor, rows } from '../database/sql.js';
import type { Capabilities } from './pool-key.js';

/** Work of one pool for one truck, as the truck guard and the board see it. */
export interface TruckLoadRow extends Record<string, unknown> {
  warehouseId: string;
  stage: string;
  pool: string;
  carrier: string;
  pickupAt: Date;
  /** Latest start of the first of them that keeps the truck. */
  latestStart: Date;
  tasks: number;
  /** Orders that came for the truck of the same weekday and time after this time of day, a week's mean of the last four. */
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

// $1: one warehouse, or null for all.
const LOADS = `
  select t.warehouse_id as "warehouseId", t.stage, t.pool, coalesce(s.carrier, 'other') as carrier, s.pickup_at as "pickupAt",
    min(t.deadline) as "latestStart", count(*)::integer as tasks, bool_or(t.band = 0) as guarded,
    coalesce(max(m.mean_sec), ${DEFAULT_SERVICE_SEC})::float8 as "meanSec", max(m.cv) as cv,
    (select count(*) from shipments past where past.warehouse_id = t.warehouse_id and past.carrier is not distinct from s.carrier
      and past.pickup_at = any(array[s.pickup_at - interval '7 days', s.pickup_at - interval '14 days',
        s.pickup_at - interval '21 days', s.pickup_at - interval '28 days'])
      and past.arrived_at > past.pickup_at - (s.pickup_at - now()))::float8 / 4 as expected
  from shipments s join tasks t on t.shipment_id = s.id
  left join service_times m on m.warehouse_id = t.warehouse_id and m.stage = t.stage and m.samples >= ${MIN_SAMPLES}
  where s.pickup_at > now() and s.pickup_at < now() + ${HORIZON} and ($1::uuid is null or s.warehouse_id = $1)
    and t.state in ('waiting', 'ready', 'claimed') and not t.held and t.release_at < s.pickup_at
  group by t.warehouse_id, t.stage, t.pool, s.carrier, s.pickup_at`;

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
