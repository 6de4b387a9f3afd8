import { newId } from '../database/ids.js';
import { type HeadStart, headStartColumns } from '../shipments/head-start.js';
import { addShipment, poolOfBox, poolsOfBoxes } from '../shipments/new-shipments.js';
import {
  type Box,
  boxesOf,
  type PlannedLine,
  type PlannedOrder,
  type PlannedTask,
  planTasks,
  type PlanTimes,
  planTimes,
} from '../shipments/plan-shipments.js';
import {
  type HouseShipment,
  reconcileShipments,
  type Reconciliation,
} from '../shipments/reconcile-shipments.js';
import { dueChanged } from '../queue/due-changes.js';
import { taskPlan } from '../shipments/shipment-changes.js';
import { isInHouse } from '../shipments/shipment.state.js';
import type { OrderUpdates } from './change-writes.js';
import { addPlannedEvent } from './create-orders.js';
import { plannedAgain } from './dated-order.js';
import type { Intake, RankNow } from './intake.types.js';
import type { WarnedPlan } from './intake-warnings.js';
import { isReaddressed, type OrderChanges } from './order-changes.js';
import type { StoredOrder } from './stored-orders.js';
import type { DatedOrder } from './taken-order.js';

/** One order with its newer version and what differs. */
export interface ChangingOrder {
  stored: StoredOrder;
  order: DatedOrder;
  changes: OrderChanges;
}

/** What the order's shipments are now. */
export interface ChangedShipments {
  shipmentIds: string[];
  /** Tasks whose ticket must be issued again. */
  ticketed: { id: string }[];
  plan: WarnedPlan;
}

/** A line of the changed order. */
export type LineNow = PlannedLine & { sku: string; nameJa: string; nameEn: string };

export type RankAfter = RankNow;

/**
 * Adds the new plan of an order's shipments to the changes of its batch: kept ones get new times, stopped ones make way.
 * @returns the shipments that the order has now
 */
export function changeShipments(
  updates: OrderUpdates,
  intake: Intake,
  { stored, order, changes }: ChangingOrder,
  { rank, lines }: { rank: RankAfter; lines: LineNow[] },
): ChangedShipments {
  const { context } = intake;
  const planned = plannedAgain(intake, stored, order);
  const times = planTimes(planned, context);
  const inHouse = stored.shipments.filter(({ state }) => isInHouse(state));
  const gone = stored.shipments.filter(({ state }) => !isInHouse(state));
  const boxes = gone.length > 0 ? boxesAlreadyThere(inHouse, planned, lines) : boxesOf(planned, lines);
  const result = reconcileShipments(inHouse, boxes, isReaddressed(changes.changed));
  const held = stored.shipments.find(({ headStart }) => headStart)?.headStart ?? null;
  const headStart =
    held && stored.rankId === rank.rank.id
      ? held
      : context.headStarts.raise(held, rank.rank, times.arrivedAt, boxes.length);
  const replan: Replan = { intake, stored, order, changes, planned, times, headStart };
  const keptTasks = result.keep.flatMap((match) => keepShipment(updates, replan, match));
  updates.stopped.push(...result.stop.map(({ id }) => id));
  const added = result.add.map((box) => addNew(updates, replan, box));
  const pools = poolsOfBoxes(context.settings, boxes, context.stages.length);
  return {
    plan: { planned, times, pools },
    shipmentIds: [
      ...gone.map(({ id }) => id),
      ...result.keep.map(({ shipment }) => shipment.id),
      ...added.map(({ shipmentId }) => shipmentId),
    ],
    ticketed: [...keptTasks, ...added.flatMap(({ ready }) => ready)],
  };
}

function addNew(updates: OrderUpdates, replan: Replan, box: Box) {
  const { intake, stored, order, times, headStart } = replan;
  const { warehouseId, stages, settings, now } = intake.context;
  const { delivery, carrier = null, service = null } = order.body;
  const addition = addShipment(
    updates.added,
    {
      ...{ brandId: intake.brand.brandId, warehouseId, orderId: stored.id, times, headStart },
      ...{ stages, poolRules: settings, now, carrier, service },
      ...{ deliveryDate: delivery.date ?? null, deliveryWindow: delivery.window ?? null },
    },
    box,
  );
  tellPlan(updates, replan, addition.shipmentId, times);
  return addition;
}

/** When some of an order has left, its contents are fixed: only times and payment can change for what is still here. */
function boxesAlreadyThere(
  inHouse: readonly HouseShipment[],
  planned: Parameters<typeof boxesOf>[0],
  lines: readonly LineNow[],
) {
  const here = new Set(inHouse.flatMap((shipment) => shipment.lines.map(({ orderLineId }) => orderLineId)));
  return boxesOf(
    planned,
    lines.filter(({ id }) => here.has(id)),
  );
}

