import { PROMISE_STEP_MINUTES } from '../queue/truck-guard.js';
import { ArrivalRate } from './arrival-rate.js';
import { at } from './indexed-heap.js';
import { exponential, lognormal, stream, type Stream } from './random.js';
import type { GeneratedOrders, ListedOrder, ListedOrders, Scenario } from './simulation.contract.js';
import { NumberList } from './statistics.js';
import { promiseCarrier, Timetable, type Truck } from './timetable.js';

const MINUTE_MS = 60_000;

const PROMISE_STEP_MS = PROMISE_STEP_MINUTES * MINUTE_MS;

/** The orders of one seed, in order of arrival; times in milliseconds after the start. The same for every policy. */
export interface Workload {
  count: number;
  arrivedAt: Float64Array;
  vip: Uint8Array;
  serviceMs: Float64Array;
  /** What planning knows of the service time: the mean, or the minutes that a list gives. */
  expectedMs: Float64Array;
  /** Index into `trucks`; -1 for none. */
  truck: Int32Array;
  /** Own promise of the order; Infinity without one. */
  shipBy: Float64Array;
  trucks: readonly Truck[];
  meanServiceMs: number;
  /** Milliseconds of work still expected for a truck after a moment. */
  expectedWork: (truck: Truck, afterMs: number) => number;
}

/** @param seed each seed is another day of the same kind */
export function makeWorkload(scenario: Scenario, seed: number): Workload {
  return scenario.orders.kind === 'generated'
    ? generate(scenario, scenario.orders, seed)
    : fromList(scenario, scenario.orders, seed);
}

function generate(scenario: Scenario, orders: GeneratedOrders, seed: number): Workload {
  const { trucks, firstFor } = timetableOf(scenario);
  const fullLoad = (scenario.stations * 60) / scenario.service.meanMinutes;
  const rate = new ArrivalRate(orders, fullLoad, scenario.vipShare);
  const arrivedAt = arrivalsOf(rate, orders, seed);
  const work = blank(scenario, arrivedAt, trucks);
  const ranks = stream(seed, 'rank');
  const carriers = stream(seed, 'carrier');
  const vipShareAt = vipShares(rate, orders, scenario.vipShare);
  for (let id = 0; id < work.count; id += 1) {
    const atMs = at(arrivedAt, id);
    work.vip[id] = ranks() < vipShareAt(atMs) ? 1 : 0;
    work.truck[id] = trucks.length > 0 ? firstFor(carrierOf(scenario, carriers()), atMs) : -1;
  }
  drawService(scenario, work, seed);
  const meanMs = work.meanServiceMs;
  return { ...work, expectedWork: (truck, afterMs) => expectedOrders(rate, orders, truck, afterMs) * meanMs };
}

function timetableOf(scenario: Scenario) {
  const timetable = new Timetable(scenario.carriers);
  return {
    trucks: timetable.trucks,
    firstFor: (carrier: string, placedAt: number) => timetable.firstFor(carrier, placedAt),
  };
}

function arrivalsOf(rate: ArrivalRate, orders: GeneratedOrders, seed: number): Float64Array {
  const arrivals = new NumberList();
  const random = stream(seed, 'arrivals');
  const timeOf = rate.inverse();
  for (let unit = exponential(random); unit < rate.total; unit += exponential(random))
    arrivals.push(timeOf(unit));
  for (const { atMinute, count } of orders.bursts)
    for (let n = 0; n < count; n += 1) arrivals.push(atMinute * MINUTE_MS);
  return arrivals.toArray().sort();
}

/** The share of VIPs among orders that arrive at a moment: a burst's own share at its very moment. */
function vipShares(rate: ArrivalRate, { bursts }: GeneratedOrders, vipShare: number): (ms: number) => number {
  const ofBurst = new Map(bursts.map((burst) => [burst.atMinute * MINUTE_MS, burst.vipShare ?? vipShare]));
  return (ms) => (ofBurst.size > 0 ? ofBurst.get(ms) : undefined) ?? rate.vipShareAt(ms);
}

/** Orders without rank, truck and service time. */
function blank(scenario: Scenario, arrivedAt: Float64Array, trucks: readonly Truck[]): Workload {
  const count = arrivedAt.length;
  const meanServiceMs = scenario.service.meanMinutes * MINUTE_MS;
  return {
    count,
    arrivedAt,
    vip: new Uint8Array(count),
    serviceMs: new Float64Array(count),
    expectedMs: new Float64Array(count).fill(meanServiceMs),
    truck: new Int32Array(count).fill(-1),
    shipBy: new Float64Array(count).fill(Infinity),
    trucks,
    meanServiceMs,
    expectedWork: () => 0,
  };
}

function drawService(scenario: Scenario, { count, serviceMs }: Workload, seed: number): void {
  const draw = serviceOf(scenario, stream(seed, 'service'));
  for (let id = 0; id < count; id += 1) serviceMs[id] = draw();
}

