// What a customer sees first: half a minute out of a longer film, around what happened in it (scans, answers), and where
// little happened, evenly spread. It is cut out of the customer's own film, so it can't show what that film doesn't.
import { seconds } from './media-options.js';

export interface FilmRange {
  fromMs: number;
  toMs: number;
}

/** Up to here a film is its own digest. */
export const DIGEST_ABOVE_MS = 40_000;
const WINDOWS = 8;
const WINDOW_MS = 4_000;
/** A scan is the end of a movement: most of what is worth seeing comes before it. */
const LEAD_MS = 2_500;

/**
 * Chooses what the digest shows: 20 to 40 seconds, ascending, without overlaps.
 * @param moments when something happened, in milliseconds into the film
 * @returns null for a film that is short enough to be seen whole
 */
export function planDigest(durationMs: number, moments: readonly number[]): FilmRange[] | null {
  if (durationMs <= DIGEST_ABOVE_MS) return null;
  const chosen = spread(apart(moments.map((atMs) => windowStart(atMs - LEAD_MS, durationMs))));
  while (chosen.length < WINDOWS) chosen.push(farthestFrom(chosen, durationMs));
  return merge(chosen.map((fromMs) => ({ fromMs, toMs: fromMs + WINDOW_MS })));
}

/** Filters that show these ranges one after another, each frame as long after the one before as it was filmed. */
export function digestFilters(ranges: readonly FilmRange[]): string[] {
  const shown = ranges.map(({ fromMs, toMs }) => `gte(t,${seconds(fromMs)})*lt(t,${seconds(toMs)})`);
  const skipped = ranges.map(
    ({ fromMs }, index) => `gte(T,${seconds(fromMs)})*${seconds(fromMs - (ranges[index - 1]?.toMs ?? 0))}`,
  );
  return [`select='${shown.join('+')}'`, `setpts='PTS-(${skipped.join('+')})/TB'`];
}

/** Whole seconds: the recipe stays readable, and nothing depends on parts of frames. */
function windowStart(atMs: number, durationMs: number): number {
  const latest = Math.floor((durationMs - WINDOW_MS) / 1000) * 1000;
  return Math.max(0, Math.min(latest, Math.floor(atMs / 1000) * 1000));
}

/** Of moments that one window shows together, the first. */
function apart(starts: readonly number[]): number[] {
  return [...starts]
    .sort((a, b) => a - b)
    .reduce<number[]>((kept, start) => {
      const last = kept.at(-1);
      return last === undefined || start - last >= WINDOW_MS ? [...kept, start] : kept;
    }, []);
}

function spread(starts: readonly number[]): number[] {
  if (starts.length <= WINDOWS) return [...starts];
  return Array.from({ length: WINDOWS }, (_, n) => {
    const index = Math.round((n * (starts.length - 1)) / (WINDOWS - 1));
    return starts[index] ?? 0;
  });
}

function farthestFrom(chosen: readonly number[], durationMs: number): number {
  const last = windowStart(durationMs, durationMs);
  const candidates = Array.from({ length: Math.min(last / 1000 + 1, 240) }, (_, n, count = last / 1000) =>
    windowStart(Math.round((n * count) / Math.min(count, 239)) * 1000, durationMs),
  );
  const distance = (at: number) => Math.min(...chosen.map((start) => Math.abs(start - at)), last + 1);
  return candidates.reduce((best, at) => (distance(at) > distance(best) ? at : best), 0);
}

function merge(ranges: readonly FilmRange[]): FilmRange[] {
  return [...ranges]
    .sort((a, b) => a.fromMs - b.fromMs)
    .reduce<FilmRange[]>((merged, range) => {
      const last = merged.at(-1);
      if (!last || range.fromMs > last.toMs) return [...merged, range];
      return [...merged.slice(0, -1), { fromMs: last.fromMs, toMs: Math.max(last.toMs, range.toMs) }];
    }, []);
}
