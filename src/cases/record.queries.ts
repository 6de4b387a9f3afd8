import { type Executor, firstRow, rows } from '../database/sql.js';
import { clipsOfShipment } from '../evidence/evidence-lookup.js';
import { CASE_COLUMNS, type CaseRow } from './cases.rows.js';
import type { CheckRow, LineRow, RecordRows, StageRow, SubjectRow, TimelineRow } from './record.rows.js';

const SUBJECT = `select s.id as shipment_id, s.state, s.carrier_state, s.carrier, s.handed_over_at, b.time_zone,
    o.id as order_id, o.external_id, o.placed_at, o.payment_method, r.code as rank, r.name_ja as rank_name_ja,
    r.name_en as rank_name_en, c.name as customer_name, c.email as customer_email, a.name as recipient_name,
    a.postal_code, a.region, a.city, a.line1, a.line2
  from shipments s
  join orders o on o.id = s.order_id
  join brands b on b.id = s.brand_id
  join ranks r on r.id = o.rank_id
  join customers c on c.id = o.customer_id
  left join lateral (select * from order_addresses x where x.brand_id = o.brand_id and x.order_id = o.id
    and x.role in ('recipient', 'orderer') order by x.role desc limit 1) a on true
  where s.brand_id = $1 and s.id = $2`;

const LINES = `select l.id, y.sku, y.name_ja, y.name_en, l.quantity
  from shipment_lines l join order_lines y on y.id = l.order_line_id where l.shipment_id = $1 order by y.line_no`;

const STAGES = 'select code, name_ja, name_en from brand_stages where brand_id = $1';

const CHECKS = `select i.code, i.text_ja, i.text_en, d.title_ja, d.title_en, d.version, n.value, n.answered_by, n.task_id,
    n.clip_id, n.clip_offset_ms, n.occurred_at
  from (select distinct on (a.task_id, a.check_item_id) a.*, t.position as stage_position
    from tasks t join answers a on a.task_id = t.id and a.attempt = t.attempt
    where t.shipment_id = $1 order by a.task_id, a.check_item_id, a.id desc) n
  join check_items i on i.id = n.check_item_id
  join standards d on d.id = i.standard_id
  order by n.stage_position, d.section, i.position`;

const EVENTS = `select id, task_id, kind, data, audience, actor, occurred_at from timeline_events
  where shipment_id = $1 or (order_id = $2 and shipment_id is null) order by id`;

const WAYBILLS = `select number from waybills where shipment_id = $1 and voided_at is null and bound_at is not null
  order by parcel_no`;

const CASES = `select ${CASE_COLUMNS} from cases k join orders o on o.id = k.order_id
  where k.brand_id = $1 and k.order_id = $2 and (k.shipment_id is null or k.shipment_id = $3) order by k.id desc`;

const RANKS = 'select code, name_ja, name_en from ranks where brand_id = $1';

const PRESERVED = `select count(distinct (p.bucket, p.object_key, p.version_id)) filter (where p.state = 'wanted')::integer as wanted,
    count(distinct (p.bucket, p.object_key, p.version_id)) filter (where p.state = 'held')::integer as held
  from evidence_links l join preservations p on p.brand_id = l.brand_id and p.clip_id = l.clip_id
  where l.shipment_id = $1`;

/** Everything that is known of a shipment; undefined for another brand's. */
export async function findRecordRows(
  on: Executor,
  brandId: string,
  shipmentId: string,
): Promise<RecordRows | undefined> {
  const subject = await firstRow<SubjectRow>(on, SUBJECT, [brandId, shipmentId]);
  if (!subject) return undefined;
  const [lines, stages, checks, clips, events, waybills, cases, ranks, preserved] = await Promise.all([
    rows<LineRow>(on, LINES, [shipmentId]),
    rows<StageRow>(on, STAGES, [brandId]),
    rows<CheckRow>(on, CHECKS, [shipmentId]),
    clipsOfShipment(on, brandId, shipmentId),
    rows<TimelineRow>(on, EVENTS, [shipmentId, subject.order_id]),
    rows<{ number: string }>(on, WAYBILLS, [shipmentId]),
    rows<CaseRow>(on, CASES, [brandId, subject.order_id, shipmentId]),
    rows<RecordRows['ranks'][number]>(on, RANKS, [brandId]),
    firstRow<RecordRows['preserved']>(on, PRESERVED, [shipmentId]),
  ]);
  const none = { wanted: 0, held: 0 };
  return {
    subject,
    lines,
    stages,
    checks,
    clips,
    events,
    waybills,
    cases,
    ranks,
    preserved: preserved ?? none,
  };
}
