import { dayScenario } from '../day-scenario.js';
import { Scenario, type ScenarioInput } from '../simulation.contract.js';
import { whyTooLarge } from './simulation.size.js';

const burst = (count: number, over: Partial<ScenarioInput> = {}) =>
  Scenario.parse(
    dayScenario({ orders: { kind: 'generated', pieces: [], bursts: [{ atMinute: 0, count }] }, ...over }),
  );

/** Each with a ship-by of its own. */
const promises = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    placedAt: '2026-11-24T00:00:00Z',
    rank: 'vip',
    shipBy: new Date(Date.parse('2026-11-24T01:00:00Z') + n * 600_000).toISOString(),
  }));

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
      /at most 100,000 orders a day; these are 120,000/,
    );
    const pickups = Array.from({ length: 1500 }, (_, n) => n);
    const carriers = ['yamato', 'sagawa'].map((carrier) => ({ carrier, pickups }));
    expect(whyTooLarge(burst(10_000, { carriers }))).toMatch(
      /^10,000 orders a day with 3,000 trucks are too many/,
    );
    const days = { kind: 'list' as const, orders: promises(2_000) };
    expect(whyTooLarge(burst(1, { orders: days }))).toMatch(
      /^With 2,000 orders a day with 2,000 trucks, set seeds/,
    );
  });
});
