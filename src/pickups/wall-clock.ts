import { IANAZone } from 'luxon';

/**
 * From a time on the wall to an instant. Twice a year a zone that saves daylight has an hour that doesn't exist and one
 * that comes twice; a truck and a promise must mean one instant all the same:
 * - a time that is skipped is the moment at which the clock jumps over it;
 * - a time that comes twice is the first or the last of the two, as the caller says: a truck counts as gone at the first,
 *   a customer who looks at the clock has until the last.
 */

/** `HH:MM`, 24 hours. */
export type LocalTime = string;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;

/**
 * The instant of a local time on a day.
 * @param date `YYYY-MM-DD` in the zone
 * @param twice which of the two is meant where the clock shows the time twice
 */
export function instantAt(date: string, time: LocalTime, timeZone: string, twice: 'first' | 'last'): Date {
  const zone = IANAZone.create(timeZone);
  const wall = Date.parse(`${date}T${time}:00Z`);
  // Offsets are at most 14 hours and no zone changes twice in two days: these are the rules before and after any change.
  const before = offsetMs(zone, wall - DAY_MS);
  const after = offsetMs(zone, wall + DAY_MS);
  const fits = [wall - before, wall - after].filter((at) => wall - offsetMs(zone, at) === at);
  if (fits.length === 0) return new Date(changeBetween(zone, wall - after, wall - before));
  return new Date(twice === 'first' ? Math.min(...fits) : Math.max(...fits));
}

/** ISO weekday of a date: 1 is Monday, 7 Sunday. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

function offsetMs(zone: IANAZone, at: number): number {
  return zone.offset(at) * MINUTE_MS;
}

/** The instant at which the zone changes its offset, to the minute. */
function changeBetween(zone: IANAZone, from: number, to: number): number {
  const old = offsetMs(zone, from);
  let before = from;
  let after = to;
  while (after - before > MINUTE_MS) {
    const middle = before + Math.floor((after - before) / 2 / MINUTE_MS) * MINUTE_MS;
    if (offsetMs(zone, middle) === old) before = middle;
    else after = middle;
  }
  return after;
}
