/** Middle value; of an even number the lower middle one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

export interface Pairs {
  /** Median of ours / floor, pair by pair: the machine's drift hits both halves of a pair alike. */
  ratio: number;
  spread: readonly [number, number];
  ours: number;
  floor: number;
}

/**
 * Measures ours and the floor in turn (ABAB…).
 * @param rounds counted pairs
 * @param uncounted pairs before them: programs and caches are cold in the first
 * @returns the median of the pairwise ratios, its range, and the medians of both
 */
export async function alternate(
  rounds: number,
  ours: (round: number) => Promise<number>,
  floor: (round: number) => Promise<number>,
  uncounted = 1,
): Promise<Pairs> {
  const pairs: { ours: number; floor: number }[] = [];
  for (let round = 0; round < uncounted + rounds; round++) {
    const pair = { ours: await ours(round), floor: await floor(round) };
    if (round >= uncounted) pairs.push(pair);
  }
  const ratios = pairs.map((pair) => pair.ours / pair.floor);
  return {
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    ours: median(pairs.map((pair) => pair.ours)),
    floor: median(pairs.map((pair) => pair.floor)),
  };
}

/** Runs `work` for each item with at most `inFlight` at once. */
export async function inParallel<T>(
  items: readonly T[],
  inFlight: number,
  work: (item: T, n: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let n = next++; n < items.length; n = next++) {
      const item = items[n];
      if (item !== undefined) await work(item, n);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

/** Seconds that `work` takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
