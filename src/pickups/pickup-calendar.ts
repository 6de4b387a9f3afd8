import { localDate } from '../i18n/local-time.js';
import { addDays, startOfDay } from '../shipments/calendar-days.js';
import { instantAt, type LocalTime, weekdayOf } from './wall-clock.js';

/**
 * When trucks leave a warehouse. A carrier calls at fixed times on weekdays, not on closed days, and sometimes on a day
 * besides: which truck a parcel can be on follows from nothing else.
 */

/** One line of a warehouse's calendar: a carrier's call at a time of day. */
export interface PickupLine {
  carrier: string;
  /** For one service of the carrier only; null: for all that have no lines of their own. */
  service: string | null;
  localTime: LocalTime;
  /** ISO: 1 is Monday. */
  weekdays: readonly number[];
  /** First and last day on which the line holds; null: no end. */
  validFrom: string | null;
  validUntil: string | null;
  /** It also calls on these days, whatever weekday they are and even if the day is closed. */
  extraDays: readonly string[];
}

/** A day on which a carrier doesn't come; `carrier` null: the warehouse is closed. */
export interface ClosedDay {
  date: string;
  carrier: string | null;
}

/** Everything that decides a warehouse's pickups. */
export interface CalendarFacts {
  timeZone: string;
  pickups: readonly PickupLine[];
  closedDays: readonly ClosedDay[];
}

/** Which trucks would take a parcel. */
export interface Haulage {
  /** Null counts as `other`, as everywhere in the queue. */
  carrier: string | null;
  service: string | null;
}

/** How far a search looks for a truck: a calendar that has none in this time has none. */
export const HORIZON_DAYS = 400;

/** A warehouse's pickups, with each day worked out once: make one a batch. */
export class PickupCalendar {
  readonly timeZone: string;
  private readonly lines = new Map<string, readonly PickupLine[]>();
  private readonly days = new Map<string, readonly Date[]>();
  private readonly closed: ReadonlySet<string>;
  private open: PickupCalendar | undefined;

  constructor(private readonly facts: CalendarFacts) {
    this.timeZone = facts.timeZone;
    this.closed = new Set(facts.closedDays.map(({ date, carrier }) => closedKey(date, carrier)));
  }

  /** Whether the calendar says anything about such parcels. */
  covers(haulage: Haulage): boolean {
    return this.linesOf(haulage).length > 0;
  }

  /** Whether the whole warehouse is closed on a day. */
  isClosed(date: string): boolean {
    return this.closed.has(closedKey(date, null));
  }

  /** The pickups of one day of the warehouse, earliest first. */
  on(date: string, haulage: Haulage): readonly Date[] {
    const key = `${date} ${keyOf(haulage)}`;
    let pickups = this.days.get(key);
    if (!pickups) {
      const times = this.linesOf(haulage).filter((line) => this.calls(line, date));
      const instants = times.map(({ localTime }) =>
        instantAt(date, localTime, this.timeZone, 'first').getTime(),
      );
      pickups = [...new Set(instants)].sort((left, right) => left - right).map((at) => new Date(at));
      this.days.set(key, pickups);
    }
    return pickups;
  }

  /** The first pickup that isn't before an instant; null: none within the horizon. */
  next(haulage: Haulage, notBefore: Date): Date | null {
    if (!this.covers(haulage)) return null;
    let date = localDate(notBefore, this.timeZone);
    for (let day = 0; day <= HORIZON_DAYS; day += 1) {
      const pickup = this.on(date, haulage).find((at) => at >= notBefore);
      if (pickup) return pickup;
      date = addDays(date, 1);
    }
    return null;
  }

  /** The last pickup that is neither before one instant nor after the other; null: none. */
  last(haulage: Haulage, notBefore: Date, notAfter: Date): Date | null {
    if (notAfter < notBefore || !this.covers(haulage)) return null;
    const first = localDate(notBefore, this.timeZone);
    let date = localDate(notAfter, this.timeZone);
    for (let day = 0; day <= HORIZON_DAYS && date >= first; day += 1) {
      const pickup = this.on(date, haulage).findLast((at) => at <= notAfter);
      if (pickup) return pickup >= notBefore ? pickup : null;
      date = addDays(date, -1);
    }
    return null;
  }

  /** The days in a span on which the carrier would call, were they not closed. */
  lostToClosedDays(haulage: Haulage, from: Date, until: Date): string[] {
    if (this.facts.closedDays.length === 0 || !this.covers(haulage)) return [];
    const open = this.withoutClosedDays();
    const [first, last] = [localDate(from, this.timeZone), localDate(until, this.timeZone)];
    const carrier = haulage.carrier ?? 'other';
    const days = this.facts.closedDays.filter(
      ({ date, carrier: only }) => date >= first && date <= last && (only ?? carrier) === carrier,
    );
    return [...new Set(days.map(({ date }) => date))]
      .filter((date) => open.on(date, haulage).length > this.on(date, haulage).length)
      .sort();
  }

  /** The same calendar if no day were closed. */
  withoutClosedDays(): PickupCalendar {
    this.open ??= new PickupCalendar({ ...this.facts, closedDays: [] });
    return this.open;
  }

  /** How far a search for a truck looks. */
  horizonFrom(from: Date): Date {
    return new Date(from.getTime() + HORIZON_DAYS * 86_400_000);
  }

  /** The last second of a day of the warehouse. */
  endOf(date: string): Date {
    return new Date(startOfDay(addDays(date, 1), this.timeZone).getTime() - 1_000);
  }

  /** A service with lines of its own follows those, every other one the carrier's general lines. */
  private linesOf(haulage: Haulage): readonly PickupLine[] {
    const key = keyOf(haulage);
    let lines = this.lines.get(key);
    if (!lines) {
      const carrier = haulage.carrier ?? 'other';
      const all = this.facts.pickups.filter((line) => line.carrier === carrier);
      const own = all.filter(({ service }) => service !== null && service === haulage.service);
      lines = own.length > 0 ? own : all.filter(({ service }) => service === null);
      this.lines.set(key, lines);
    }
    return lines;
  }

  private calls(line: PickupLine, date: string): boolean {
    if (line.extraDays.includes(date)) return true;
    if (line.validFrom !== null && date < line.validFrom) return false;
    if (line.validUntil !== null && date > line.validUntil) return false;
    if (this.isClosed(date) || this.closed.has(closedKey(date, line.carrier))) return false;
    return line.weekdays.includes(weekdayOf(date));
  }
}

const keyOf = ({ carrier, service }: Haulage) => `${carrier ?? 'other'} ${service ?? ''}`;
const closedKey = (date: string, carrier: string | null) => `${date} ${carrier ?? '*'}`;
