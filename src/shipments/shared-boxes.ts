import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { affected, rows } from '../database/sql.js';
import { changeDues } from '../queue/due-changes.js';
import { repoolShipment } from '../queue/repool.service.js';
import { standardLeadOf } from '../queue/standard-lead.js';
import { interruptTasks } from '../queue/task-interruption.js';
import { BoxPart, readParts } from './box-parts.js';
import { type BoxPlace, type BoxTask, placeOfRaised, placeOfRest, raisedPart } from './box-place.js';
import { type HeadStart, headStartIn, type WarehouseLeads } from './head-start.js';

/** Boxes that hold goods of several orders, after a consolidation. */

// Joined from the lines: either order may be the one whose promise the box carries.
const sharedWith = (order: string) => `
  from order_lines own join shipment_lines x on x.order_line_id = own.id
  join shipments box on box.id = x.shipment_id and box.state <> 'cancelled'
  where own.order_id = ${order} and exists (select 1 from shipment_lines y join order_lines other on other.id = y.order_line_id
    where y.shipment_id = box.id and other.order_id <> own.order_id)`;

/** Whether an order's goods lie in a box with those of others, and whether such a box is packed or has left; for `orders o`. */
export const SHARED_BOXES = `
  exists (select 1 ${sharedWith('o.id')}) as consolidated,
  exists (select 1 ${sharedWith('o.id')} and (box.state in ('ready', 'handed_over', 'delivered', 'returned')
    or exists (select 1 from waybills w where w.shipment_id = box.id and w.bound_at is not null and w.voided_at is null)
    or exists (select 1 from tasks t join brand_stages b on b.brand_id = t.brand_id and b.code = t.stage
      where t.shipment_id = box.id and t.state = 'completed' and 'pack' = any(b.sections)))) as "sharesPackedBox"`;

const TAKE_OUT = `
  with shared as (
    select distinct x.shipment_id from order_lines own join shipment_lines x on x.order_line_id = own.id
    join shipments box on box.id = x.shipment_id and box.state in ('planned', 'in_work')
    where own.brand_id = $1 and own.order_id = any($2::uuid[])
      and exists (select 1 from shipment_lines y join order_lines other on other.id = y.order_line_id
        where y.shipment_id = box.id and other.order_id <> all($2::uuid[]))
  ), gone as (
    delete from shipment_lines x using order_lines own, shared
    where own.id = x.order_line_id and own.order_id = any($2::uuid[]) and x.shipment_id = shared.shipment_id
  ), passed_on as (
    update shipments box set updated_at = now(), order_id = (select other.order_id from shipment_lines y
        join order_lines other on other.id = y.order_line_id
        where y.shipment_id = box.id and other.order_id <> all($2::uuid[]) order by other.order_id limit 1)
    from shared where box.id = shared.shipment_id and box.order_id = any($2::uuid[])
  )
  select shipment_id as id from shared`;

const STAYING = `select distinct l.order_id as id from shipment_lines x join order_lines l on l.id = x.order_line_id
  where x.shipment_id = $1`;

// The rank that counts for an order is the one that it has now, where that came after its goods had joined the box.
const RAISED = `
  select o.id, r.lead_minutes as "rankLead", coalesce(${standardLeadOf('s.warehouse_id')}, r.lead_minutes) as "standardLead",
    (select q.settings -> 'maxHeadStartMinutes' from queue_settings q where q.warehouse_id = s.warehouse_id) as "capMinutes"
  from orders o join ranks r on r.id = o.rank_id join shipments s on s.id = $1
  where o.id = any($2::uuid[]) and exists (select from timeline_events e where e.brand_id = o.brand_id and e.order_id = o.id
    and e.kind = 'rank_recorded' and e.recorded_at > (select max(i.created_at) from interventions i
      where i.shipment_id = s.id and i.detail ? 'parts'))`;

const IN_HOUSE_WITH = `
  select box.id, box.arrived_at as "arrivedAt", array_agg(distinct own.order_id) as "orderIds" from order_lines own
  join shipment_lines x on x.order_line_id = own.id join shipments box on box.id = x.shipment_id and box.state in ('planned', 'in_work', 'ready')
  where own.brand_id = $1 and own.order_id = any($2::uuid[])
    and exists (select 1 from shipment_lines y join order_lines other on other.id = y.order_line_id
      where y.shipment_id = box.id and other.order_id <> own.order_id)
  group by box.id order by box.id`;

const HEAD_START = `update shipments set lead_minutes = $2, head_start_minutes = $3, head_start_limit = $4, updated_at = now() where id = $1`;

interface RaisedRow extends Record<string, unknown>, WarehouseLeads {
  id: string;
  rankLead: number;
}

const OPEN_TASKS = `select id, stage, due, due_term as term, case when isfinite(deadline) then deadline else due end as deadline
  from tasks where shipment_id = $1 and state in ('waiting', 'ready', 'claimed') order by position`;

