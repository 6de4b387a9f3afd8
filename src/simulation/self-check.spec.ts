import { checkBound, checkGuard, checkGuardInNeed, checkLines, type Check } from './self-check.js';
import { cobhamWaits, erlangC, erlangWait } from './theory.js';

const failed = (checks: Check[]) => checks.filter(({ ok }) => !ok);

describe('theory', () => {
  it('knows tabulated values of Erlang C', () => {
    expect(erlangC(1, 0.5)).toBeCloseTo(0.5, 10);
    expect(erlangC(2, 0.75)).toBeCloseTo(0.642857, 6);
    expect(erlangWait(1, 0.9)).toBeCloseTo(9, 9);
  });

  it('gives Cobham’s waits a mean over all orders that is first come first served’s', () => {
    const { vip, standard } = cobhamWaits(10, 0.9, 0.15);
    expect(0.15 * vip + 0.85 * standard).toBeCloseTo(erlangWait(10, 0.9), 10);
  });
});

describe('the simulator', () => {
  it('agrees with Erlang C and Cobham, and conserves work', () => {
    const small = { lineSeeds: 1, lineMinutes: 40_000, erlang: 0.15, cobham: 0.15, guardSeeds: 1 };
    expect(failed(checkLines(small))).toEqual([]);
  });

  it('never breaks the bound on a wait', () => {
    expect(failed(checkBound(2000))).toEqual([]);
  });

  it('with the truck guard misses no truck that could be made', () => {
    expect(failed([...checkGuard(1), ...checkGuardInNeed(1)])).toEqual([]);
  });
});
