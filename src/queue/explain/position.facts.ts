import { type Executor, firstRow, rows } from '../../database/sql.js';
import { standardLeadOf } from '../standard-lead.js';
import { DEFAULT_SERVICE_SEC, MIN_SAMPLES } from '../truck-loads.js';

/** What the explanation of a position is made of. */
export interface PositionFacts {
  task: TaskRow;
  line: LineRow;
  overtakings: OvertakingRow[];
  overtakingsTotal: number;
  changes: ChangeRow[];
}

export interface TaskRow extends Record<string, unknown> {
  taskId: string;
  brandId: string;
  warehouseId: string;
  shipmentId: string;
  orderId: string;
  orderExternalId: string;
  stage: string;
  pool: string;
  state: 'waiting' | 'ready' | 'claimed' | 'completed' | 'cancelled';
  held: boolean;
  /** The bench that it was reassigned to, for a while. */
  reservedFor: string | null;
  band: 0 | 1;
  due: Date;
  dueTerm: 'lead' | 'ship_by' | 'expedited';
  /** Infinity as pg gives it where nothing was planned. */
  deadline: Date | number;
  placeAt: Date;
  readyAt: Date | null;
  arrivedAt: Date;
  releaseAt: Date | null;
  shipBy: Date;
  carrier: string | null;
  pickupAt: Date | null;
  rankCode: string;
  rankJa: string;
  rankEn: string;
  rankSource: 'default' | 'external' | 'rules';
  /** The lead that it was planned with: of its rank, under the warehouse's cap and the brand's share. */
  rankLead: number;
  /** The warehouse's standard lead at that time: what is due sooner than by it has a head start. */
  standardLead: number;
  rankRecordedAt: Date;
  now: Date;
}

export interface LineRow extends Record<string, unknown> {
  ahead: number;
  inWork: number;
  meanSec: number;
  /** Shipments with leads shorter than this one's standard that came to the warehouse in the busiest hour of the last week. */
  peakPerHour: number;
}

export interface OvertakingRow extends Record<string, unknown> {
  taskId: string;
  brandId: string;
  orderExternalId: string;
  rank: string;
  arrivedAt: Date;
  startedAt: Date;
  takenBy: 'next' | 'scan' | 'cart';
  band: 0 | 1 | null;
  placeAt: Date | null;
  dueTerm: 'lead' | 'ship_by' | 'expedited';
  /** Null: planned before head starts were kept. */
  headStartMinutes: number | null;
  rankIsDefault: boolean;
}

export interface ChangeRow extends Record<string, unknown> {
  at: Date;
  cause: string;
  from: string;
  to: string;
}

const SHOWN_OVERTAKINGS = 20;

const TASK = `
  select t.id as "taskId", t.brand_id as "brandId", t.warehouse_id as "warehouseId", t.shipment_id as "shipmentId",
    o.id as "orderId", o.external_id as "orderExternalId", t.stage, t.pool, t.state, t.held,
    (select b.name from stations b where b.id = t.reserved_for and t.reserved_until > now()) as "reservedFor",
    t.band::integer as band, t.due,
    t.due_term as "dueTerm", t.deadline, t.place_at as "placeAt", t.ready_at as "readyAt", s.arrived_at as "arrivedAt",
    t.release_at as "releaseAt", s.ship_by as "shipBy", s.carrier, s.pickup_at as "pickupAt", r.code as "rankCode",
    r.name_ja as "rankJa", r.name_en as "rankEn", o.rank_source as "rankSource",
    coalesce(s.lead_minutes, r.lead_minutes) as "rankLead",
    coalesce(s.lead_minutes + s.head_start_minutes, ${standardLeadOf('t.warehouse_id')}, r.lead_minutes) as "standardLead",
    coalesce((select max(e.occurred_at) from timeline_events e where e.brand_id = o.brand_id and e.order_id = o.id
      and e.kind = 'rank_recorded'), o.received_at) as "rankRecordedAt", now() as now
  from tasks t join shipments s on s.id = t.shipment_id join orders o on o.id = s.order_id join ranks r on r.id = o.rank_id`;

const TASK_BY_ID = `${TASK} where t.id = $1 and t.warehouse_id = $2`;

