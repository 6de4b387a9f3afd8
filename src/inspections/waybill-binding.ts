import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected, firstRow } from '../database/sql.js';
import { Carrier } from '../shipments/shipments.contract.js';
import { formatWaybillNumber, whyNotWaybillOf } from '../shipments/waybill-numbers.js';
import { appendTimeline } from '../timeline/timeline.js';
import { boundLabels } from './auto-answers.js';
import { type ActionContext, subjectOf } from './exceptions.store.js';
import type { TaskFacts } from './task-facts.js';

/** How a scanned label and the parcel in hand belong together. */
export type LabelMatch = 'waybill_bound' | 'swapped_label' | 'bad_check_digit';

interface FoundWaybill {
  id: string;
  shipment_id: string;
  carrier: string;
  number: string;
  parcel_no: number;
  bound_at: Date | null;
}

// A carrier uses a number again after months: an older row means another parcel.
const FIND_WAYBILL = `
  select w.id, w.shipment_id, w.carrier, w.number, w.parcel_no, w.bound_at
  from waybills w join shipments s on s.id = w.shipment_id
  where w.number_normalized = $1 and s.warehouse_id = $2 and w.voided_at is null and w.issued_on > current_date - 60
  order by (w.shipment_id = $3) desc, w.issued_on desc limit 1`;

const BIND = `update waybills set bound_at = now() where id = $1 and bound_at is null`;

// The brand's unique key (carrier, number, date) names one winner when two parcels scan the same new number at once.
const INSERT_BOUND = `
  insert into waybills (id, brand_id, shipment_id, carrier, number, number_normalized, parcel_no, issued_on, source, bound_at)
  select $1, $2, $3, $4, $5, $6, $7, (now() at time zone w.time_zone)::date, 'station', now()
  from warehouses w where w.id = $8
  on conflict do nothing`;

/**
 * Matches a label with the parcel: a number of this shipment is bound; one of another shipment, or one that the carrier's
 * issued list doesn't hold, stops the packer. Where no list was given, a number with its right check digit is taken.
 */
export async function matchLabel(
  manager: EntityManager,
  context: ActionContext,
  task: TaskFacts,
  number: string,
): Promise<LabelMatch> {
  const params = [number, task.warehouseId, task.shipmentId];
  const found = await firstRow<FoundWaybill>(manager, FIND_WAYBILL, params);
  if (found?.shipment_id === task.shipmentId) return bindIssued(manager, context, found);
  const match = found ? 'swapped_label' : await bindNew(manager, context, task, number);
  if (match === 'swapped_label') await tellStop(manager, context, found?.carrier ?? task.carrier);
  return match;
}

async function bindIssued(
  manager: EntityManager,
  context: ActionContext,
  waybill: FoundWaybill,
): Promise<LabelMatch> {
  if ((await affected(manager, BIND, [waybill.id])) > 0) {
    const { carrier, number, parcel_no: parcelNo } = waybill;
    await tellBound(manager, context, { carrier, number, parcelNo });
  }
  return 'waybill_bound';
}

async function bindNew(
  manager: EntityManager,
  context: ActionContext,
  task: TaskFacts,
  normalized: string,
): Promise<LabelMatch> {
  if (task.waybills.some((waybill) => waybill.source === 'issued')) return 'swapped_label';
  const carrier = Carrier.safeParse(task.carrier).data ?? 'other';
  if (whyNotWaybillOf(carrier, normalized)) return 'bad_check_digit';
  if (boundLabels(task) >= task.parcelCount) return 'swapped_label';
  const number = formatWaybillNumber(normalized);
  const parcelNo = task.waybills.length + 1;
  const inserted = await affected(manager, INSERT_BOUND, [
    ...[newId(), task.brandId, task.shipmentId, carrier, number, normalized],
    ...[parcelNo, task.warehouseId],
  ]);
  if (inserted === 0) return 'swapped_label';
  await tellBound(manager, context, { carrier, number, parcelNo });
  return 'waybill_bound';
}

async function tellBound(
  manager: EntityManager,
  { held, actor, occurredAt }: ActionContext,
  data: { carrier: string; number: string; parcelNo: number },
): Promise<void> {
  await appendTimeline(manager, { ...subjectOf(held), kind: 'waybill_bound', data, actor, occurredAt });
}

async function tellStop(
  manager: EntityManager,
  { held, actor, occurredAt }: ActionContext,
  carrier: string | null,
): Promise<void> {
  const data = { carrier };
  await appendTimeline(manager, {
    ...subjectOf(held),
    kind: 'swapped_label_stopped',
    data,
    actor,
    occurredAt,
  });
}