// A promise never moves ahead by this: what has happened to the box since its orders met stays.
const MOVE_BOX = `update shipments set arrived_at = greatest(arrived_at, $2), ship_by = greatest(ship_by, $3),
    pickup_at = case when missed_pickup_at is null then greatest(pickup_at, $4) else pickup_at end,
    planned_ship_date = greatest(planned_ship_date, $5::date),
    flags = array(select unnest($6::text[]) union select unnest(flags) intersect select 'multi_box' order by 1),
    lead_minutes = $7, head_start_minutes = $8, head_start_limit = $9, updated_at = now()
  where id = $1`;

/**
 * Takes the goods of orders that are being stopped out of boxes that they share with others. The box goes on for the others,
 * where they would stand without the head start and the promise of those that leave; whoever works on it is stopped and
 * begins it again.
 * @returns the boxes that go on
 */
export async function leaveSharedBoxes(
  manager: EntityManager,
  { brandId, orderIds, actor }: { brandId: string; orderIds: readonly string[]; actor: Actor },
): Promise<Set<string>> {
  const boxes = await rows<{ id: string }>(manager, TAKE_OUT, [brandId, orderIds]);
  const ids = boxes.map(({ id }) => id);
  if (ids.length === 0) return new Set();
  const open = `select id from tasks where shipment_id = any($1::uuid[]) and state in ('ready', 'claimed') order by id for update`;
  const tasks = await rows<{ id: string }>(manager, open, [ids]);
  const taskIds = tasks.map(({ id }) => id);
  await interruptTasks(manager, taskIds, 'split', actor);
  await affected(manager, 'update tasks set ticketed_at = null where id = any($1::uuid[])', [taskIds]);
  for (const id of ids) {
    await standWithoutThem(manager, id, actor);
    await repoolShipment(manager, id);
  }
  return new Set(ids);
}

async function standWithoutThem(manager: EntityManager, boxId: string, actor: Actor): Promise<void> {
  const parts = await partsOf(manager, boxId);
  const staying = await rows<{ id: string }>(manager, STAYING, [boxId]);
  const tasks = await rows<BoxTask & Record<string, unknown>>(manager, OPEN_TASKS, [boxId]);
  const place = placeOfRest(
    parts,
    staying.map(({ id }) => id),
    tasks,
  );
  if (!place) return;
  await affected(manager, MOVE_BOX, [boxId, ...columnsOf(place)]);
  await changeDues(manager, place.dues, { cause: 'order_left_box', actor, occurredAt: new Date() });
}

/** A box in the house that holds goods of some orders beside those of others. */
export interface SharedBox {
  id: string;
  /** Which of them. */
  orderIds: string[];
  /** When the box's clock began. */
  arrivedAt: Date;
}

/** The shared boxes in the house that goods of some orders lie in. */
export async function readSharedBoxes(
  manager: EntityManager,
  brandId: string,
  orderIds: readonly string[],
): Promise<SharedBox[]> {
  return rows<SharedBox & Record<string, unknown>>(manager, IN_HOUSE_WITH, [brandId, orderIds]);
}

/**
 * Moves boxes ahead for orders in them whose rank was raised; call it once their timelines say so.
 * @returns the tasks that moved: issue their tickets after the commit
 */
export async function raiseSharedBoxes(
  manager: EntityManager,
  boxes: readonly SharedBox[],
  actor: Actor,
): Promise<{ id: string }[]> {
  const moved: { id: string }[] = [];
  for (const { id, orderIds, arrivedAt } of boxes) {
    const tasks = await rows<BoxTask & Record<string, unknown>>(manager, OPEN_TASKS, [id]);
    const raised = (await partsOf(manager, id)).filter(({ orderId }) => orderIds.includes(orderId));
    const { first, dues } = placeOfRaised(raised, { arrivedAt }, tasks);
    if (first) await affected(manager, HEAD_START, [id, ...headStartOf(first)]);
    const by = { cause: 'rank_raised' as const, actor, occurredAt: new Date() };
    moved.push(...(await changeDues(manager, dues, by)));
  }
  return moved;
}

/** What each order brought into a box, with the head start of the rank that it has now. */
export async function partsOf(manager: EntityManager, boxId: string): Promise<BoxPart[]> {
  const stored = (await readParts(manager, [boxId])).get(boxId) ?? [];
  const parts = stored.map((part) => BoxPart.parse(part));
  const raised = await raisedSince(
    manager,
    boxId,
    parts.map(({ orderId }) => orderId),
  );
  return parts.map((part) => {
    const headStart = raised.get(part.orderId);
    return headStart ? raisedPart(part, headStart) : part;
  });
}

/** The head starts of orders whose rank was raised since they met in this box. */
async function raisedSince(
  manager: EntityManager,
  boxId: string,
  orderIds: readonly string[],
): Promise<Map<string, HeadStart>> {
  const raised = await rows<RaisedRow>(manager, RAISED, [boxId, orderIds]);
  return new Map(raised.map(({ id, rankLead, ...leads }) => [id, headStartIn(leads, rankLead)]));
}

function columnsOf({ arrivedAt, shipBy, pickupAt, plannedShipDate, flags, first }: BoxPlace) {
  return [arrivedAt, shipBy, pickupAt, plannedShipDate, flags, ...headStartOf(first)];
}

const headStartOf = ({ leadMinutes, headStartMinutes, headStartLimit }: BoxPart) => [
  ...[leadMinutes, headStartMinutes, headStartLimit],
];
