import type { ClosedDay, OrderCutoff, Pickup } from './pickups.contract.js';

/**
 * What is wrong with a calendar beyond the shape of its lines. Each finding names the line as people count them and says
 * what it collides with: whoever types thirty lines must not search for the one.
 */
export interface LineError {
  path: string;
  message: string;
}

/** Lines that end before they begin, never call, or are the same call as an earlier line. */
export function wrongPickups(pickups: readonly Pickup[]): LineError[] {
  return pickups.flatMap((line, n) => {
    const at = `pickups.${n}`;
    const named = `line ${n + 1} (${line.carrier} ${line.localTime})`;
    if (line.validFrom && line.validUntil && line.validUntil < line.validFrom) {
      return [{ path: `${at}.validUntil`, message: `${named} ends before it begins` }];
    }
    if (line.weekdays.length === 0 && line.extraDays.length === 0) {
      return [{ path: `${at}.weekdays`, message: `${named} never calls: name weekdays or extraDays` }];
    }
    const first = pickups.slice(0, n).findIndex((earlier) => isSameCall(earlier, line));
    return first < 0 ? [] : [{ path: at, message: `${named} is the same pickup as line ${first + 1}` }];
  });
}

/** Days that are named twice for the same carrier. */
export function wrongClosedDays(days: readonly ClosedDay[]): LineError[] {
  const seen = new Map<string, number>();
  return days.flatMap(({ day, carrier }, n) => {
    const key = `${day} ${carrier ?? 'all carriers'}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, n);
    return first === undefined
      ? []
      : [{ path: `days.${n}`, message: `line ${n + 1} (${key}) repeats line ${first + 1}` }];
  });
}

/** Cut-offs of ranks that the brand doesn't have, and weekdays that a rank has two cut-offs for. */
export function wrongCutoffs(
  cutoffs: readonly OrderCutoff[],
  rankCodes: ReadonlyMap<string, unknown>,
): LineError[] {
  return cutoffs.flatMap(({ rank, localTime, weekdays }, n) => {
    const named = `line ${n + 1} (${rank ?? 'all other ranks'} ${localTime})`;
    if (rank !== null && !rankCodes.has(rank)) {
      return [{ path: `cutoffs.${n}.rank`, message: `${named}: the brand has no rank "${rank}"` }];
    }
    const earlier = cutoffs.slice(0, n);
    const first = earlier.findIndex((other) => other.rank === rank && overlap(other.weekdays, weekdays));
    return first < 0
      ? []
      : [{ path: `cutoffs.${n}.weekdays`, message: `${named} shares a weekday with line ${first + 1}` }];
  });
}

function isSameCall(left: Pickup, right: Pickup): boolean {
  return (
    left.carrier === right.carrier &&
    left.service === right.service &&
    left.localTime === right.localTime &&
    (overlap(left.extraDays, right.extraDays) ||
      (overlap(left.weekdays, right.weekdays) &&
        (left.validFrom ?? '') <= (right.validUntil ?? '9999') &&
        (right.validFrom ?? '') <= (left.validUntil ?? '9999')))
  );
}

function overlap<T>(left: readonly T[], right: readonly T[]): boolean {
  return left.some((each) => right.includes(each));
}
