import type { PlanTimes } from '../shipments/plan-shipments.js';
import type { PickupCalendar } from '../pickups/pickup-calendar.js';
import type { TakenOrder } from './taken-order.js';

/**
 * What is odd about an order that was taken in all the same: it has its place in line, but somebody should know. Each
 * says what to do.
 */
export const WARNING_CODES = [
  'clock_ahead',
  'ship_by_in_the_past',
  'carrier_without_calendar',
  'no_truck_in_time',
] as const;

export interface IntakeWarning {
  code: (typeof WARNING_CODES)[number];
  detail: string;
}

// Clocks differ by seconds; a minute is a clock that is wrong.
const CLOCK_TOLERANCE_MS = 60_000;

/** Everything odd about an order, by its plan. */
export function warningsOf(
  order: TakenOrder,
  times: PlanTimes,
  around: { calendar: PickupCalendar; now: Date },
): IntakeWarning[] {
  const { now } = around;
  const warnings: IntakeWarning[] = [];
  if (order.placedAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
    warnings.push({
      code: 'clock_ahead',
      detail: 'placedAt is in the future; the order counts as placed now. Set the clock of whoever sent it.',
    });
  }
  const isPast = order.shipBy !== null && order.shipBy < now;
  if (isPast) {
    warnings.push({
      code: 'ship_by_in_the_past',
      detail: `The ship-by has passed; the order is due now${nextTruck(times)}. Tell the customer, or send a new shipBy.`,
    });
  }
  if (times.fit === 'late' && !isPast) {
    warnings.push({
      code: 'no_truck_in_time',
      detail: `No truck of its carrier leaves between now and the ship-by${nextTruck(times)}. Change the carrier or the calendar (PUT /v1/pickups), or send a later shipBy.`,
    });
  }
  return [...warnings, ...calendarWarnings(order, around.calendar)];
}

/** The warning that stays true when the same order is sent again. */
export function calendarWarnings({ body }: TakenOrder, calendar: PickupCalendar): IntakeWarning[] {
  const { carrier, service } = body;
  if (calendar.covers({ carrier: carrier ?? null, service: service ?? null })) return [];
  const detail =
    carrier === undefined
      ? 'The order names no carrier and the warehouse has no pickups of "other": the ship-by alone decides, no truck is watched. Name a carrier, or add pickups of "other" with PUT /v1/pickups.'
      : `The warehouse has no pickups of ${carrier}${service === undefined ? '' : ` (${service})`}: the ship-by alone decides, no truck is watched. Add them with PUT /v1/pickups.`;
  return [{ code: 'carrier_without_calendar', detail }];
}

function nextTruck({ pickupAt }: PlanTimes): string {
  return pickupAt === null ? '' : `; the next truck leaves at ${pickupAt.toISOString()}`;
}
