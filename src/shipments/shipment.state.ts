import type { ShipmentState } from './shipments.contract.js';

/**
 * The life of a shipment. Work begins with the first claim (`in_work`), ends when every stage is completed (`ready`), and
 * custody passes to the carrier at the truck (`handed_over`). A cancelled order stops it as long as it is in the house.
 * A parcel can be delivered that was never scanned at the truck: the carrier's word counts.
 */
export const SHIPMENT_MOVES = {
  planned: ['in_work', 'cancelled'],
  in_work: ['ready', 'cancelled'],
  ready: ['in_work', 'handed_over', 'delivered', 'cancelled'],
  handed_over: ['delivered', 'returned'],
  delivered: ['returned'],
  returned: [],
  cancelled: [],
} as const satisfies Record<ShipmentState, readonly ShipmentState[]>;

/** States in which the parcel is still in the house, so that its order can be changed or cancelled. */
export const IN_HOUSE: readonly ShipmentState[] = ['planned', 'in_work', 'ready'];

/** Whether a shipment may move from one state to another. */
export function mayMove(from: ShipmentState, to: ShipmentState): boolean {
  const next: readonly ShipmentState[] = SHIPMENT_MOVES[from];
  return next.includes(to);
}

/** Whether the parcel is still in the house. */
export function isInHouse(state: ShipmentState): boolean {
  return IN_HOUSE.includes(state);
}
