import { type Executor, firstRow, rows } from '../database/sql.js';
import { standardLeadOf } from '../queue/standard-lead.js';
import type { RecordedDay, RecordedOrder } from './recorded-day.js';

/** Which day of which warehouse, on its own clock. Without a stage: the one that took most of the stations' time that day. */
export interface DayAsked {
  warehouseId: string;
  date: string;
  stage?: string;
  /** Reads at most so many orders, and one more, which tells that there are more. */
  limit: number;
}

/** What is worked on where nobody worked: the stage that every brand starts with. */
const USUAL_STAGE = 'pack';

interface Work {
  stage: string;
  stations: number;
  opened_at: Date;
  closed_at: Date;
}

interface ServiceRow {
  mean_sec: number | null;
  cv: number | null;
  planned_minutes: number | null;
}

const DAY = `day as (
    select id, $2::date::timestamp at time zone time_zone as from_at, ($2::date + 1)::timestamp at time zone time_zone as until_at
    from warehouses where id = $1)`;

// The last claim, not the last completion: what came after it was left for the next day.
const WORK = `with ${DAY}
  select t.stage, count(distinct l.station_id)::integer as stations, min(l.from_at) as opened_at, max(l.from_at) as closed_at
  from day join stations b on b.warehouse_id = day.id
  join leases l on l.station_id = b.id and l.from_at >= day.from_at and l.from_at < day.until_at
  join tasks t on t.id = l.task_id
  where $3::text is null or t.stage = $3
  group by t.stage
  order by sum(coalesce(l.ended_at, l.from_at) - l.from_at) desc, t.stage limit 1`;

// Came in before the last claim of the day, or was left from an earlier day and first taken on this one.
const ORDERS = `with ${DAY}, taken as (
    select distinct l.task_id
    from day join stations b on b.warehouse_id = day.id
    join leases l on l.station_id = b.id and l.from_at >= day.from_at and l.from_at < day.until_at
    where not exists (select from leases e where e.task_id = l.task_id and e.from_at < day.from_at)
  ), came as (
    select s.id from day join shipments s on s.warehouse_id = day.id
    where s.arrived_at >= day.from_at and s.arrived_at < least(day.until_at, $4::timestamptz)
      and s.release_at is not null and s.state <> 'cancelled'
    union
    select t.shipment_id from taken join tasks t on t.id = taken.task_id where t.stage = $3
  )
  select s.arrived_at as "arrivedAt", r.code as rank, r.lead_minutes as "leadMinutes",
    coalesce(${standardLeadOf('$1::uuid')}, r.lead_minutes) as "standardLeadMinutes", s.ship_by as "shipBy", s.pickup_at as "pickupAt",
    coalesce(s.carrier, o.carrier) as carrier
  from came join shipments s on s.id = came.id
  join tasks t on t.shipment_id = s.id and t.stage = $3
  join orders o on o.id = s.order_id
  join ranks r on r.id = o.rank_id
  where s.warehouse_id = $1
  order by s.arrived_at, s.id limit $5`;

const SERVICE = `select m.mean_sec, m.cv,
    (select avg(b.handling_minutes)::float8 from brand_warehouses w join brand_stages b on b.brand_id = w.brand_id
     where w.warehouse_id = $1 and b.code = $2) as planned_minutes
  from (select 1) one left join service_times m on m.warehouse_id = $1 and m.stage = $2`;

/** Reads a day as it was, without names of persons. */
export async function readRecordedDay(
  on: Executor,
  { warehouseId, date, stage: asked, limit }: DayAsked,
): Promise<RecordedDay & { stage: string }> {
  const work = await firstRow<Work>(on, WORK, [warehouseId, date, asked ?? null]);
  const stage = asked ?? work?.stage ?? USUAL_STAGE;
  const until = work?.closed_at ?? 'infinity';
  const orders = await rows<RecordedOrder>(on, ORDERS, [warehouseId, date, stage, until, limit + 1]);
  const service = await firstRow<ServiceRow>(on, SERVICE, [warehouseId, stage]);
  return {
    stage,
    orders,
    stations: work?.stations ?? 0,
    openedAt: work?.opened_at ?? null,
    service: {
      meanSec: service?.mean_sec ?? null,
      cv: service?.cv ?? null,
      plannedMinutes: service?.planned_minutes ?? null,
    },
  };
}