/** A carrier by its share; what the shares leave over goes without a truck. */
function carrierOf({ carriers }: Scenario, random: number): string {
  let sum = 0;
  for (const { carrier, share } of carriers) {
    sum += share;
    if (random < sum) return carrier;
  }
  return '';
}

function expectedOrders(rate: ArrivalRate, orders: GeneratedOrders, truck: Truck, afterMs: number): number {
  const from = Math.max(truck.opensAt, afterMs);
  if (from >= truck.cutoffAt) return 0;
  const bursts = orders.bursts.filter(({ atMinute }) => {
    const at = atMinute * MINUTE_MS;
    return at > from && at <= truck.cutoffAt;
  });
  const burst = bursts.reduce((sum, { count }) => sum + count, 0);
  return truck.share * (rate.expectedBy(truck.cutoffAt) - rate.expectedBy(from) + burst);
}

function fromList(scenario: Scenario, list: ListedOrders, seed: number): Workload {
  const start = startOf(list);
  const vipRanks = new Set(list.vipRanks);
  const sorted = [...list.orders].sort((a, b) => Date.parse(a.placedAt) - Date.parse(b.placedAt));
  const timetable = listedTimetable(scenario, sorted, start);
  const arrivedAt = Float64Array.from(sorted, ({ placedAt }) => Date.parse(placedAt) - start);
  const work = blank(scenario, arrivedAt, timetable.trucks);
  drawService(scenario, work, seed);
  for (const [id, order] of sorted.entries()) {
    work.vip[id] = vipRanks.has(order.rank) ? 1 : 0;
    work.truck[id] = truckOf(order, timetable, start);
    if (order.shipBy) work.shipBy[id] = Date.parse(order.shipBy) - start;
    if (!order.minutes) continue;
    work.serviceMs[id] = order.minutes * MINUTE_MS;
    work.expectedMs[id] = order.minutes * MINUTE_MS;
  }
  return { ...work, meanServiceMs: mean(work.expectedMs), expectedWork: workToCome(work) };
}

/** The carriers' pickups, and an own truck for each promise that none of them serves. */
function listedTimetable(scenario: Scenario, orders: readonly ListedOrder[], start: number): Timetable {
  const pickups = new Timetable(scenario.carriers);
  const unserved = orders.filter((order) => onPickup(order, pickups, start) < 0);
  return new Timetable(
    scenario.carriers,
    unserved.flatMap((order) => promiseOf(order, start)),
  );
}

/** Milliseconds since 1970 of the first order of a list, which is the scenario's minute 0. */
export function startOf(list: ListedOrders): number {
  return list.orders.reduce((least, { placedAt }) => Math.min(least, Date.parse(placedAt)), Infinity);
}

function promiseOf({ placedAt, shipBy }: ListedOrder, start: number): number[] {
  const leavesAt = shipBy
    ? Math.floor((Date.parse(shipBy) - start) / PROMISE_STEP_MS) * PROMISE_STEP_MS
    : -Infinity;
  return leavesAt > Date.parse(placedAt) - start ? [leavesAt] : [];
}

function truckOf(order: ListedOrder, timetable: Timetable, start: number): number {
  const served = onPickup(order, timetable, start);
  const [promise] = promiseOf(order, start);
  if (served >= 0 || promise === undefined) return served;
  return timetable.firstFor(promiseCarrier(promise), Date.parse(order.placedAt) - start);
}

function onPickup({ placedAt, carrier, shipBy }: ListedOrder, timetable: Timetable, start: number): number {
  const placed = Date.parse(placedAt) - start;
  if (!shipBy) return timetable.firstFor(carrier ?? '', placed);
  return timetable.lastBefore(carrier ?? '', placed, Date.parse(shipBy) - start);
}

/** A list is its own forecast: what it still holds for a truck. */
function workToCome({ count, truck: truckOfOrder, arrivedAt, trucks, expectedMs }: Workload) {
  const arrivals = new Map(trucks.map(({ id }) => [id, new Array<number>()]));
  for (let id = 0; id < count; id += 1) {
    const truck = at(truckOfOrder, id);
    if (truck >= 0) arrivals.get(trucks[truck]?.id ?? '')?.push(at(arrivedAt, id));
  }
  const meanMs = mean(expectedMs);
  return (truck: Truck, afterMs: number) => {
    const own = arrivals.get(truck.id) ?? [];
    return meanMs * (own.length - countUpTo(own, afterMs));
  };
}

function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function serviceOf({ service }: Scenario, random: Stream): () => number {
  const meanMs = service.meanMinutes * MINUTE_MS;
  if (service.kind === 'fixed') return () => meanMs;
  if (service.kind === 'exponential') return () => meanMs * exponential(random);
  return () => meanMs * lognormal(random, service.cv);
}
