/**
 * Nothing is unaccounted for at the end of a day: every shipment that was in the house that day was handed over, is held, is
 * short, was cancelled, or stays for a reason that can be named. What should have left and is still here is the difference.
 */

/** A shipment that was in the house on the day, as it is known now. */
export interface DayShipment {
  state: 'planned' | 'in_work' | 'ready' | 'handed_over' | 'delivered' | 'returned' | 'cancelled';
  createdAt: Date;
  pickupAt: Date | null;
  shipBy: Date;
  releaseAt: Date | null;
  heldAt: Date | null;
  /** The hand-over scan, or the carrier's word where there was none. */
  leftAt: Date | null;
  cancelledAt: Date | null;
  missedPickupAt: Date | null;
  /** An item was not on the shelf and nothing has been decided yet. */
  isShort: boolean;
  /** Boxes scanned at the truck. */
  parcelsGone: number;
}

export interface Day {
  start: Date;
  end: Date;
  /** The moment up to which trucks have left: now, or the day's end when that has passed. */
  asOf: Date;
}

export const CARRIED_OVER = ['later', 'payment', 'missed', 'left_later', 'stopped_later'] as const;
export const UNACCOUNTED = ['packed_not_handed_over', 'partly_handed_over', 'not_finished'] as const;

export type CarriedOver = (typeof CARRIED_OVER)[number];
export type Unaccounted = (typeof UNACCOUNTED)[number];
export type Account = 'handed_over' | 'cancelled' | 'held' | 'short' | CarriedOver | Unaccounted;

/** What became of a shipment on a day. */
export function accountOf(shipment: DayShipment, day: Day): Account {
  const { leftAt, cancelledAt } = shipment;
  if (leftAt) return leftAt < day.end ? 'handed_over' : 'left_later';
  if (shipment.state === 'cancelled' && cancelledAt)
    return cancelledAt < day.end ? 'cancelled' : 'stopped_later';
  if (shipment.heldAt && shipment.heldAt < day.end) return 'held';
  if (shipment.isShort) return 'short';
  if (shipment.releaseAt === null) return 'payment';
  if (!shouldHaveLeft(shipment, day)) return isMissed(shipment, day) ? 'missed' : 'later';
  if (shipment.parcelsGone > 0) return 'partly_handed_over';
  return shipment.state === 'ready' ? 'packed_not_handed_over' : 'not_finished';
}

/** Its truck has left, or the promise of one without a truck has passed. */
function shouldHaveLeft({ pickupAt, shipBy, parcelsGone }: DayShipment, { asOf }: Day): boolean {
  return parcelsGone > 0 || (pickupAt ?? shipBy) <= asOf;
}

function isMissed({ missedPickupAt }: DayShipment, { start, end }: Day): boolean {
  return missedPickupAt !== null && missedPickupAt >= start && missedPickupAt < end;
}
