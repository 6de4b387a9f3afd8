/**
 * Who went before whom without a right to. In a pool, tasks go by their place (due time); a ticket knows whole minutes, so
 * two tasks less than a minute apart may go either way. While everything runs nobody is overtaken wrongly once the task is
 * in the line; during an outage only for as long as it and its repair last.
 */

export interface Wait {
  taskId: string;
  pool: string;
  /** Milliseconds since 1970, as are all times here. */
  place: number;
  /** When whoever made it ready had heard so. */
  readyAt: number;
  /** What made it ready, in words. */
  since: string;
  claimedAt: number;
}

export interface Overtaken {
  wait: Wait;
  /** The first and the last that went before it without a right to. */
  first: Wait;
  last: Wait;
  forMs: number;
}

export interface Outage {
  what: string;
  from: number;
  to: number;
}

const TICKET_MINUTE_MS = 60_000;
/** Claims that are under way at the same moment have no order, nor has one that was when the task became ready. */
const UNDER_WAY_MS = 2_000;

/** Every wait in which somebody was overtaken wrongly, the longest first. */
export function wronglyOvertaken(waits: readonly Wait[]): Overtaken[] {
  const found: Overtaken[] = [];
  for (const pool of new Set(waits.map((wait) => wait.pool))) {
    const claims = waits.filter((wait) => wait.pool === pool).sort((a, b) => a.claimedAt - b.claimedAt);
    claims.forEach((wait, turn) => {
      const before = claims.slice(0, turn).filter((by) => isWrong(by, wait));
      const [first, last] = [before[0], before.at(-1)];
      if (first && last) found.push({ wait, first, last, forMs: last.claimedAt - first.claimedAt });
    });
  }
  return found.sort((a, b) => b.forMs - a.forMs);
}

/** How long that could go on: the longest outage in that time and what its repair takes; undefined: there was none. */
export function allowedMs(
  { first, last }: Overtaken,
  outages: readonly Outage[],
  repairMs: number,
): number | undefined {
  const during = outages.filter(({ from, to }) => from <= last.claimedAt && to + repairMs >= first.claimedAt);
  if (during.length === 0) return undefined;
  return Math.max(...during.map(({ from, to }) => to - from)) + repairMs;
}

function isWrong(by: Wait, wait: Wait): boolean {
  if (by.place - wait.place < TICKET_MINUTE_MS) return false;
  return by.claimedAt > wait.readyAt + UNDER_WAY_MS && wait.claimedAt > by.claimedAt + UNDER_WAY_MS;
}
