/**
 * What staff may still do to a shipment. Nothing once it has left the house; its contents are fixed once a box is packed or
 * labelled; goods are put together only for one recipient, one carrier and one temperature, when both may be worked on now and
 * nobody has begun: a hold, a payment or a later delivery date of one must not be lost in the other.
 */
import { isInHouse } from '../shipments/shipment.state.js';
import type { ShipmentState } from '../shipments/shipments.contract.js';

export interface ShipmentFacts {
  id: string;
  warehouseId: string;
  state: ShipmentState;
  held: boolean;
  /** A label is on the box, or the stage that packs it is completed. */
  packed: boolean;
  /** Somebody has begun a stage of it. */
  begun: boolean;
  /** Work on it may start: paid, and its release has come. */
  released: boolean;
  /** Null: it waits for its payment. */
  releaseAt: Date | null;
  gift: boolean;
  /** Carrier and service. */
  carrierKey: string;
  temperature: string;
  /** Where it goes, as a comparable text. */
  recipientKey: string;
}

export type Refusal = 'shipment_left' | 'shipment_packed' | 'consolidate_not_alike';

/** Why nothing can be done about it any more, or null. */
export function whyNotTouchable({ state }: Pick<ShipmentFacts, 'state'>): 'shipment_left' | null {
  return isInHouse(state) ? null : 'shipment_left';
}

/** What keeps everybody from working on it although it stands in line, or null. */
export function whatItWaitsFor({
  released,
  releaseAt,
}: Pick<ShipmentFacts, 'released' | 'releaseAt'>): 'payment' | 'release' | null {
  if (released) return null;
  return releaseAt === null ? 'payment' : 'release';
}

/** Why its contents can't be changed any more, or null. */
export function whyNotSplittable(shipment: ShipmentFacts): Refusal | null {
  return whyNotTouchable(shipment) ?? (shipment.packed ? 'shipment_packed' : null);
}

/** Why the goods of `other` can't join `target`, or null. */
export function whyNotConsolidable(target: ShipmentFacts, other: ShipmentFacts): Refusal | null {
  const refusal = whyNotSplittable(target) ?? whyNotSplittable(other);
  if (refusal) return refusal;
  const alike =
    target.id !== other.id &&
    target.warehouseId === other.warehouseId &&
    target.temperature === other.temperature &&
    target.gift === other.gift &&
    target.carrierKey === other.carrierKey &&
    target.recipientKey === other.recipientKey;
  const free = (one: ShipmentFacts) => one.released && !one.held && !one.begun;
  return alike && free(other) && free(target) ? null : 'consolidate_not_alike';
}
