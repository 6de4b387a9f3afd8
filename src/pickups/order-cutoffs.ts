import { localDate } from '../i18n/local-time.js';
import { addDays } from '../shipments/calendar-days.js';
import { type Haulage, HORIZON_DAYS, type PickupCalendar } from './pickup-calendar.js';
import { instantAt, type LocalTime, weekdayOf } from './wall-clock.js';

/**
 * Until when an order ships the same day. The perk `late_cutoff` is a later line of a rank: it moves the customer's
 * deadline, never the truck. An order that comes before its cut-off on a working day ships that day, else on the next one.
 *
 * A working day is one that the cut-offs name, on which the warehouse is open and, where the carrier has a calendar, on
 * which its truck comes. Without cut-offs an order ships on the next working day; without a calendar either, Monday to
 * Friday are working days and the promise is the end of the day.
 */

/** One line of a brand's cut-offs. `rank` null: of every rank that has no line of its own. */
export interface CutoffLine {
  rank: string | null;
  localTime: LocalTime;
  /** ISO: 1 is Monday. */
  weekdays: readonly number[];
}

export interface CutoffFacts {
  /** The brand's: customers read its cut-offs on its clock. */
  timeZone: string;
  cutoffs: readonly CutoffLine[];
}

/** What decides when an order has to leave, if its shop doesn't say. */
export interface Promising extends Haulage {
  rank: string;
  /** When it came: the latest of placing, payment and not-before. */
  arrivedAt: Date;
}

const OFFICE_DAYS = [1, 2, 3, 4, 5];

/** The answer for all orders of one day, rank and carrier. */
interface DayPromise {
  cutoff: Date | null;
  today: Date | null;
  later: Date;
}

/** A brand's cut-offs at a warehouse, with each day worked out once: make one a batch. */
export class OrderCutoffs {
  private readonly days = new Map<string, DayPromise>();
  private other: OrderCutoffs | undefined;

  constructor(
    private readonly facts: CutoffFacts,
    private readonly calendar: PickupCalendar,
  ) {}

  /** The same cut-offs by another calendar, such as one without closed days. */
  on(calendar: PickupCalendar): OrderCutoffs {
    if (this.other?.calendar !== calendar) this.other = new OrderCutoffs(this.facts, calendar);
    return this.other;
  }

  /** The ship-by of an order whose shop states none: the last truck of the day on which it ships, or that day's end. */
  shipBy(order: Promising): Date {
    const { cutoff, today, later } = this.promiseOf(order);
    const { arrivedAt } = order;
    const ships = cutoff !== null && today !== null && arrivedAt < cutoff && arrivedAt <= today;
    return ships ? today : later;
  }

  /** The cut-off of a rank on a day of the brand's; null: none on that day. */
  cutoffOn(date: string, rank: string): Date | null {
    const line = this.linesOf(rank).find(({ weekdays }) => weekdays.includes(weekdayOf(date)));
    return line ? instantAt(date, line.localTime, this.facts.timeZone, 'last') : null;
  }

  private promiseOf(order: Promising): DayPromise {
    const date = localDate(order.arrivedAt, this.facts.timeZone);
    const key = [date, order.rank, order.carrier ?? 'other', order.service ?? ''].join(' ');
    let promise = this.days.get(key);
    if (!promise) {
      const cutoff = this.cutoffOn(date, order.rank);
      const today = cutoff === null ? null : this.leaves(date, order);
      promise = { cutoff, today, later: this.nextDay(date, order) };
      this.days.set(key, promise);
    }
    return promise;
  }

  private nextDay(after: string, order: Promising): Date {
    let date = after;
    for (let day = 0; day < HORIZON_DAYS; day += 1) {
      date = addDays(date, 1);
      const leaves = this.leaves(date, order);
      if (leaves) return leaves;
    }
    // A calendar without a single working day: the promise is kept by the calendar's end of the next day.
    return this.calendar.endOf(addDays(after, 1));
  }

  /** The last moment at which an order of this day can leave; null: nothing is shipped on it. */
  private leaves(date: string, order: Promising): Date | null {
    const cutoff = this.cutoffOn(date, order.rank);
    const hasCutoffs = this.linesOf(order.rank).length > 0;
    if (hasCutoffs && cutoff === null) return null;
    // The brand's day may be another one on the warehouse's clock.
    const there = cutoff === null ? date : localDate(cutoff, this.calendar.timeZone);
    if (this.calendar.covers(order)) return this.calendar.on(there, order).at(-1) ?? null;
    if (this.calendar.isClosed(there)) return null;
    return hasCutoffs || OFFICE_DAYS.includes(weekdayOf(there)) ? this.calendar.endOf(there) : null;
  }

  private linesOf(rank: string): readonly CutoffLine[] {
    const own = this.facts.cutoffs.filter((line) => line.rank === rank);
    return own.length > 0 ? own : this.facts.cutoffs.filter((line) => line.rank === null);
  }
}
