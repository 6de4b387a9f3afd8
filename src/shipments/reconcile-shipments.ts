import { type Box, temperatureOf } from './plan-shipments.js';
import type { HeadStart } from './head-start.js';
import type { Shipment, ShipmentState } from './shipments.contract.js';

/**
 * What becomes of an order's shipments when the order changes before it is packed. A shipment that can be kept is kept: its
 * tracking link, its work and its evidence stay valid. One whose contents change after somebody has touched them is
 * stopped and planned anew, so that no half-picked box is ever finished by a list that it wasn't picked from.
 */

/** A shipment in the house, with its tasks. */
export interface HouseShipment {
  id: string;
  state: ShipmentState;
  releaseAt: Date | null;
  plannedShipDate: string;
  carrier: string | null;
  parcelCount: number;
  flags: string[];
  /** The head start that it was planned with; null: planned before head starts were kept. */
  headStart: HeadStart | null;
  missedPickupAt: Date | null;
  /** A label is on the box. */
  labelled: boolean;
  lines: { orderLineId: string; quantity: number }[];
  tasks: HouseTask[];
}

export interface HouseTask {
  id: string;
  stage: string;
  position: number;
  state: Shipment['tasks'][number]['state'];
  token: number;
  /** ISO 8601. */
  due: string;
  dueTerm: 'lead' | 'ship_by' | 'expedited';
  /** The stage in which the box is packed. */
  packs: boolean;
}

export interface Reconciliation {
  keep: { shipment: HouseShipment; box: Box; sameLines: boolean }[];
  stop: HouseShipment[];
  add: Box[];
}

/**
 * Matches the boxes of the changed order with the shipments that exist, by temperature.
 * @param readdressed the recipient or what goes with the goods has changed: whoever holds a task must be told
 */
export function reconcileShipments(
  shipments: readonly HouseShipment[],
  boxes: readonly Box[],
  readdressed: boolean,
): Reconciliation {
  const left = new Set(shipments);
  const result: Reconciliation = { keep: [], stop: [], add: [] };
  for (const box of boxes) {
    const shipment = [...left].find(({ flags }) => temperatureOf(flags) === box.temperature);
    if (!shipment) {
      result.add.push(box);
      continue;
    }
    left.delete(shipment);
    const sameLines = linesKey(shipment.lines) === linesKey(box.lines);
    if (mayStay(shipment, sameLines, readdressed)) result.keep.push({ shipment, box, sameLines });
    else {
      result.stop.push(shipment);
      result.add.push(box);
    }
  }
  result.stop.push(...left);
  return result;
}

/** Whether the box of a shipment is packed or labelled: from then on its contents and its recipient are fixed. */
export function isPacked(shipment: HouseShipment): boolean {
  return shipment.labelled || shipment.tasks.some((task) => task.packs && task.state === 'completed');
}

function mayStay(shipment: HouseShipment, sameLines: boolean, readdressed: boolean): boolean {
  if (readdressed && shipment.tasks.some(({ state }) => state === 'claimed')) return false;
  return sameLines || shipment.tasks.every(({ token }) => token === 0);
}

function linesKey(lines: readonly { orderLineId: string; quantity: number }[]): string {
  return lines
    .map(({ orderLineId, quantity }) => `${orderLineId}:${quantity}`)
    .sort()
    .join();
}
