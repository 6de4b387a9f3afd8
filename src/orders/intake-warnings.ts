import type { Warning } from '../http/warnings.js';
import type { OrderCutoffs } from '../pickups/order-cutoffs.js';
import type { PickupCalendar } from '../pickups/pickup-calendar.js';
import { type Capabilities, needsOf, serves } from '../queue/pool-key.js';
import { type PlannedOrder, type PlanTimes, planTimes } from '../shipments/plan-shipments.js';
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
  'pickups_on_closed_days',
  'pool_unserved',
] as const;

export type IntakeWarning = Warning<(typeof WARNING_CODES)[number]>;

/** The plan that was made of an order. */
export interface WarnedPlan {
  planned: PlannedOrder;
  times: PlanTimes;
  /** The pools that its tasks are in. */
  pools: readonly string[];
}

/** What warnings need to know of the warehouse and the brand. */
export interface WarningsAround {
  timeZone: string;
  now: Date;
  calendar: PickupCalendar;
  cutoffs: OrderCutoffs;
  /** What the warehouse's stations can do. */
  stations: readonly Capabilities[];
}

// Clocks differ by seconds; a minute is a clock that is wrong.
const CLOCK_TOLERANCE_MS = 60_000;

/** Everything odd about an order, by its plan. */
export function warningsOf(order: TakenOrder, plan: WarnedPlan, around: WarningsAround): IntakeWarning[] {
  const { now } = around;
  const { times } = plan;
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
  // A promise that followed from the calendar, kept with the order since, has moved over the closed days itself.
  const planned = { ...plan.planned, shipBy: order.shipBy };
  if (!isPast) warnings.push(...closedDayWarnings({ planned, times }, around));
  return [...warnings, ...lastingWarnings(order, plan.pools, around)];
}

/** The warnings that stay true when the same order is sent again. */
export function lastingWarnings(
  { body }: TakenOrder,
  pools: readonly string[],
  { calendar, stations }: Pick<WarningsAround, 'calendar' | 'stations'>,
): IntakeWarning[] {
  const { carrier, service } = body;
  const warnings = [...new Set(pools)].flatMap((pool) => poolWarnings(pool, stations));
  if (calendar.covers({ carrier: carrier ?? null, service: service ?? null })) return warnings;
  const detail =
    carrier === undefined
      ? 'The order names no carrier and the warehouse has no pickups of "other": the ship-by alone decides, no truck is watched. Name a carrier, or add pickups of "other" with PUT /v1/pickups.'
      : `The warehouse has no pickups of ${carrier}${service === undefined ? '' : ` (${service})`}: the ship-by alone decides, no truck is watched. Add them with PUT /v1/pickups.`;
  return [{ code: 'carrier_without_calendar', detail }, ...warnings];
}

/**
 * The trucks that the order would have been on all fall on closed days, so that it goes later than anybody who looks at the
 * weekdays expects. An earlier truck in its place is nobody's trouble.
 */
function closedDayWarnings(
  { planned, times }: Pick<WarnedPlan, 'planned' | 'times'>,
  around: WarningsAround,
): IntakeWarning[] {
  const { calendar, cutoffs, now } = around;
  const until = times.pickupAt ?? calendar.horizonFrom(now);
  const lost = calendar.lostToClosedDays(planned, later(times.arrivedAt, now), until);
  if (lost.length === 0) return [];
  const open = calendar.withoutClosedDays();
  const expected = planTimes(planned, { ...around, calendar: open, cutoffs: cutoffs.on(open) });
  if (expected.fit !== 'in_time' || expected.pickupAt === null || expected.pickupAt >= until) return [];
  const instead =
    times.pickupAt === null
      ? 'no truck of its carrier comes any more'
      : `it goes with the truck that leaves at ${times.pickupAt.toISOString()} instead`;
  const detail = `Its carrier doesn't call on ${listed(lost)}: ${instead} of ${expected.pickupAt.toISOString()}. Let the carrier call on one of these days (extraDays of PUT /v1/pickups), correct PUT /v1/closed-days, or tell the customer.`;
  return [{ code: 'pickups_on_closed_days', detail }];
}

function poolWarnings(pool: string, stations: readonly Capabilities[]): IntakeWarning[] {
  if (stations.some((station) => serves(station, pool))) return [];
  const detail = `No station of the warehouse serves ${needsOf(pool)}: this order waits until one does. Let a station serve it with PUT /v1/stations/{stationId}/capabilities.`;
  // The warehouse's one pool is served by every station: without stations nothing is, and that is no order's trouble.
  return pool === '' ? [] : [{ code: 'pool_unserved', detail }];
}

function nextTruck({ pickupAt }: PlanTimes): string {
  return pickupAt === null ? '' : `; the next truck leaves at ${pickupAt.toISOString()}`;
}

const NAMED_DAYS = 5;
const listed = (days: readonly string[]) =>
  days.length > NAMED_DAYS
    ? `${days.slice(0, NAMED_DAYS).join(', ')} and ${days.length - NAMED_DAYS} more closed days`
    : `${days.join(', ')} (closed)`;
const later = (left: Date, right: Date): Date => (left > right ? left : right);
