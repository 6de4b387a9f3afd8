import { newId } from '../database/ids.js';
import { poolKeyOf, type PoolRules } from '../queue/pool-key.js';
import { type Box, type PlanStage, planTasks, type PlanTimes } from './plan-shipments.js';
import { type HeadStart, headStartColumns } from './head-start.js';
import type { ShipmentInserts } from './shipment-writes.js';

/** What is the same for all shipments of an order. */
export interface OrderOfShipments {
  brandId: string;
  warehouseId: string;
  orderId: string;
  times: PlanTimes;
  deliveryDate: string | null;
  deliveryWindow: string | null;
  carrier: string | null;
  service: string | null;
  headStart: HeadStart;
  stages: readonly PlanStage[];
  poolRules: PoolRules;
  now: Date;
}

/**
 * Adds one new shipment to a batch of inserts: its lines, and a task for each stage, of which the first is ready when
 * work may start.
 * @returns the shipment's id, and the task that is ready now
 */
export function addShipment(
  inserts: ShipmentInserts,
  order: OrderOfShipments,
  box: Box,
): { shipmentId: string; ready: { id: string }[] } {
  const shipmentId = newId();
  const { brandId, warehouseId, times } = order;
  inserts.shipments.push({
    id: shipmentId,
    brand_id: brandId,
    warehouse_id: warehouseId,
    order_id: order.orderId,
    release_at: times.releaseAt,
    arrived_at: times.arrivedAt,
    ship_by: times.shipBy,
    pickup_at: times.pickupAt,
    planned_ship_date: times.plannedShipDate,
    delivery_date: order.deliveryDate,
    delivery_window: order.deliveryWindow,
    carrier: order.carrier,
    service: order.service,
    flags: box.flags,
    ...headStartColumns(order.headStart),
  });
  for (const { orderLineId, quantity } of box.lines) {
    const ids = { id: newId(), brand_id: brandId, shipment_id: shipmentId, order_line_id: orderLineId };
    inserts.lines.push({ ...ids, quantity });
  }
  return { shipmentId, ready: addTasks(inserts, order, { shipmentId, box }) };
}

function addTasks(
  inserts: ShipmentInserts,
  order: OrderOfShipments,
  { shipmentId, box }: { shipmentId: string; box: Box },
): { id: string }[] {
  const { brandId, warehouseId, times } = order;
  const released = times.releaseAt !== null && times.releaseAt <= order.now;
  const ready: { id: string }[] = [];
  for (const { stage, position, ...plan } of planTasks(times, order.stages, order.headStart.leadMinutes)) {
    const id = newId();
    const isReady = released && position === 0;
    inserts.tasks.push({
      id,
      brand_id: brandId,
      warehouse_id: warehouseId,
      shipment_id: shipmentId,
      stage,
      position,
      state: isReady ? 'ready' : 'waiting',
      release_at: times.releaseAt,
      ready_at: isReady ? order.now : null,
      due: plan.due,
      due_term: plan.dueTerm,
      deadline: plan.deadline,
      pool: poolOfBox(order.poolRules, box, position),
    });
    if (isReady) ready.push({ id });
  }
  return ready;
}

/** The pools of all tasks of some boxes, each once. */
export function poolsOfBoxes(rules: PoolRules, boxes: readonly Box[], stages: number): string[] {
  if (rules.poolBy.length === 0) return [];
  // From the second stage on every task of a box asks for the same.
  const positions = stages > 1 ? [0, 1] : [0];
  return [...new Set(boxes.flatMap((box) => positions.map((position) => poolOfBox(rules, box, position))))];
}

/** The pool that the task of a box belongs to, by the stage's position in the shipment. */
export function poolOfBox(rules: PoolRules, box: Box, position: number): string {
  const { temperature, flags, shelves } = box;
  return poolKeyOf(rules, { isFirstStage: position === 0, temperature, flags, shelves });
}
