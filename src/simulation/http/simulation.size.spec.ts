import { dayScenario } from '../day-scenario.js';
import { Scenario, type ScenarioInput } from '../simulation.contract.js';
import { whyTooLarge } from './simulation.size.js';

const burst = (count: number, over: Partial<ScenarioInput> = {}) =>
  Scenario.parse(
    dayScenario({ orders: { kind: 'generated', pieces: [], bursts: [{ atMinute: 0, count }] }, ...over }),
  );

describe('the size of a simulation', () => {
  it('allows the hard day, and a burst of 100,000 orders for a few seeds', () => {
    expect(whyTooLarge(Scenario.parse(dayScenario()))).toBeNull();
    expect(whyTooLarge(burst(100_000, { seeds: 4 }))).toBeNull();
  });

  it('says how many seeds fit', () => {
    const advice = whyTooLarge(burst(100_000, { seeds: 20 }));
    const seeds = Number(/seeds to at most (\d+)/.exec(advice ?? '')?.[1]);
    expect(whyTooLarge(burst(100_000, { seeds }))).toBeNull();
    expect(whyTooLarge(burst(100_000, { seeds: seeds + 1 }))).not.toBeNull();
  });

  it('says so when a day itself is too large, or has too many trucks', () => {
    expect(whyTooLarge(burst(60_000, { seeds: 1 }))).toBeNull();
    const two = { pieces: [], bursts: [60_000, 60_000].map((count) => ({ atMinute: 0, count })) };
    const orders = { kind: 'generated' as const, ...two };
    expect(whyTooLarge(burst(1, { orders, seeds: 1 }))).toMatch(
      /at most 100,000 orders a day; this is 120,000/,
    );
    const pickups = Array.from({ length: 1500 }, (_, n) => n);
    const carriers = ['yamato', 'sagawa'].map((carrier) => ({ carrier, pickups }));
    expect(whyTooLarge(burst(1, { carriers }))).toMatch(/at most 2,000 pickups/);
  });
});
