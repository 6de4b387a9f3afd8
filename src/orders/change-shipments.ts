import { newId } from '../database/ids.js';
import { addShipment, poolOfBox } from '../shipments/new-shipments.js';
import {
  type Box,
  boxesOf,
  type PlannedLine,
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
import { plannedOrder } from './create-orders.js';
import type { Intake } from './intake.types.js';
import type { IntakeRank } from './intake-context.js';
import { isReaddressed, type OrderChanges } from './order-changes.js';
import type { StoredOrder } from './stored-orders.js';
import type { TakenOrder } from './taken-order.js';

/** One order with its newer version and what differs. */
export interface ChangingOrder {
  stored: StoredOrder;
  order: TakenOrder;
  changes: OrderChanges;
}

/** A line of the changed order. */
export type LineNow = PlannedLine & { sku: string; nameJa: string; nameEn: string };

export interface RankAfter {
  rank: IntakeRank;
  source: StoredOrder['rankSource'];
}

/**
 * Adds the new plan of an order's shipments to the changes of its batch: kept ones get new times, stopped ones make way.
 * @returns ids of the shipments that the order has now, and of tasks whose ticket must be issued again
 */
export function changeShipments(
  updates: OrderUpdates,
  intake: Intake,
  { stored, order, changes }: ChangingOrder,
  { rank, lines }: { rank: RankAfter; lines: LineNow[] },
): { shipmentIds: string[]; ticketed: { id: string }[] } {
  const { context, brand } = intake;
  const planned = { ...plannedOrder(order, context.now), ...paidSince(stored, order, context.now) };
  const times = planTimes(planned, context.timeZone, context.now);
  const inHouse = stored.shipments.filter(({ state }) => isInHouse(state));
  const gone = stored.shipments.filter(({ state }) => !isInHouse(state));
  const boxes = gone.length > 0 ? boxesAlreadyThere(inHouse, planned, lines) : boxesOf(planned, lines);
  const result = reconcileShipments(inHouse, boxes, isReaddressed(changes.changed));
  const replan: Replan = { intake, stored, order, changes, times, leadMinutes: rank.rank.leadMinutes };
  const kept = result.keep.flatMap((match) => keepShipment(updates, replan, match));
  updates.stopped.push(...result.stop.map(({ id }) => id));
  const { warehouseId, stages, now } = context;
  const { delivery, carrier, service } = order.body;
  const shared = {
    ...brand,
    warehouseId,
    orderId: stored.id,
    times,
    leadMinutes: rank.rank.leadMinutes,
    stages,
    poolRules: context.settings,
    now,
  };
  const wish = { deliveryDate: delivery.date ?? null, deliveryWindow: delivery.window ?? null };
  const added = result.add.map((box) => {
    const addition = addShipment(
      updates.added,
      { ...shared, ...wish, carrier: carrier ?? null, service: service ?? null },
      box,
    );
    addPlannedEvent(updates, replan, addition.shipmentId);
    return addition;
  });
  return {
    shipmentIds: [
      ...gone.map(({ id }) => id),
      ...result.keep.map(({ shipment }) => shipment.id),
      ...added.map(({ shipmentId }) => shipmentId),
    ],
    ticketed: [...kept, ...added.flatMap(({ ready }) => ready)],
  };
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
  order: TakenOrder;
  changes: OrderChanges;
  times: PlanTimes;
  leadMinutes: number;
}

function keepShipment(
  updates: OrderUpdates,
  replan: Replan,
  { shipment, box, sameLines }: Reconciliation['keep'][number],
): { id: string }[] {
  const { intake, order, changes, times } = replan;
  const { brandId } = intake.brand;
  const { body } = order;
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
    // Labels may have been issued for a carrier that the order doesn't name.
    carrier: changes.changed.includes('carrier') ? (body.carrier ?? null) : shipment.carrier,
    service: body.service ?? null,
    flags: shipment.parcelCount > 1 ? [...box.flags, 'multi_box'].sort() : box.flags,
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
  if (isReplanned(shipment, times, changes)) addPlannedEvent(updates, replan, shipment.id);
  return changeTasks(updates, replan, shipment, box);
}

function changeTasks(
  updates: OrderUpdates,
  replan: Replan,
  shipment: HouseShipment,
  box: Box,
): { id: string }[] {
  const { intake, times, leadMinutes } = replan;
  const { now, settings } = intake.context;
  const plans = plansOfTasks(intake, shipment, times, leadMinutes);
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
  return planTasks(times, stages, leadMinutes);
}

function addPlannedEvent(updates: OrderUpdates, replan: Replan, shipmentId: string): void {
  const { intake, stored, order, times } = replan;
  if (times.releaseAt === null) return;
  const { brandId, actor } = intake.brand;
  updates.events.push({
    ...{ brandId, actor, orderId: stored.id, shipmentId, occurredAt: intake.context.now },
    kind: 'shipment_planned',
    data: {
      plannedShipDate: times.plannedShipDate,
      releaseAt: times.releaseAt.toISOString(),
      deliveryDate: order.body.delivery.date,
      window: order.body.delivery.window,
    },
  });
}

function isReplanned(shipment: HouseShipment, times: PlanTimes, { changed }: OrderChanges): boolean {
  return (
    shipment.releaseAt?.getTime() !== times.releaseAt?.getTime() ||
    shipment.plannedShipDate !== times.plannedShipDate ||
    changed.includes('delivery')
  );
}

/** A payment that has just arrived lets the order go now; one that was there before has done so already. */
function paidSince(
  stored: StoredOrder,
  order: TakenOrder,
  now: Date,
): { receivedAt: Date; paidAt: Date | null } {
  const { receivedAt } = stored;
  if (order.body.payment.state === 'pending') return { receivedAt, paidAt: null };
  if (stored.payment.state === 'pending') return { receivedAt, paidAt: now };
  const released = stored.shipments.flatMap(({ releaseAt }) =>
    releaseAt === null ? [] : [releaseAt.getTime()],
  );
  return { receivedAt, paidAt: new Date(Math.min(now.getTime(), ...released)) };
}
