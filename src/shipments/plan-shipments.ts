import { localDate } from '../i18n/local-time.js';
import type { OrderCutoffs } from '../pickups/order-cutoffs.js';
import type { Haulage, PickupCalendar } from '../pickups/pickup-calendar.js';
import { truckFor, type TruckPlan } from '../pickups/pickup-plan.js';
import { deadlineOf, dueOf } from '../queue/priority.js';
import { addDays, onDay, startOfDay } from './calendar-days.js';

/**
 * From an order to its shipments: what goes into which box, when work may start, when it is due, and what must be looked
 * at. Chilled and frozen goods travel by their own service, so they are shipments of their own.
 */

/** Days from the truck to the door. One, until carriers and regions are modelled. */
export const TRANSIT_DAYS = 1;

// SH5: the outside of a dear parcel is photographed. Only yen has a figure in the trade's standard.
const HIGH_VALUE_ABOVE: Readonly<Record<string, number>> = { JPY: 10_000 };

export interface PlannedOrder extends Haulage {
  /** The code of its rank, whose cut-off decides where the shop states no ship-by. */
  rank: string;
  placedAt: Date;
  receivedAt: Date;
  /** When the payment let the order go; null while it is pending. */
  paidAt: Date | null;
  notBefore: Date | null;
  /** As the shop states it; null: it follows from cut-off and calendar. */
  shipBy: Date | null;
  deliveryDate: string | null;
  gift: boolean;
  /** The kind of its noshi, if it has one. */
  noshiKind: string | null;
  currency: string;
  totalMinor: number;
}

export interface PlannedLine {
  id: string;
  quantity: number;
  flags: readonly string[];
  engraving: string | null;
  shelf: string | null;
}

export interface PlanStage {
  code: string;
  handlingMinutes: number;
}

/** The times of all shipments of one order. `releaseAt` null: waiting for the payment. */
export interface PlanTimes {
  releaseAt: Date | null;
  arrivedAt: Date;
  shipBy: Date;
  /** The order's promise, before a requested delivery date moves it. */
  promisedShipBy: Date;
  /** The truck that the shipment must be on; null: its carrier has no calendar here. */
  pickupAt: Date | null;
  fit: TruckPlan['fit'];
  plannedShipDate: string;
}

/** What planning needs to know besides the order. */
export interface PlanAround {
  /** The brand's: delivery dates are its days. */
  timeZone: string;
  /** The database's clock. */
  now: Date;
  calendar: PickupCalendar;
  cutoffs: OrderCutoffs;
}

/** The times that decide where the tasks of a shipment stand. */
export interface PlaceTimes extends Pick<PlanTimes, 'arrivedAt' | 'shipBy' | 'pickupAt'> {
  /** The last truck that left without it. */
  missedPickupAt?: Date | null;
}

export interface PlannedTask {
  stage: string;
  position: number;
  due: Date;
  dueTerm: 'lead' | 'ship_by';
  /** Latest start that keeps truck and promise. */
  deadline: Date;
}

export type Temperature = 'ambient' | 'chilled' | 'frozen';

/** What travels together. */
export interface Box {
  temperature: Temperature;
  flags: string[];
  /** Where the goods lie, a shelf once. */
  shelves: (string | null)[];
  lines: { orderLineId: string; quantity: number }[];
}

/**
 * When work may start and must end.
 * - released: the latest of placing (capped at receipt: a shop's clock may be ahead), payment, not-before, and the
 *   morning of the day before the ship date that a requested delivery date counts back to
 * - ship-by: the shop's, else that of cut-off and calendar; where a requested delivery date is later than that, the truck
 *   that keeps the date, or the same time on the ship date
 * - pickup: the last truck that keeps both
 */
export function planTimes(order: PlannedOrder, around: PlanAround): PlanTimes {
  const { timeZone, now } = around;
  const placed = earlier(order.placedAt, order.receivedAt);
  const arrivedAt = [order.paidAt, order.notBefore].reduce<Date>(
    (latest, start) => (start === null ? latest : later(latest, start)),
    placed,
  );
  const delivery = deliveryPlan(order, arrivedAt, around);
  const released = delivery ? later(arrivedAt, delivery.startsAt) : arrivedAt;
  const promised = order.shipBy ?? promiseOf(order, arrivedAt, around.cutoffs);
  const shipBy = delivery ? delivery.shipBy(promised) : promised;
  const { pickupAt, fit } = planTruck(around.calendar, order, {
    from: later(released, now),
    shipBy,
    leavesBy: delivery?.leavesBy ?? null,
  });
  const shipDate = pickupAt ? localDate(pickupAt, timeZone) : (delivery?.date ?? localDate(shipBy, timeZone));
  return {
    releaseAt: order.paidAt === null ? null : released,
    arrivedAt: released,
    shipBy,
    promisedShipBy: order.shipBy ?? shipBy,
    pickupAt,
    fit,
    plannedShipDate: latest(shipDate, localDate(now, timeZone)),
  };
}

/**
 * The last truck that keeps ship-by and delivery date; the ship-by alone where none keeps both.
 * @param from when work may start, or now
 * @param leavesBy see `leavesByOf`
 */
export function planTruck(
  calendar: PickupCalendar,
  haulage: Haulage,
  { from, shipBy, leavesBy }: { from: Date; shipBy: Date; leavesBy: Date | null },
): TruckPlan {
  if (leavesBy !== null && leavesBy < shipBy) {
    const plan = truckFor(calendar, haulage, { notBefore: from, shipBy: leavesBy });
    if (plan.fit === 'in_time') return plan;
  }
  return truckFor(calendar, haulage, { notBefore: from, shipBy });
}

