import type { CarrierState, ShipmentState } from './shipments.contract.js';
import { mayMove } from './shipment.state.js';

/**
 * What a carrier says about a parcel. Events reach us late, twice and in the wrong order, so the state is never moved by
 * the event that happens to arrive: it is told again from all events in the order in which they happened. An older event
 * is kept and can't take a parcel back; nothing follows a delivery.
 */
export const CARRIER_MOVES = {
  pending: [
    'info_received',
    'in_transit',
    'out_for_delivery',
    'attempt_failed',
    'available_for_pickup',
    'delivered',
    'exception',
    'expired',
  ],
  info_received: [
    'in_transit',
    'out_for_delivery',
    'attempt_failed',
    'available_for_pickup',
    'delivered',
    'exception',
    'expired',
  ],
  in_transit: [
    'out_for_delivery',
    'attempt_failed',
    'available_for_pickup',
    'delivered',
    'exception',
    'expired',
  ],
  // A van returns with what it couldn't bring.
  out_for_delivery: [
    'in_transit',
    'attempt_failed',
    'available_for_pickup',
    'delivered',
    'exception',
    'expired',
  ],
  attempt_failed: [
    'in_transit',
    'out_for_delivery',
    'available_for_pickup',
    'delivered',
    'exception',
    'expired',
  ],
  available_for_pickup: [
    'in_transit',
    'out_for_delivery',
    'attempt_failed',
    'delivered',
    'exception',
    'expired',
  ],
  exception: [
    'in_transit',
    'out_for_delivery',
    'attempt_failed',
    'available_for_pickup',
    'delivered',
    'expired',
  ],
  // Thirty days of silence is a guess; any later sign of life ends it.
  expired: [
    'in_transit',
    'out_for_delivery',
    'attempt_failed',
    'available_for_pickup',
    'delivered',
    'exception',
  ],
  delivered: [],
} as const satisfies Record<CarrierState, readonly CarrierState[]>;

export interface CarrierEvent {
  state: CarrierState;
  occurredAt: Date;
}

/** Where a parcel is and when it changed hands, told from all its events, whatever order they arrived in. */
export function carrierStateAfter(events: readonly CarrierEvent[]): {
  state: CarrierState;
  pickedUpAt: Date | null;
  deliveredAt: Date | null;
} {
  const inOrder = [...events].sort((left, right) => left.occurredAt.getTime() - right.occurredAt.getTime());
  let state: CarrierState = 'pending';
  let pickedUpAt: Date | null = null;
  let deliveredAt: Date | null = null;
  for (const event of inOrder) {
    const next: readonly CarrierState[] = CARRIER_MOVES[state];
    if (!next.includes(event.state)) continue;
    state = event.state;
    if (state === 'delivered') deliveredAt = event.occurredAt;
    if (state === 'delivered' || IN_CARRIERS_HANDS.includes(state)) pickedUpAt ??= event.occurredAt;
  }
  return { state, pickedUpAt, deliveredAt };
}

// Only a parcel that the carrier has in its hands can be in these.
const IN_CARRIERS_HANDS: readonly CarrierState[] = [
  'in_transit',
  'out_for_delivery',
  'attempt_failed',
  'available_for_pickup',
  'exception',
];

/**
 * The shipment's state that follows from the carrier's, or the same when nothing does: while stages are undone a parcel is
 * in our hands, whatever is said of its number.
 */
export function shipmentStateAfter(shipment: ShipmentState, carrier: CarrierState): ShipmentState {
  if (carrier === 'delivered' && mayMove(shipment, 'delivered')) return 'delivered';
  if (IN_CARRIERS_HANDS.includes(carrier) && mayMove(shipment, 'handed_over')) return 'handed_over';
  return shipment;
}
