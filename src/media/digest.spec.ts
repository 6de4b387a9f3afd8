import { digestFilters, planDigest } from './digest.js';

const total = (ranges: { fromMs: number; toMs: number }[] | null) =>
  (ranges ?? []).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);

describe('a digest', () => {
  it('is not made of a film that is short enough to be seen whole', () => {
    expect(planDigest(40_000, [1000])).toBeNull();
    expect(planDigest(40_001, [1000])).not.toBeNull();
  });

  it('shows what happened, most of it what came before a scan', () => {
    const ranges = planDigest(300_000, [100_000, 200_000]);
    expect(ranges).toContainEqual({ fromMs: 97_000, toMs: 101_000 });
    expect(ranges).toContainEqual({ fromMs: 197_000, toMs: 201_000 });
  });

  it('has 20 to 40 seconds, in order, never beyond the film, wherever things happened', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (let round = 0; round < 500; round += 1) {
      const durationMs = 40_001 + Math.floor(random() * 600_000);
      const moments = Array.from(
        { length: Math.floor(random() * 60) },
        () => random() * durationMs * 1.1 - 3000,
      );
      const ranges = planDigest(durationMs, moments);
      expect(total(ranges)).toBeGreaterThanOrEqual(20_000);
      expect(total(ranges)).toBeLessThanOrEqual(40_000);
      const ends = (ranges ?? []).flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
      expect(ends[0]).toBeGreaterThanOrEqual(0);
      expect(ends.at(-1)).toBeLessThanOrEqual(durationMs);
    }
  });

  it('leaves out what is between, and closes the gaps', () => {
    const ranges = [
      { fromMs: 1000, toMs: 5000 },
      { fromMs: 20_000, toMs: 24_000 },
    ];
    expect(digestFilters(ranges)).toEqual([
      "select='gte(t,1.000)*lt(t,5.000)+gte(t,20.000)*lt(t,24.000)'",
      "setpts='PTS-(gte(T,1.000)*1.000+gte(T,20.000)*15.000)/TB'",
    ]);
  });
});
