/**
 * How far the time that a station, a truck or a carrier reports may be from the server's. A station's clock may be wrong
 * by hours, and a recording may come in after weeks without a network: neither is refused. Beyond these bounds the clock
 * was never set (1970) or is broken, and storing its time would falsify the record.
 */

const DAY_MS = 86_400_000;

/** A wrong time zone is at most 26 hours; a day on top for a date that was set by hand. */
export const MAX_AHEAD_MS = 2 * DAY_MS;
/** Longer than a year of offline evidence, and than any carrier keeps its events. */
export const MAX_BEHIND_MS = 400 * DAY_MS;

/** @param instant ISO 8601; whether a clock that is merely wrong could have reported it */
export function isPlausibleTime(instant: string, now: number = Date.now()): boolean {
  const reported = Date.parse(instant);
  return reported <= now + MAX_AHEAD_MS && reported >= now - MAX_BEHIND_MS;
}
