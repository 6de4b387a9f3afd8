import { type RecordedDay, type RecordedOrder, scenarioOfDay } from './recorded-day.js';
import { simulate } from './simulate.js';
import { Scenario } from './simulation.contract.js';

const at = (time: string) => new Date(`2026-11-24T${time}+09:00`);

function order(over: Partial<RecordedOrder> = {}): RecordedOrder {
  return {
    arrivedAt: at('09:00'),
    rank: 'standard',
    leadMinutes: 1440,
    standardLeadMinutes: 1440,
    shipBy: at('23:59'),
    pickupAt: null,
    carrier: 'yamato',
    ...over,
  };
}

function day(over: Partial<RecordedDay> = {}): RecordedDay {
  return {
    orders: [order()],
    stations: 3,
    openedAt: at('09:00'),
    service: { meanSec: 240, cv: 0.5, plannedMinutes: 10 },
    ...over,
  };
}

describe('a recorded day as a scenario', () => {
  it('takes stations and service times as they were, unless others are asked for', () => {
    const plain = Scenario.parse(scenarioOfDay(day(), {}));
    expect(plain).toMatchObject({ stations: 3, service: { kind: 'lognormal', meanMinutes: 4, cv: 0.5 } });
    expect(plain).toMatchObject({ useRecommendedDelta: true, standardLeadMinutes: 1440 });
    const other = { stations: 5, service: { kind: 'fixed' as const, meanMinutes: 2 }, deltaMinutes: 30 };
    const changed = Scenario.parse(scenarioOfDay(day(), other));
    expect(changed).toMatchObject({ ...other, useRecommendedDelta: false });
  });

  it('counts with the planned minutes before anything is measured, and with five where none are planned', () => {
    const planned = { meanSec: null, cv: null, plannedMinutes: 7 };
    expect(scenarioOfDay(day({ service: planned }), {}).service).toMatchObject({ meanMinutes: 7, cv: 0.6 });
    const unknown = { ...planned, plannedMinutes: null };
    expect(scenarioOfDay(day({ service: unknown }), {}).service).toMatchObject({ meanMinutes: 5 });
  });

  it('calls VIP whoever has a shorter lead than the warehouse’s standard, whatever other brands call by the same name', () => {
    const orders = [order({ rank: 'gold', leadMinutes: 600 }), order({ rank: 'gold' }), order()];
    const { orders: listed } = scenarioOfDay(day({ orders }), {});
    expect(listed).toMatchObject({ vipRanks: ['gold'] });
    const ranks = listed.kind === 'list' ? listed.orders.map(({ rank }) => rank) : [];
    expect(ranks).toEqual(['gold', 'gold 2', 'standard']);
  });

  it('puts each order on the truck that it was on', () => {
    const orders = [
      order({ pickupAt: at('17:30'), shipBy: at('19:00') }),
      // Moved to a truck after its promise: the promise counts.
      order({ pickupAt: at('21:00'), shipBy: at('19:00') }),
      order({ carrier: null }),
    ];
    const scenario = scenarioOfDay(day({ orders }), {});
    expect(scenario.carriers).toEqual([{ carrier: 'yamato', pickups: [510, 720] }]);
    const limits = scenario.orders.kind === 'list' ? scenario.orders.orders.map(({ shipBy }) => shipBy) : [];
    expect(limits).toEqual([at('17:30'), at('19:00'), at('23:59')].map((limit) => limit.toISOString()));
    const report = simulate(Scenario.parse({ ...scenario, seeds: 1 }));
    expect(report.policies[0]?.trucks).toMatchObject({ orders: 3, missed: 0 });
  });

  it('counts the wait of an order from overnight from opening, and keeps its place in line', () => {
    const orders = [
      order({ arrivedAt: at('01:00'), standardLeadMinutes: 600, leadMinutes: 600 }),
      order({ arrivedAt: at('03:00'), standardLeadMinutes: 600, leadMinutes: 600 }),
      order({ arrivedAt: at('04:00'), standardLeadMinutes: 600, leadMinutes: 530, rank: 'vip' }),
    ];
    const fixed = { kind: 'fixed' as const, meanMinutes: 10 };
    const options = { stations: 1, service: fixed, deltaMinutes: 70, seeds: 1 };
    const scenario = Scenario.parse(scenarioOfDay(day({ orders }), options));
    expect(scenario.opensAtMinute).toBe(480);
    const chosen = simulate(scenario).policies.find(({ policy }) => policy === 'head_start');
    // The VIP passes the order from an hour before, not the one from three.
    expect(chosen).toMatchObject({ vip: { max: 10 }, standard: { p50: 0, max: 20 } });
  });
});
