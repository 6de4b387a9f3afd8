/**
 * A real day of a warehouse as a scenario: the orders that were in line then, in their own order, with as many stations as worked.
 * VIPs are the ranks whose lead is shorter than the warehouse's standard. An order that came in overnight keeps its time, and with
 * it its place in line, but its wait is counted from opening.
 */
import type { PolicyName, Scenario, ScenarioInput } from './simulation.contract.js';

const MINUTE_MS = 60_000;

/** Where neither measured times nor planned ones are known. */
const USUAL_MINUTES = 5;
const USUAL_CV = 0.6;

/** What a scenario allows. */
const LONGEST_SERVICE_MINUTES = 1440;
const LONGEST_NAME = 40;
const LAST_MINUTE = 527_040;
const MOST_CARRIERS = 50;
const MOST_PICKUPS = 2000;
const MOST_CV = 5;

/** An order of the day. */
export interface RecordedOrder {
  arrivedAt: Date;
  rank: string;
  leadMinutes: number;
  /** The warehouse's: the longest default lead of the brands that it works for. */
  standardLeadMinutes: number;
  shipBy: Date;
  pickupAt: Date | null;
  carrier: string | null;
}

export interface RecordedDay {
  orders: readonly RecordedOrder[];
  /** Benches that took an order of the stage that day. */
  stations: number;
  /** When the first order of the day was taken; null when none was. */
  openedAt: Date | null;
  /** Measured, and what the stage's settings plan; null where unknown. */
  service: { meanSec: number | null; cv: number | null; plannedMinutes: number | null };
}

/** What is asked to be different from how it was. */
export interface DayOptions {
  stations?: number;
  service?: Scenario['service'];
  policies?: PolicyName[];
  deltaMinutes?: number;
  deltas?: number[];
  seeds?: number;
  capStandardP99?: number;
}

/** @param day with at least one order */
export function scenarioOfDay(day: RecordedDay, options: DayOptions): ScenarioInput {
  const start = day.orders.reduce((least, { arrivedAt }) => Math.min(least, arrivedAt.getTime()), Infinity);
  const { vipRanks, rankOf } = ranksOf(day.orders);
  const { stations = day.stations, service = serviceOf(day), deltaMinutes, ...chosen } = options;
  return {
    ...chosen,
    stations,
    service,
    orders: {
      kind: 'list',
      orders: day.orders.map((order) => ({
        placedAt: order.arrivedAt.toISOString(),
        rank: rankOf(order),
        shipBy: limitOf(order).toISOString(),
        carrier: carrierOf(order),
      })),
      vipRanks,
    },
    carriers: carriersOf(day.orders, start),
    opensAtMinute: Math.max(0, ((day.openedAt?.getTime() ?? start) - start) / MINUTE_MS),
    useRecommendedDelta: deltaMinutes === undefined,
    deltaMinutes: deltaMinutes ?? 0,
    standardLeadMinutes: Math.max(deltaMinutes ?? 0, standardLead(day.orders)),
  };
}

/** VIPs go by their rank's code. A code that has a head start with one brand only gets a name of its own for the rest. */
function ranksOf(orders: readonly RecordedOrder[]) {
  const vips = new Set(orders.filter(isVip).map(({ rank }) => rank));
  const rankOf = (order: RecordedOrder) =>
    isVip(order) || !vips.has(order.rank) ? order.rank : `${order.rank.slice(0, LONGEST_NAME - 2)} 2`;
  // A list names at least one VIP rank; the report then says that no order has it.
  return { vipRanks: vips.size > 0 ? [...vips] : ['vip'], rankOf };
}

function isVip({ leadMinutes, standardLeadMinutes }: RecordedOrder): boolean {
  return leadMinutes < standardLeadMinutes;
}

/** The truck that it was planned for, unless it was late for its promise by then. */
function limitOf({ shipBy, pickupAt }: RecordedOrder): Date {
  return pickupAt && pickupAt < shipBy ? pickupAt : shipBy;
}

function carrierOf({ carrier }: RecordedOrder): string | null {
  return carrier?.slice(0, LONGEST_NAME) ?? null;
}

/** The trucks that the orders were on, by carrier, so that what misses one goes on the next. */
function carriersOf(orders: readonly RecordedOrder[], start: number): ScenarioInput['carriers'] {
  const pickups = new Map<string, Set<number>>();
  for (const order of orders) {
    const carrier = carrierOf(order);
    if (!carrier || !order.pickupAt) continue;
    const minute = minuteOf(order.pickupAt, start);
    if (minute < 0 || minute > LAST_MINUTE) continue;
    pickups.set(carrier, (pickups.get(carrier) ?? new Set()).add(minute));
  }
  return [...pickups]
    .slice(0, MOST_CARRIERS)
    .map(([carrier, minutes]) => ({ carrier, pickups: [...minutes].slice(0, MOST_PICKUPS) }));
}

/** Rounded down: a truck that left a hair after the limit of its own orders would not count as theirs. */
function minuteOf(at: Date, start: number): number {
  return Math.floor((at.getTime() - start) / 60) / 1000;
}

function serviceOf({ service }: RecordedDay): Scenario['service'] {
  const { meanSec, cv, plannedMinutes } = service;
  const minutes = meanSec === null ? plannedMinutes || USUAL_MINUTES : meanSec / 60;
  return {
    kind: 'lognormal',
    meanMinutes: Math.min(LONGEST_SERVICE_MINUTES, Math.max(0.01, minutes)),
    cv: Math.min(MOST_CV, meanSec === null ? USUAL_CV : (cv ?? USUAL_CV)),
  };
}

const standardLead = (orders: readonly RecordedOrder[]) =>
  orders.reduce((longest, { standardLeadMinutes: lead }) => Math.max(longest, lead), 0);