interface Replan {
  intake: Intake;
  stored: StoredOrder;
  order: DatedOrder;
  changes: OrderChanges;
  planned: PlannedOrder;
  times: PlanTimes;
  headStart: HeadStart;
}

function keepShipment(
  updates: OrderUpdates,
  replan: Replan,
  { shipment, box, sameLines }: Reconciliation['keep'][number],
): { id: string }[] {
  const { intake, order, changes } = replan;
  const { brandId } = intake.brand;
  const { body } = order;
  // Labels may have been issued for a carrier that the order doesn't name.
  const carrier = changes.changed.includes('carrier') ? (body.carrier ?? null) : shipment.carrier;
  const times = timesWith(replan, carrier);
  updates.plans.shipments.push({
    id: shipment.id,
    brand_id: brandId,
    release_at: times.releaseAt,
    arrived_at: times.arrivedAt,
    ship_by: times.shipBy,
    pickup_at: times.pickupAt,
    planned_ship_date: times.plannedShipDate,
    delivery_date: body.delivery.date ?? null,
    delivery_window: body.delivery.window ?? null,
    carrier,
    service: body.service ?? null,
    flags: shipment.parcelCount > 1 ? [...box.flags, 'multi_box'].sort() : box.flags,
    ...headStartColumns(replan.headStart),
  });
  if (!sameLines) {
    updates.refilled.push(shipment.id);
    for (const line of box.lines) {
      const ids = {
        id: newId(),
        brand_id: brandId,
        shipment_id: shipment.id,
        order_line_id: line.orderLineId,
      };
      updates.refills.push({ ...ids, quantity: line.quantity });
    }
  }
  if (changes.changed.includes('recipient')) updates.relabelled.push(shipment.id);
  if (isReplanned(shipment, times, changes)) tellPlan(updates, replan, shipment.id, times);
  return changeTasks(updates, { ...replan, times }, shipment, box);
}

/** The order's times with the carrier of one of its shipments. */
function timesWith({ intake, planned, times }: Replan, carrier: string | null): PlanTimes {
  return carrier === planned.carrier ? times : planTimes({ ...planned, carrier }, intake.context);
}

function tellPlan(
  updates: OrderUpdates,
  { intake, stored, order }: Replan,
  shipmentId: string,
  times: PlanTimes,
): void {
  const about = { ...intake.brand, orderId: stored.id, shipmentId, occurredAt: intake.context.now };
  addPlannedEvent(updates.events, about, { times, body: order.body });
}

function changeTasks(
  updates: OrderUpdates,
  replan: Replan,
  shipment: HouseShipment,
  box: Box,
): { id: string }[] {
  const { intake, times, headStart } = replan;
  const { now, settings } = intake.context;
  const plans = plansOfTasks(intake, shipment, times, headStart.leadMinutes);
  const subject = {
    ...intake.brand,
    orderId: replan.stored.id,
    shipmentId: shipment.id,
    occurredAt: now,
  };
  const ready: { id: string }[] = [];
  for (const [at, task] of shipment.tasks.entries()) {
    const plan = plans[at];
    const pool = poolOfBox(settings, box, task.position);
    const changed =
      plan && taskPlan(shipment, task, plan, { ...intake.brand, releaseAt: times.releaseAt, now, pool });
    if (!changed) continue;
    updates.plans.tasks.push(changed);
    updates.events.push(...dueChanged(task, plan, { ...subject, cause: 'order_changed' }));
    if (changed.state === 'ready') ready.push({ id: task.id });
  }
  return ready;
}

/** Due times by the stages that the shipment was planned with, which may not be the brand's stages any more. */
function plansOfTasks(
  intake: Intake,
  shipment: HouseShipment,
  times: PlanTimes,
  leadMinutes: number,
): PlannedTask[] {
  const handling = new Map(intake.context.stages.map(({ code, handlingMinutes }) => [code, handlingMinutes]));
  const stages = shipment.tasks.map(({ stage }) => ({
    code: stage,
    handlingMinutes: handling.get(stage) ?? 0,
  }));
  // A promise that its truck has missed counts again once it is moved to where a truck can keep it.
  const missedPickupAt = times.fit === 'late' ? shipment.missedPickupAt : null;
  return planTasks({ ...times, missedPickupAt }, stages, leadMinutes);
}

function isReplanned(shipment: HouseShipment, times: PlanTimes, { changed }: OrderChanges): boolean {
  return (
    shipment.releaseAt?.getTime() !== times.releaseAt?.getTime() ||
    shipment.plannedShipDate !== times.plannedShipDate ||
    changed.includes('delivery')
  );
}
