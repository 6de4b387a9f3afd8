import { type Executor, rows } from '../database/sql.js';
import type { Capabilities } from '../queue/pool-key.js';

const SAMPLES = 5;

/** Counted trouble: what `what` is depends on the code (a carrier, a station's name, a shop's source). */
export interface TroubleRow extends Record<string, unknown> {
  what: string;
  count: number;
  ids: string[];
}

export interface BenchRow extends Capabilities, Record<string, unknown> {
  id: string;
  name: string;
  signedIn: boolean;
}

const ids = (expression: string) => `(array_agg(${expression}))[1:${SAMPLES}] as ids`;

const SHIPMENTS = `
  with here as (
    select s.id, coalesce(s.carrier, 'other') as carrier, s.state, s.pickup_at, s.ship_by, s.held_at, s.release_at,
      o.placed_at, o.received_at, o.source
    from shipments s join orders o on o.id = s.order_id
    where s.warehouse_id = $1 and s.state in ('planned', 'in_work', 'ready')
  )
  select 'carrier_without_calendar' as code, h.carrier as what, count(*)::integer as count, ${ids('h.id')} from here h
  where h.pickup_at is null and h.state <> 'ready'
    and not exists (select 1 from pickups p where p.warehouse_id = $1 and p.carrier = h.carrier) group by h.carrier
  union all
  select 'no_pickup', h.carrier, count(*)::integer, ${ids('h.id')} from here h
  where h.pickup_at is null and h.state <> 'ready'
    and exists (select 1 from pickups p where p.warehouse_id = $1 and p.carrier = h.carrier) group by h.carrier
  union all
  select 'ship_by_past', '', count(*)::integer, ${ids('h.id')} from here h
  where h.ship_by < now() and h.state <> 'ready' and h.held_at is null and h.release_at <= now() having count(*) > 0
  union all
  select 'left_behind', h.carrier, count(*)::integer, ${ids('h.id')} from here h
  where h.state = 'ready' and h.pickup_at < now() - interval '15 minutes' group by h.carrier
  union all
  select 'order_clock_ahead', h.source, count(*)::integer, ${ids('h.id')} from here h
  where h.placed_at > h.received_at + interval '1 minute' group by h.source
  union all
  select 'shipped_without_evidence', '', count(*)::integer, ${ids('a.shipment_id')} from evidence_alarms a
  where a.warehouse_id = $1 and a.settled_at is null having count(*) > 0`;

// Started, then nothing heard for the length of a lease. Overdue now, or offered again and not taken yet.
const CONTACT_LOST = `
  select st.name as what, count(*)::integer as count, ${ids('t.id')}
  from tasks t join leases l on l.task_id = t.id and l.token = t.token join stations st on st.id = l.station_id
  where t.warehouse_id = $1 and t.token > 0 and t.first_scan_at is not null
    and ((t.state = 'claimed' and t.lease_until < now()) or (t.state = 'ready' and l.end_reason = 'lapsed'))
  group by st.name`;

// Ids of scans are made by stations, by their own clocks: one that is ahead makes them larger, never smaller.
const STATION_CLOCKS = `
  select st.name as what, count(*)::integer as count, ${ids('c.task_id')}
  from scans c join stations st on st.id = c.station_id
  where c.id >= $2::uuid and st.warehouse_id = $1 and c.recorded_at > now() - interval '1 hour'
    and c.occurred_at > c.recorded_at + interval '1 minute' group by st.name`;

const BENCHES = `
  select s.id, s.name, s.zones, s.temperatures, s.skills,
    exists (select 1 from station_sessions v where v.station_id = s.id and v.signed_out_at is null) as "signedIn"
  from stations s where s.warehouse_id = $1 order by s.name`;

export interface ProblemFacts {
  shipments: (TroubleRow & { code: ShipmentTrouble })[];
  contactLost: TroubleRow[];
  stationClocks: TroubleRow[];
  benches: BenchRow[];
}

export type ShipmentTrouble =
  | 'carrier_without_calendar'
  | 'no_pickup'
  | 'ship_by_past'
  | 'left_behind'
  | 'order_clock_ahead'
  | 'shipped_without_evidence';

/** What may be wrong in a warehouse, counted. */
export async function readProblemFacts(on: Executor, warehouseId: string, now: Date): Promise<ProblemFacts> {
  const [shipments, contactLost, stationClocks, benches] = await Promise.all([
    rows<TroubleRow & { code: ShipmentTrouble }>(on, SHIPMENTS, [warehouseId]),
    rows<TroubleRow>(on, CONTACT_LOST, [warehouseId]),
    rows<TroubleRow>(on, STATION_CLOCKS, [warehouseId, firstIdOf(now.getTime() - 3_600_000)]),
    rows<BenchRow>(on, BENCHES, [warehouseId]),
  ]);
  return { shipments, contactLost, stationClocks, benches };
}

/** The smallest UUIDv7 of a moment. */
function firstIdOf(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
