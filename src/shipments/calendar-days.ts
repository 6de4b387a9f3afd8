/**
 * Calendar days in a time zone. Delivery dates are days in the brand's zone, never instants: counting back from one and
 * starting work on its morning must not slip by a day for a server that runs in UTC.
 */
import { DateTime } from 'luxon';
import { localDate } from '../i18n/local-time.js';

const DAY_MS = 86_400_000;

/** A day so many days later (or earlier, when negative): `addDays('2026-12-20', -1)` is 2026-12-19. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The instant at which a day begins in a time zone. */
export function startOfDay(date: string, timeZone: string): Date {
  const utcMidnight = Date.parse(`${date}T00:00:00Z`);
  // A zone is never more than 14 hours ahead nor 12 behind, and its offsets are quarters of an hour: the day begins at
  // the first quarter that the zone calls by this date. Binary search needs seven looks at the zone's rules.
  let before = utcMidnight - 15 * 3_600_000;
  let after = utcMidnight + 13 * 3_600_000;
  const quarter = 900_000;
  while (after - before > quarter) {
    const middle = before + Math.floor((after - before) / 2 / quarter) * quarter;
    if (localDate(new Date(middle), timeZone) < date) before = middle;
    else after = middle;
  }
  return new Date(after);
}

/** The same time on the clock on another day of the zone, also when the clock has changed in between. */
export function onDay(at: Date, date: string, timeZone: string): Date {
  const { year, month, day } = DateTime.fromISO(date, { zone: timeZone });
  return DateTime.fromJSDate(at, { zone: timeZone }).set({ year, month, day }).toJSDate();
}
