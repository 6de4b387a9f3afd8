import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { repoolShipment } from '../queue/repool.service.js';
import type { LockedShipment } from './interventions.store.js';
import { flagsOfHalf } from './split-flags.js';

export interface LineRow extends Record<string, unknown> {
  id: string;
  orderLineId: string;
  orderId: string;
  quantity: number;
  flags: string[];
  engraving: string | null;
}

const LINES = `select x.id, x.order_line_id as "orderLineId", l.order_id as "orderId", x.quantity, l.flags, l.engraving
  from shipment_lines x join order_lines l on l.id = x.order_line_id where x.shipment_id = $1 order by x.id`;

/** The lines of a shipment, which may belong to several orders. */
export function readLines(manager: EntityManager, shipmentId: string): Promise<LineRow[]> {
  return rows<LineRow>(manager, LINES, [shipmentId]);
}

const COPY_SHIPMENT = `
  insert into shipments (id, brand_id, warehouse_id, order_id, state, release_at, arrived_at, ship_by, planned_ship_date, delivery_date,
    delivery_window, carrier, service, flags, pickup_at, missed_pickup_at, lead_minutes, head_start_minutes, head_start_limit)
  select $2, brand_id, warehouse_id, $3, state, release_at, arrived_at, ship_by, planned_ship_date, delivery_date, delivery_window,
    carrier, service, array_remove(flags, 'multi_box'), pickup_at, missed_pickup_at, lead_minutes, head_start_minutes, head_start_limit
  from shipments where id = $1`;

// Stages that are done stay done for both boxes; what is open begins anew in each.
const COPY_TASKS = `
  insert into tasks (id, brand_id, warehouse_id, shipment_id, stage, position, state, release_at, due, due_term, deadline, pool,
    band, ready_at, standard_ids, completed_at)
  select n.id, t.brand_id, t.warehouse_id, $2, t.stage, t.position, t.state, t.release_at, t.due, t.due_term, t.deadline, t.pool,
    t.band, t.ready_at, t.standard_ids, t.completed_at
  from tasks t join unnest($3::uuid[], $4::uuid[]) as n(of, id) on n.of = t.id where t.shipment_id = $1`;

const COPY_LINKS = `
  insert into evidence_links (id, brand_id, clip_id, shipment_id, reason)
  select n.id, c.brand_id, c.clip_id, $2, $3 from evidence_links c
  join unnest($4::uuid[], $5::uuid[]) as n(of, id) on n.of = c.id
  where c.shipment_id = $1 on conflict (clip_id, shipment_id) do nothing`;

/** A second box with the same promise, head start, plan and record. @returns its id */
export async function copyShipment(
  manager: EntityManager,
  shipment: LockedShipment,
  orderId: string,
): Promise<string> {
  const id = newId();
  await affected(manager, COPY_SHIPMENT, [shipment.id, id, orderId]);
  const taskIds = shipment.tasks.map((task) => task.id);
  await affected(manager, COPY_TASKS, [shipment.id, id, taskIds, taskIds.map(() => newId())]);
  await linkEvidence(manager, { from: shipment.id, to: id, reason: 'split' });
  return id;
}

/** What proves something of one shipment proves it of another too: links are added, clips never moved. */
export async function linkEvidence(
  manager: EntityManager,
  { from, to, reason }: { from: string; to: string; reason: 'split' | 'merged' },
): Promise<void> {
  const found = await rows<{ id: string }>(manager, 'select id from evidence_links where shipment_id = $1', [
    from,
  ]);
  const ids = found.map(({ id }) => id);
  if (ids.length > 0) await affected(manager, COPY_LINKS, [from, to, reason, ids, ids.map(() => newId())]);
}

const TAKE_LINES = `
  with taken as (select * from unnest($2::uuid[], $3::integer[]) as t(id, quantity))
  update shipment_lines x set quantity = x.quantity - taken.quantity from taken
  where x.id = taken.id and x.shipment_id = $1 and x.quantity > taken.quantity`;
const DROP_LINES = `
  with taken as (select * from unnest($2::uuid[], $3::integer[]) as t(id, quantity))
  delete from shipment_lines x using taken where x.id = taken.id and x.shipment_id = $1 and x.quantity = taken.quantity`;
const ADD_LINES = `
  insert into shipment_lines (id, brand_id, shipment_id, order_line_id, quantity)
  select n.id, $2, $1, n.order_line_id, n.quantity from unnest($3::uuid[], $4::uuid[], $5::integer[]) as n(id, order_line_id, quantity)
  on conflict on constraint shipment_lines_line_key do update set quantity = shipment_lines.quantity + excluded.quantity`;

/** Moves pieces from one shipment to another of the same brand. */
export async function moveLines(
  manager: EntityManager,
  { brandId, from, to }: { brandId: string; from: string; to: string },
  lines: readonly { id: string; orderLineId: string; quantity: number }[],
): Promise<void> {
  const taken = [from, lines.map(({ id }) => id), lines.map(({ quantity }) => quantity)];
  // Lines that go as a whole first: what is left of the others must not count as a whole line then.
  await affected(manager, DROP_LINES, taken);
  await affected(manager, TAKE_LINES, taken);
  const added = lines.map(({ orderLineId }) => orderLineId);
  const quantities = lines.map(({ quantity }) => quantity);
  await affected(manager, ADD_LINES, [to, brandId, added.map(() => newId()), added, quantities]);
}

const READ_FLAGS = 'select flags from shipments where id = $1';
const WRITE_FLAGS = 'update shipments set flags = $2, updated_at = now() where id = $1';

/** Each half of a split shipment asks for what its own goods ask for, and stands in the pool that this means. */
export async function tellApart(
  manager: EntityManager,
  shipmentIds: readonly [string, string],
): Promise<void> {
  const [first, second] = shipmentIds;
  const lines = [await readLines(manager, first), await readLines(manager, second)] as const;
  await tellHalf(manager, first, { stay: lines[0], gone: lines[1] });
  await tellHalf(manager, second, { stay: lines[1], gone: lines[0] });
}

async function tellHalf(
  manager: EntityManager,
  shipmentId: string,
  { stay, gone }: { stay: readonly LineRow[]; gone: readonly LineRow[] },
): Promise<void> {
  const row = await firstRow<{ flags: string[] }>(manager, READ_FLAGS, [shipmentId]);
  await affected(manager, WRITE_FLAGS, [shipmentId, flagsOfHalf(row?.flags ?? [], stay, gone)]);
  await repoolShipment(manager, shipmentId);
}

const MERGE_PLAN = `
  update shipments target set ship_by = least(target.ship_by, other.ship_by), updated_at = now(),
    pickup_at = least(target.pickup_at, other.pickup_at), arrived_at = least(target.arrived_at, other.arrived_at),
    release_at = greatest(target.release_at, other.release_at),
    planned_ship_date = least(target.planned_ship_date, other.planned_ship_date),
    flags = array(select distinct unnest(target.flags || other.flags) order by 1)
  from shipments other where target.id = $1 and other.id = $2`;
const MERGED_INTO = `update shipments set merged_into = $2 where id = $1`;

/** The target keeps the earlier promise, waits for the later release, and carries what either asks for. */
export async function mergePlan(manager: EntityManager, target: string, other: string): Promise<void> {
  await affected(manager, MERGE_PLAN, [target, other]);
  await affected(manager, MERGED_INTO, [other, target]);
}
