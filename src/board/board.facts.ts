import { firstRow, rows, type Executor } from '../database/sql.js';
import { DEFAULT_SERVICE_SEC, MIN_SAMPLES } from '../queue/truck-loads.js';
import { parcelLate, parcelStatus } from './parcel-status.js';

/** What parcels are counted as; each is one of the first five, and any that is left can be late besides. */
export interface ParcelCounts {
  toDo: number;
  inWork: number;
  /** Not in line yet: delivery date, pre-order or payment. */
  waiting: number;
  held: number;
  done: number;
  late: number;
}

/** Parcels of one rank for one truck; `pickupAt` null: the carrier has no calendar. */
export interface ParcelRow extends ParcelCounts, Record<string, unknown> {
  carrier: string;
  pickupAt: Date | null;
  rankId: string;
  rankJa: string;
  rankEn: string;
  brandJa: string;
  brandEn: string;
  lead: number;
}

/** Tasks of one stage and pool for one truck. */
export interface TaskRow extends Record<string, unknown> {
  carrier: string;
  pickupAt: Date | null;
  stage: string;
  position: number;
  pool: string;
  ready: number;
  inWork: number;
  waiting: number;
  held: number;
  overdue: number;
  guarded: boolean;
  sample: string;
}

export interface StageRow extends Record<string, unknown> {
  stage: string;
  position: number;
  nameJa: string;
  nameEn: string;
  meanSec: number;
  doneToday: number;
}

export interface WaitRow extends Record<string, unknown> {
  rankId: string;
  rankJa: string;
  rankEn: string;
  brandJa: string;
  brandEn: string;
  lead: number;
  count: number;
  p50: number;
  p95: number;
  max: number;
}

export interface WarehouseRow extends Record<string, unknown> {
  nameJa: string;
  nameEn: string;
  timeZone: string;
  now: Date;
  signedIn: number;
}

const WAREHOUSE = `
  select w.name_ja as "nameJa", w.name_en as "nameEn", w.time_zone as "timeZone", now() as now,
    (select count(*) from station_sessions v join stations s on s.id = v.station_id
      where s.warehouse_id = w.id and v.signed_out_at is null)::integer as "signedIn"
  from warehouses w where w.id = $1`;

const HERE = `s.state in ('planned', 'in_work')`;

// $1 warehouse, $2 the beginning of its day: what is in the house, and what has left it today.
const PARCELS = `
  with parcels as (
    select s.carrier, s.pickup_at, s.order_id, ${parcelStatus('s')} as status, ${parcelLate('s')} as late from shipments s
    where s.warehouse_id = $1 and s.state in ('planned', 'in_work', 'ready')
    union all
    select s.carrier, s.pickup_at, s.order_id, 'done', false from shipments s
    where s.warehouse_id = $1 and s.handed_over_at >= $2 and s.state not in ('planned', 'in_work', 'ready')
  )
  select coalesce(s.carrier, 'other') as carrier, s.pickup_at as "pickupAt", r.id as "rankId", r.name_ja as "rankJa",
    r.name_en as "rankEn", b.name_ja as "brandJa", b.name_en as "brandEn", r.lead_minutes as lead,
    count(*) filter (where s.status = 'to_do')::integer as "toDo", count(*) filter (where s.status = 'in_work')::integer as "inWork",
    count(*) filter (where s.status = 'waiting')::integer as waiting, count(*) filter (where s.status = 'held')::integer as held,
    count(*) filter (where s.status = 'done')::integer as done, count(*) filter (where s.late)::integer as late
  from parcels s join orders o on o.id = s.order_id join ranks r on r.id = o.rank_id join brands b on b.id = r.brand_id
  group by 1, 2, r.id, b.id`;

// Of a task: it isn't done, and will be offered before its truck leaves.
const TO_COME = `t.state = 'waiting' and not t.held and t.release_at <= coalesce(s.pickup_at, now())`;

const TASKS = `
  select coalesce(s.carrier, 'other') as carrier, s.pickup_at as "pickupAt", t.stage, min(t.position)::integer as position, t.pool,
    count(*) filter (where t.state = 'ready')::integer as ready,
    count(*) filter (where t.state = 'claimed')::integer as "inWork",
    count(*) filter (where ${TO_COME})::integer as waiting,
    count(*) filter (where t.held)::integer as held,
    count(*) filter (where t.state in ('ready', 'claimed') and t.deadline < now())::integer as overdue,
    bool_or(t.band = 0) as guarded, min(t.id::text) as sample
  from shipments s join tasks t on t.shipment_id = s.id
  where s.warehouse_id = $1 and ${HERE} and t.state in ('waiting', 'ready', 'claimed')
  group by 1, 2, t.stage, t.pool`;

