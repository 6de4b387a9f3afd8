import { wrongClosedDays, wrongCutoffs, wrongPickups } from './calendar-checks.js';
import { OrderCutoffList, PickupList } from './pickups.contract.js';

const pickups = (...lines: object[]) =>
  wrongPickups(
    PickupList.parse({
      pickups: lines.map((line) => ({
        carrier: 'yamato',
        localTime: '17:30',
        weekdays: [1, 2, 3],
        ...line,
      })),
    }).pickups,
  );

const cutoffs = (...lines: object[]) =>
  wrongCutoffs(
    OrderCutoffList.parse({ cutoffs: lines.map((line) => ({ localTime: '13:00', weekdays: [1], ...line })) })
      .cutoffs,
    new Map([['vip', 1]]),
  );

describe('a calendar of pickups', () => {
  it('names the line that ends before it begins', () => {
    expect(pickups({}, { weekdays: [4], validFrom: '2026-12-02', validUntil: '2026-12-01' })).toEqual([
      { path: 'pickups.1.validUntil', message: 'line 2 (yamato 17:30) ends before it begins' },
    ]);
  });

  it('names the line that never calls', () => {
    expect(pickups({ weekdays: [] }).map(({ path }) => path)).toEqual(['pickups.0.weekdays']);
    expect(pickups({ weekdays: [], extraDays: ['2026-12-06'] })).toEqual([]);
  });

  it('names the line that says the same as another one, and lets the same time stand on other days and services', () => {
    expect(pickups({}, { service: 'cool' }, { weekdays: [3, 4] })).toEqual([
      { path: 'pickups.2', message: 'line 3 (yamato 17:30) is the same pickup as line 1' },
    ]);
    expect(pickups({ validUntil: '2026-12-01' }, { validFrom: '2026-12-02' }, { carrier: 'sagawa' })).toEqual(
      [],
    );
    expect(pickups({ extraDays: ['2026-12-06'] }, { weekdays: [5], extraDays: ['2026-12-06'] })).toHaveLength(
      1,
    );
  });
});

describe('closed days', () => {
  it('are named once for a carrier', () => {
    const day = { day: '2027-01-01', carrier: null, name: null };
    expect(wrongClosedDays([day, { ...day, carrier: 'yamato' }, day])).toEqual([
      { path: 'days.2', message: 'line 3 (2027-01-01 all carriers) repeats line 1' },
    ]);
  });
});

describe('cut-offs', () => {
  it('are of ranks that exist, one a weekday', () => {
    expect(cutoffs({}, { rank: 'vip' }, { rank: 'gold' }, { weekdays: [2, 1] })).toEqual([
      { path: 'cutoffs.2.rank', message: 'line 3 (gold 13:00): the brand has no rank "gold"' },
      {
        path: 'cutoffs.3.weekdays',
        message: 'line 4 (all other ranks 13:00) shares a weekday with line 1',
      },
    ]);
  });
});
