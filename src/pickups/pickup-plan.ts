import type { Haulage, PickupCalendar } from './pickup-calendar.js';

/**
 * Which truck a shipment must be on: the last one that keeps the ship-by, since until then there is time. When none does,
 * it is the first one that still comes, and the promise is late.
 */
export interface TruckPlan {
  /** Null: the carrier has no calendar here, or none that still comes. */
  pickupAt: Date | null;
  fit: 'in_time' | 'late' | 'no_calendar';
}

/**
 * The truck of a shipment.
 * @param notBefore when work may start, or now if that is later: a truck that has left takes nothing
 */
export function truckFor(
  calendar: PickupCalendar,
  haulage: Haulage,
  { notBefore, shipBy }: { notBefore: Date; shipBy: Date },
): TruckPlan {
  const inTime = calendar.last(haulage, notBefore, shipBy);
  if (inTime) return { pickupAt: inTime, fit: 'in_time' };
  const next = calendar.next(haulage, notBefore);
  return { pickupAt: next, fit: next === null ? 'no_calendar' : 'late' };
}
