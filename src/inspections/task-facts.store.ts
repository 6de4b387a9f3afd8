import { type Executor, firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import type { TaskFacts } from './task-facts.js';

const pair = (ja: string, en: string) => `jsonb_build_object('ja', ${ja}, 'en', ${en})`;
const list = (select: string) => `coalesce((${select}), '[]')`;
const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const answerOf = (subject: string) => `(
  select jsonb_build_object('value', a.value, 'reason', a.reason) from answers a
  where a.task_id = t.id and a.attempt = t.attempt and ${subject} order by a.recorded_at desc, a.id desc limit 1)`;

const LINES = `
  select jsonb_agg(jsonb_build_object('id', l.id, 'sku', o.sku, 'gtin', o.gtin, 'name', ${pair('o.name_ja', 'o.name_en')},
    'shelf', o.shelf, 'flags', to_jsonb(o.flags), 'engraving', o.engraving, 'quantity', l.quantity,
    'counted', (select count(*) from scans c where c.task_id = t.id and c.attempt = t.attempt
      and c.shipment_line_id = l.id and c.result in ('counted', 'exception_resolved')),
    'short', (select coalesce(sum(x.quantity), 0) from item_exceptions x
      where x.shipment_line_id = l.id and x.shipment_id = t.shipment_id and x.kind = 'short_pick')) order by o.line_no, l.id)
  from shipment_lines l join order_lines o on o.id = l.order_line_id where l.shipment_id = t.shipment_id`;

const CHECKS = `
  select jsonb_agg(jsonb_build_object('id', c.id, 'code', c.code, 'section', d.section, 'version', d.version,
    'answeredBy', c.answered_by, 'appliesTo', to_jsonb(c.applies_to), 'text', ${pair('c.text_ja', 'c.text_en')},
    'answer', ${answerOf('a.check_item_id = c.id')}) order by array_position(t.standard_ids, d.id), c.position)
  from standards d join check_items c on c.standard_id = d.id where d.id = any(t.standard_ids)`;

const INSTRUCTIONS = `
  select jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'text', ${pair('i.text_ja', 'i.text_en')},
    'answer', ${answerOf('a.handling_instruction_id = i.id')}) order by i.id)
  from handling_instructions i where i.order_id = h.order_id and i.withdrawn_at is null`;

const EXCEPTIONS = `
  select jsonb_agg(jsonb_build_object('id', x.id, 'kind', x.kind, 'state', x.state, 'shipmentLineId', x.shipment_line_id,
    'quantity', x.quantity, 'defect', x.defect) order by x.opened_at, x.id)
  from item_exceptions x where x.task_id = t.id`;

const WAYBILLS = `
  select jsonb_agg(jsonb_build_object('id', y.id, 'carrier', y.carrier, 'number', y.number,
    'numberNormalized', y.number_normalized, 'parcelNo', y.parcel_no, 'issuedOn', y.issued_on, 'source', y.source,
    'boundAt', ${instant('y.bound_at')}, 'handedOverAt', ${instant('y.handed_over_at')}) order by y.parcel_no, y.id)
  from waybills y where y.shipment_id = t.shipment_id and y.voided_at is null`;

const CLIPS = `
  select jsonb_agg(jsonb_build_object('id', k.id, 'kind', k.kind, 'state', k.state, 'take', k.take) order by k.id)
  from clips k where k.task_id = t.id`;

const STAGE = `jsonb_build_object('code', t.stage, 'name', ${pair('coalesce(g.name_ja, t.stage)', 'coalesce(g.name_en, t.stage)')},
  'evidence', coalesce(g.evidence, 'scan_log'), 'sections', to_jsonb(coalesce(g.sections, '{}')),
  'position', (select count(*) from tasks p where p.shipment_id = t.shipment_id and p.position <= t.position),
  'of', (select count(*) from tasks p where p.shipment_id = t.shipment_id))`;

/** One statement for everything a station shows: it is read after every scan. */
const FIND_FACTS = {
  name: 'inspections_task_facts',
  text: `select t.id, t.brand_id as "brandId", t.warehouse_id as "warehouseId", t.shipment_id as "shipmentId",
      h.order_id as "orderId", o.external_id as "orderExternalId",
      jsonb_build_object('code', b.code, 'name', ${pair('b.name_ja', 'b.name_en')}) as brand,
      jsonb_build_object('code', r.code, 'name', ${pair('r.name_ja', 'r.name_en')}) as rank,
      ${STAGE} as stage, t.state, t.attempt, t.token::integer as token, ${instant('t.due')} as due,
      ${instant('h.ship_by')} as "shipBy", h.carrier, h.delivery_date::text as "deliveryDate",
      h.delivery_window as "deliveryWindow", o.gift, h.flags, h.parcel_count as "parcelCount",
      coalesce((select a.name from order_addresses a where a.order_id = o.id and a.role in ('recipient', 'orderer')
        order by a.role desc limit 1), '') as "recipientName",
      ${list(LINES)} as lines, ${list(CHECKS)} as checks, ${list(INSTRUCTIONS)} as instructions,
      ${list(EXCEPTIONS)} as exceptions, ${list(WAYBILLS)} as waybills, ${list(CLIPS)} as clips
    from tasks t
    join shipments h on h.id = t.shipment_id
    join orders o on o.id = h.order_id
    join ranks r on r.id = o.rank_id
    join brands b on b.id = t.brand_id
    left join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage
    where t.id = $1 and t.warehouse_id = $2`,
};

/** Reads a task with everything it is judged by. @throws AppError task_not_found */
export async function findTaskFacts(on: Executor, warehouseId: string, taskId: string): Promise<TaskFacts> {
  const facts = await firstRow<TaskFacts>(on, FIND_FACTS, [taskId, warehouseId]);
  if (!facts) throw new AppError('task_not_found', 'No task of this warehouse has this id.');
  return facts;
}