// The stage that is being done or comes next; of a finished shipment the last one.
const TASK_OF_SHIPMENT = `${TASK} where t.shipment_id = $1 and t.brand_id = $2
  order by (t.state in ('completed', 'cancelled')), case when t.state in ('completed', 'cancelled') then -t.position else t.position end
  limit 1`;

const LINE = `
  select
    (select count(*) from tasks a where a.warehouse_id = $1 and a.stage = $2 and a.pool = $3 and a.state = 'ready'
      and (a.band, a.place_at, a.id) < ($4::smallint, $5::timestamptz, $6::uuid))::integer as ahead,
    (select count(*) from tasks a where a.warehouse_id = $1 and a.stage = $2 and a.pool = $3 and a.state = 'claimed')::integer as "inWork",
    coalesce((select m.mean_sec from service_times m where m.warehouse_id = $1 and m.stage = $2 and m.samples >= ${MIN_SAMPLES}),
      ${DEFAULT_SERVICE_SEC})::float8 as "meanSec",
    coalesce((select max(came) from (select count(*) as came from shipments s join orders o on o.id = s.order_id
        join ranks r on r.id = o.rank_id
        where s.warehouse_id = $1 and s.arrived_at > now() - interval '7 days' and s.arrived_at <= now()
          and coalesce(s.lead_minutes, r.lead_minutes) < $7
        group by date_trunc('hour', s.arrived_at)) hours), 0)::integer as "peakPerHour"`;

// Whoever arrived later and was started while this one was ready: only claims since then can have overtaken it.
const OVERTAKINGS = `
  select l.task_id as "taskId", l.brand_id as "brandId", o.external_id as "orderExternalId", r.code as rank,
    s.arrived_at as "arrivedAt", l.from_at as "startedAt", l.taken_by as "takenBy", l.band::integer as band,
    l.place_at as "placeAt", t.due_term as "dueTerm", s.head_start_minutes as "headStartMinutes",
    r.is_default as "rankIsDefault", count(*) over ()::integer as total
  from leases l join tasks t on t.id = l.task_id join shipments s on s.id = t.shipment_id
  join orders o on o.id = s.order_id join ranks r on r.id = o.rank_id
  where t.warehouse_id = $1 and t.stage = $2 and t.pool = $3 and l.task_id <> $4 and l.token = 1
    and l.from_at >= $5 and l.from_at < coalesce((select min(own.from_at) from leases own where own.task_id = $4), now())
    and s.arrived_at > $6
  order by l.from_at limit ${SHOWN_OVERTAKINGS}`;

const CHANGES = `
  select occurred_at as at, data ->> 'cause' as cause, data ->> 'from' as "from", data ->> 'to' as "to"
  from timeline_events where brand_id = $1 and shipment_id = $2 and task_id = $3 and kind = 'due_changed' order by id limit 100`;

/** Reads a task of a warehouse. */
export function findTaskOfWarehouse(on: Executor, warehouseId: string, taskId: string) {
  return firstRow<TaskRow>(on, TASK_BY_ID, [taskId, warehouseId]);
}

/** Reads the task of a brand's shipment that is being done or comes next. */
export function findTaskOfShipment(on: Executor, brandId: string, shipmentId: string) {
  return firstRow<TaskRow>(on, TASK_OF_SHIPMENT, [shipmentId, brandId]);
}

/** Reads what stands around a task in its pool's line. */
export async function readPositionFacts(on: Executor, task: TaskRow): Promise<PositionFacts> {
  const { warehouseId, stage, pool, taskId } = task;
  const here = [warehouseId, stage, pool];
  const place = [task.band, task.placeAt, taskId];
  const line = await firstRow<LineRow>(on, LINE, [...here, ...place, task.standardLead]);
  const since = task.readyAt ?? task.arrivedAt;
  const found = await rows<OvertakingRow & { total: number }>(on, OVERTAKINGS, [
    ...[...here, taskId],
    ...[since, task.arrivedAt],
  ]);
  const changes = await rows<ChangeRow>(on, CHANGES, [task.brandId, task.shipmentId, taskId]);
  return {
    task,
    line: line ?? { ahead: 0, inWork: 0, meanSec: DEFAULT_SERVICE_SEC, peakPerHour: 0 },
    overtakings: found,
    overtakingsTotal: found[0]?.total ?? 0,
    changes,
  };
}