const STAGES = `
  select b.code as stage, min(b.position)::integer as position, min(b.name_ja) as "nameJa", min(b.name_en) as "nameEn",
    coalesce(max(m.mean_sec), ${DEFAULT_SERVICE_SEC})::float8 as "meanSec",
    coalesce(max(d.done), 0)::integer as "doneToday"
  from brand_warehouses w join brand_stages b on b.brand_id = w.brand_id
  left join service_times m on m.warehouse_id = w.warehouse_id and m.stage = b.code and m.samples >= ${MIN_SAMPLES}
  left join (select t.stage, count(*) as done from stations p join leases l on l.station_id = p.id and l.from_at >= $2::timestamptz - interval '12 hours'
      join tasks t on t.id = l.task_id
    where p.warehouse_id = $1 and l.end_reason = 'completed' and l.ended_at >= $2 group by t.stage) d on d.stage = b.code
  where w.warehouse_id = $1 group by b.code order by 2, 1`;

// From the moment an order may be worked on to its first claim.
const WAITS = `
  select r.id as "rankId", r.name_ja as "rankJa", r.name_en as "rankEn", b.name_ja as "brandJa", b.name_en as "brandEn",
    r.lead_minutes as lead, count(*)::integer as count,
    percentile_cont(0.5) within group (order by w.minutes) as p50,
    percentile_cont(0.95) within group (order by w.minutes) as p95, max(w.minutes) as max
  from (
    select s.order_id, greatest(0, extract(epoch from l.from_at - greatest(s.arrived_at, s.release_at)) / 60)::float8 as minutes
    from stations p join leases l on l.station_id = p.id and l.from_at > now() - interval '24 hours'
    join tasks t on t.id = l.task_id join shipments s on s.id = t.shipment_id
    where p.warehouse_id = $1 and l.token = 1
      and t.position = (select min(f.position) from tasks f where f.shipment_id = t.shipment_id)
  ) w
  join orders o on o.id = w.order_id join ranks r on r.id = o.rank_id join brands b on b.id = r.brand_id
  group by r.id, b.id`;

/** So many tasks from the end of a pool's line for a truck. */
export interface LastOfTruck {
  carrier: string;
  pickupAt: Date;
  stage: string;
  pool: string;
  tasks: number;
}

export interface LastInLineRow extends Record<string, unknown> {
  carrier: string;
  pickupAt: Date;
  rankId: string;
  parcels: number;
}

// $1 warehouse; the rest: LastOfTruck, a column each. What is in hand comes before the line.
const LAST_IN_LINE = `
  select o.carrier, o.pickup_at as "pickupAt", o.rank_id as "rankId", count(*)::integer as parcels
  from (
    select l.carrier, l.pickup_at, r.rank_id
    from unnest($2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::integer[]) as l(carrier, pickup_at, stage, pool, tasks)
    cross join lateral (
      select s.order_id from shipments s join tasks t on t.shipment_id = s.id
      where s.warehouse_id = $1 and ${HERE} and s.pickup_at = l.pickup_at and coalesce(s.carrier, 'other') = l.carrier
        and t.stage = l.stage and t.pool = l.pool and (t.state in ('ready', 'claimed') or ${TO_COME})
      order by t.state = 'claimed', t.band desc, t.place_at desc, t.id desc limit l.tasks
    ) last join orders r on r.id = last.order_id
  ) o group by 1, 2, 3`;

export interface BoardFacts {
  parcels: ParcelRow[];
  tasks: TaskRow[];
  stages: StageRow[];
  waits: WaitRow[];
}

/** Who and when the board is about. */
export function readWarehouse(on: Executor, warehouseId: string): Promise<WarehouseRow | undefined> {
  return firstRow<WarehouseRow>(on, WAREHOUSE, [warehouseId]);
}

/** Everything that the board counts, in four statements. @param dayStart when the warehouse's day began */
export async function readBoardFacts(on: Executor, warehouseId: string, dayStart: Date): Promise<BoardFacts> {
  const [parcels, tasks, stages, waits] = await Promise.all([
    rows<ParcelRow>(on, PARCELS, [warehouseId, dayStart]),
    rows<TaskRow>(on, TASKS, [warehouseId]),
    rows<StageRow>(on, STAGES, [warehouseId, dayStart]),
    rows<WaitRow>(on, WAITS, [warehouseId]),
  ]);
  return { parcels, tasks, stages, waits };
}

/** The ranks of the last tasks in line. */
export function readLastInLine(
  on: Executor,
  warehouseId: string,
  last: readonly LastOfTruck[],
): Promise<LastInLineRow[]> {
  if (last.length === 0) return Promise.resolve([]);
  const column = <Name extends keyof LastOfTruck>(name: Name) => last.map((row) => row[name]);
  return rows<LastInLineRow>(on, LAST_IN_LINE, [
    ...[warehouseId, column('carrier'), column('pickupAt'), column('stage'), column('pool'), column('tasks')],
  ]);
}
