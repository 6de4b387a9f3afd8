import { localDate } from '../i18n/local-time.js';
import { deadlineOf, dueOf } from '../queue/priority.js';
import { addDays, onDay, startOfDay } from './calendar-days.js';

/**
 * From an order to its shipments: what goes into which box, when work may start, when it is due, and what must be looked
 * at. Chilled and frozen goods travel by their own service, so they are shipments of their own.
 */

/** Days from the dock to the door. One, until carriers and regions are modelled. */
export const TRANSIT_DAYS = 1;

// SH5: the outside of a dear parcel is photographed. Only yen has a figure in the trade's standard.
const HIGH_VALUE_ABOVE: Readonly<Record<string, number>> = { JPY: 10_000 };

export interface PlannedOrder {
  placedAt: Date;
  receivedAt: Date;
  /** When the payment let the order go; null while it is pending. */
  paidAt: Date | null;
  notBefore: Date | null;
  shipBy: Date;
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
  /** The truck that the shipment must be on; null: its carrier has no calendar here. */
  pickupAt: Date | null;
  plannedShipDate: string;
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
 * - ship-by: the promise; where a requested delivery date is later than that, the same time on the ship date
 * @param now the database's clock
 */
export function planTimes(order: PlannedOrder, timeZone: string, now: Date): PlanTimes {
  const placed = earlier(order.placedAt, order.receivedAt);
  const shipDate = order.deliveryDate === null ? null : addDays(order.deliveryDate, -TRANSIT_DAYS);
  const morningBefore = shipDate === null ? null : startOfDay(addDays(shipDate, -1), timeZone);
  const starts = [placed, order.paidAt, order.notBefore, morningBefore].filter((start) => start !== null);
  const released = new Date(Math.max(...starts.map((start) => start.getTime())));
  const shipBy = shipByOf(order.shipBy, shipDate, timeZone);
  return {
    releaseAt: order.paidAt === null ? null : released,
    arrivedAt: released,
    shipBy,
    pickupAt: null,
    plannedShipDate: latest(shipDate ?? localDate(shipBy, timeZone), localDate(now, timeZone)),
  };
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

/** A task for each stage, with when it is due: the rank's head start, capped by the promise less the work still to do. */
export function planTasks(
  times: Pick<PlanTimes, 'arrivedAt' | 'shipBy' | 'pickupAt'>,
  stages: readonly PlanStage[],
  leadMinutes: number,
): PlannedTask[] {
  let handlingMinutes = stages.reduce((sum, stage) => sum + stage.handlingMinutes, 0);
  return stages.map((stage, position) => {
    const deadline = deadlineOf(times.shipBy, times.pickupAt, handlingMinutes);
    const { due, term } = dueOf({ arrivedAt: times.arrivedAt, leadMinutes, deadline });
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

function shipByOf(promised: Date, shipDate: string | null, timeZone: string): Date {
  if (shipDate === null || localDate(promised, timeZone) >= shipDate) return promised;
  return onDay(promised, shipDate, timeZone);
}

const earlier = (left: Date, right: Date): Date => (left < right ? left : right);
const latest = (left: string, right: string): string => (left > right ? left : right);
