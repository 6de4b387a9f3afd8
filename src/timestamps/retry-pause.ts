// How long to wait after a failure: soon the first time, for a connection that was cut heals at once; ever longer then, for an
// authority that is away is not brought back by asking.

const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60 * 1000;

/** @param failures in a row, from 1 */
export function pauseMsAfter(failures: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS);
}
