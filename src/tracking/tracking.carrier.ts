/**
 * Which of the carrier's words a customer is told. Carriers often scan a parcel before we scan it at the truck, so from
 * `ready` on, when every stage is done, their word counts. Before that nothing can be on its way: what they report is about
 * the label alone, or about another parcel under this one's number. It is kept, staff see it, and it counts as soon as the
 * stages are done; until then a customer reads about our own work, and never that an open order was delivered.
 */
import type { EventRow, LinkRow } from './tracking.rows.js';

type CarrierFacts = Pick<LinkRow, 'shipment_state' | 'carrier_state'>;

const STAGES_DONE: ReadonlySet<string> = new Set(['ready', 'handed_over', 'delivered', 'returned']);
const IN_CARRIERS_HANDS: ReadonlySet<string> = new Set([
  'in_transit',
  'out_for_delivery',
  'attempt_failed',
  'available_for_pickup',
  'exception',
  'delivered',
]);

/** What a carrier may know of a parcel that isn't finished. */
const BEFORE_PICKUP: ReadonlySet<string> = new Set(['pending', 'info_received']);

/** The carrier's state as it may be told. */
export function toldCarrierState({ shipment_state, carrier_state }: CarrierFacts): string {
  return mayBeTold(shipment_state, carrier_state) ? carrier_state : 'info_received';
}

/** Whether the parcel has arrived, by our state or by what may be told of the carrier's. */
export function isDelivered(link: CarrierFacts): boolean {
  return link.shipment_state === 'delivered' || toldCarrierState(link) === 'delivered';
}

/** Whether the parcel has left us: scanned at our truck, or by the carrier before us. */
export function isWithCarrier(link: CarrierFacts): boolean {
  return link.shipment_state === 'handed_over' || IN_CARRIERS_HANDS.has(toldCarrierState(link));
}

/** The carrier's events that may be told, oldest first. */
export function toldMoves(events: readonly EventRow[], { shipment_state }: CarrierFacts): EventRow[] {
  return events.filter(
    ({ kind, data }) => kind === 'carrier_event' && mayBeTold(shipment_state, String(data.state)),
  );
}

function mayBeTold(shipmentState: string, carrierState: string): boolean {
  return STAGES_DONE.has(shipmentState) || BEFORE_PICKUP.has(carrierState);
}
