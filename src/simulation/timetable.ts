/**
 * The trucks of a scenario and which order is for which: the first pickup of its carrier whose order cut-off it made, or, when
 * it has a ship-by, the last pickup not after that. A ship-by without a carrier that comes is a truck of its own.
 */
import { compareNumbers } from './statistics.js';

const MINUTE_MS = 60_000;

export interface Truck {
  id: string;
  carrier: string;
  leavesAt: number;
  /** Orders placed in (opensAt, cutoffAt] go on it. */
  opensAt: number;
  cutoffAt: number;
  /** Share of the generated orders that go with this carrier. */
  share: number;
  /** The carrier's next truck, which takes what misses this one; -1 when none comes. */
  next: number;
}

export interface CarrierTimetable {
  carrier: string;
  share: number;
  pickups: readonly number[];
  cutoffMinutes: number;
}

export class Timetable {
  readonly trucks: Truck[];
  private readonly byCarrier = new Map<string, number[]>();

  /** @param shipBys own promises (ms) of orders that no carrier's pickup serves */
  constructor(carriers: readonly CarrierTimetable[], shipBys: readonly number[] = []) {
    const promised = [...new Set(shipBys)].map((leavesAt) => promiseOf(leavesAt));
    this.trucks = [...carriers.flatMap(trucksOf), ...promised];
    this.trucks.sort((a, b) => a.leavesAt - b.leavesAt || a.cutoffAt - b.cutoffAt);
    for (const [index, truck] of this.trucks.entries()) this.append(truck.carrier, index);
  }

  /** First truck of a carrier for an order placed then; -1 when none comes. */
  firstFor(carrier: string, placedAt: number): number {
    const indexes = this.byCarrier.get(carrier) ?? [];
    const found = lowestFrom(indexes, (index) => (this.trucks[index]?.cutoffAt ?? 0) >= placedAt);
    return indexes[found] ?? -1;
  }

  /** Last truck of a carrier that leaves in (placedAt, shipBy]; -1 when none does. */
  lastBefore(carrier: string, placedAt: number, shipBy: number): number {
    const indexes = this.byCarrier.get(carrier) ?? [];
    const after = lowestFrom(indexes, (index) => (this.trucks[index]?.leavesAt ?? 0) > shipBy);
    const index = indexes[after - 1] ?? -1;
    return index >= 0 && (this.trucks[index]?.leavesAt ?? 0) > placedAt ? index : -1;
  }

  private append(carrier: string, index: number): void {
    const indexes = this.byCarrier.get(carrier) ?? [];
    const previous = this.trucks[indexes.at(-1) ?? -1];
    if (previous) previous.next = index;
    this.byCarrier.set(carrier, [...indexes, index]);
  }
}

/** The id of an own promise, which is also its carrier, so that nothing rolls over from one to the next. */
export function promiseCarrier(leavesAt: number): string {
  return `ship-by ${leavesAt}`;
}

function promiseOf(leavesAt: number): Truck {
  const carrier = promiseCarrier(leavesAt);
  return { id: carrier, carrier, leavesAt, opensAt: -Infinity, cutoffAt: leavesAt, share: 0, next: -1 };
}

function trucksOf({ carrier, share, pickups, cutoffMinutes }: CarrierTimetable): Truck[] {
  let opensAt = -Infinity;
  return [...pickups].sort(compareNumbers).map((minute, n) => {
    const leavesAt = minute * MINUTE_MS;
    const cutoffAt = leavesAt - cutoffMinutes * MINUTE_MS;
    const truck = { id: `${carrier} ${n}`, carrier, leavesAt, opensAt, cutoffAt, share, next: -1 };
    opensAt = cutoffAt;
    return truck;
  });
}

/** Lowest position whose element passes a test that fails first and then passes; the length when none does. */
function lowestFrom(list: readonly number[], passes: (element: number) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