/** The last moment at which a parcel may leave to be there on its delivery date. */
export function leavesByOf(deliveryDate: string, timeZone: string): Date {
  const dayAfter = addDays(deliveryDate, 1 - TRANSIT_DAYS);
  return new Date(startOfDay(dayAfter, timeZone).getTime() - 1_000);
}

/** By cut-off and calendar. What reaches us after its own day is promised as if it had come now, never for the past. */
function promiseOf(order: PlannedOrder, arrivedAt: Date, cutoffs: OrderCutoffs): Date {
  const promised = cutoffs.shipBy({ ...order, arrivedAt });
  const { receivedAt } = order;
  return promised < receivedAt
    ? cutoffs.shipBy({ ...order, arrivedAt: later(arrivedAt, receivedAt) })
    : promised;
}

/** The boxes of an order, ambient first. Lines without pieces are left out. */
export function boxesOf(order: PlannedOrder, lines: readonly PlannedLine[]): Box[] {
  const groups = new Map<Temperature, PlannedLine[]>();
  for (const line of lines) {
    if (line.quantity === 0) continue;
    const temperature = temperatureOf(line.flags);
    const group = groups.get(temperature);
    if (group) group.push(line);
    else groups.set(temperature, [line]);
  }
  const shared = orderFlags(order);
  return TEMPERATURES.flatMap((temperature) => {
    const group = groups.get(temperature);
    return group ? [boxOf(temperature, group, shared)] : [];
  });
}

/**
 * A task for each stage: its deadline, the latest start that still makes the truck (or the ship-by, without a calendar),
 * and when it is due: the rank's head start, capped by the promise less the work still to do. A promise that its truck has
 * missed can't be kept any more; from then on the next truck counts in its place.
 */
export function planTasks(
  times: PlaceTimes,
  stages: readonly PlanStage[],
  leadMinutes: number,
): PlannedTask[] {
  const { arrivedAt, shipBy, pickupAt } = times;
  const leaves = pickupAt ?? shipBy;
  const promise = times.missedPickupAt ? leaves : earlier(shipBy, leaves);
  let handlingMinutes = stages.reduce((sum, stage) => sum + stage.handlingMinutes, 0);
  return stages.map((stage, position) => {
    const latestStart = deadlineOf(promise, pickupAt, handlingMinutes);
    const { due, term } = dueOf({ arrivedAt, leadMinutes, deadline: latestStart });
    const deadline = deadlineOf(leaves, pickupAt, handlingMinutes);
    handlingMinutes -= stage.handlingMinutes;
    return { stage: stage.code, position, due, dueTerm: term, deadline };
  });
}

/** How a box with these flags travels; also tells which shipment of a changed order is which. */
export function temperatureOf(flags: readonly string[]): Temperature {
  if (flags.includes('frozen')) return 'frozen';
  return flags.includes('chilled') ? 'chilled' : 'ambient';
}

const TEMPERATURES: readonly Temperature[] = ['ambient', 'chilled', 'frozen'];

function boxOf(temperature: Temperature, lines: readonly PlannedLine[], shared: readonly string[]): Box {
  const flags = new Set<string>();
  for (const line of lines) {
    // An item that can be engraved isn't engraved: only the letters ask for a check of letters.
    for (const flag of line.flags) if (flag !== 'engraving') flags.add(flag);
    if (line.engraving !== null) flags.add('engraving');
  }
  for (const flag of shared) flags.add(flag);
  return {
    temperature,
    flags: [...flags].sort(),
    shelves: [...new Set(lines.map(({ shelf }) => shelf))],
    lines: lines.map((line) => ({ orderLineId: line.id, quantity: line.quantity })),
  };
}

function orderFlags(order: PlannedOrder): string[] {
  const highValueAbove = HIGH_VALUE_ABOVE[order.currency];
  return [
    ...(order.gift ? ['gift'] : []),
    ...(order.noshiKind === null ? [] : ['noshi']),
    ...(order.noshiKind === 'mourning' ? ['mourning'] : []),
    ...(highValueAbove !== undefined && order.totalMinor > highValueAbove ? ['high_value'] : []),
  ];
}

/** What a requested delivery date asks of the times. */
interface DeliveryPlan {
  /** The day on which it leaves. */
  date: string;
  startsAt: Date;
  /** The last moment that keeps the delivery date. */
  leavesBy: Date;
  shipBy: (promised: Date) => Date;
}

/** Counts back from the delivery date to the last truck that keeps it; without a calendar, to the day before. */
function deliveryPlan(
  order: PlannedOrder,
  arrivedAt: Date,
  { timeZone, now, calendar }: PlanAround,
): DeliveryPlan | null {
  if (order.deliveryDate === null) return null;
  const lastDay = addDays(order.deliveryDate, -TRANSIT_DAYS);
  const leavesBy = leavesByOf(order.deliveryDate, timeZone);
  const truck = calendar.last(order, later(arrivedAt, now), leavesBy);
  const date = truck ? localDate(truck, timeZone) : lastDay;
  return {
    date,
    leavesBy,
    startsAt: startOfDay(addDays(date, -1), timeZone),
    shipBy: (promised) =>
      localDate(promised, timeZone) >= date ? promised : (truck ?? onDay(promised, date, timeZone)),
  };
}

const earlier = (left: Date, right: Date): Date => (left < right ? left : right);
const later = (left: Date, right: Date): Date => (left > right ? left : right);
const latest = (left: string, right: string): string => (left > right ? left : right);
