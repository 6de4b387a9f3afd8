import { chartOf } from './chart.js';
import { dayScenario } from './day-scenario.js';
import { listOf } from './listed-day.js';
import { Scenario, type ScenarioInput } from './simulation.contract.js';
import { SimulationReport } from './simulation.report.js';
import { simulate } from './simulate.js';

const day = simulate(Scenario.parse(dayScenario({ seeds: 3 })));

function policy(report: SimulationReport, name: string) {
  const found = report.policies.find((result) => result.policy === name);
  if (!found) throw new Error(`no ${name} in the report`);
  return found;
}

/** Ten orders a minute apart for one station, twenty minutes each; the last is a VIP's. */
function ten(over: Partial<ScenarioInput> = {}): Scenario {
  const orders = Array.from({ length: 10 }, (_, n) => ({
    placedAt: `2026-11-24T09:0${n}:00+09:00`,
    rank: n === 9 ? 'vip' : 'standard',
    minutes: 20,
  }));
  return Scenario.parse({
    stations: 1,
    service: { kind: 'fixed', meanMinutes: 20 },
    orders: { kind: 'list', orders },
    deltaMinutes: 6,
    seeds: 1,
    ...over,
  });
}

describe('the simulation of a hard day', () => {
  it('recommends a head start that serves VIPs within the cap on everybody else', () => {
    const fifo = policy(day, 'fifo');
    const chosen = policy(day, 'head_start');
    expect(chosen.deltaMinutes).toBe(day.recommendation?.deltaMinutes);
    expect(chosen.vip.p95 / fifo.vip.p95).toBeLessThanOrEqual(0.35);
    expect(chosen.standard.p99 / fifo.standard.p99).toBeLessThanOrEqual(1.3);
  });

  it('overtakes by the head start at most', () => {
    const chosen = policy(day, 'head_start');
    expect(chosen.largestOvertakingMinutes).toBeLessThanOrEqual(chosen.deltaMinutes ?? 0);
  });

  it('says so in one line in both languages', () => {
    expect(day.headline.ja).toMatch(/^強い: \d+分の先行で.*最長の待ち時間は\+\d+分。$/);
    expect(day.headline.en).toMatch(/^Strong: .*longest wait of other customers \+\d+ min\.$/);
  });

  it('gives the same report for the same scenario, and one that its schema describes', () => {
    const again = simulate(Scenario.parse(dayScenario({ seeds: 3 })));
    expect(again).toEqual(day);
    expect(SimulationReport.parse(day)).toEqual(day);
  });

  it('comes out alike from a list of orders with times', () => {
    const orders = { kind: 'list' as const, orders: listOf(Scenario.parse(dayScenario())) };
    const report = simulate(Scenario.parse({ ...dayScenario(), orders, seeds: 1 }));
    const [chosen, fifo] = [policy(report, 'head_start'), policy(report, 'fifo')];
    expect(report.orders).toBeGreaterThan(700);
    expect(chosen.deltaMinutes).toBe(report.recommendation?.deltaMinutes);
    expect(chosen.vip.p95 / fifo.vip.p95).toBeLessThanOrEqual(0.35);
    expect(chosen.standard.p99 / fifo.standard.p99).toBeLessThanOrEqual(1.3);
  });

  it('draws a picture that a screen reader can tell', () => {
    for (const locale of ['ja', 'en'] as const) {
      const svg = chartOf(day, locale);
      expect(svg).toContain('role="img" aria-labelledby="t d"');
      expect(svg).toContain(day.headline[locale]);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }
  });
});

describe('the simulation of a list', () => {
  it('lets a VIP pass whoever came less than one head start before, and no one else', () => {
    const report = simulate(ten({ policies: ['head_start'] }));
    // Placed at 9:09 with six minutes of head start: behind the orders of 9:00 to 9:03, which take until 10:20.
    expect(policy(report, 'head_start').vip.max).toBeCloseTo(71);
    expect(policy(report, 'fifo').vip.max).toBeCloseTo(171);
  });

  it('stands still while the station is on a break', () => {
    const report = simulate(ten({ policies: ['fifo'], breaks: [{ fromMinute: 10, toMinute: 70 }] }));
    expect(policy(report, 'fifo').vip.max).toBeCloseTo(171 + 50);
  });

  it('warns of ranks that nobody has and of promises from the past', () => {
    const orders = [{ placedAt: '2026-11-24T09:00:00Z', rank: 'gold', shipBy: '2026-11-23T09:00:00Z' }];
    const report = simulate(ten({ orders: { kind: 'list', orders }, useRecommendedDelta: true }));
    expect(report.warnings.map(({ en }) => en)).toEqual([
      'No order is a VIP’s (VIP ranks: vip, invited). Check the names of the ranks.',
      'Orders with a ship-by before they were placed: 1. They count as late; check their ship-by.',
    ]);
    expect(report.headline.en).toMatch(/^Not needed/);
    expect(policy(report, 'fifo').onTimeShare).toBe(0);
  });
});
