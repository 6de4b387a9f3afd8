import { type CutoffLine, OrderCutoffs } from './order-cutoffs.js';
import { type CalendarFacts, PickupCalendar } from './pickup-calendar.js';

const at = (text: string) => new Date(text);
const MON_SAT = [1, 2, 3, 4, 5, 6];
const pickup = (carrier: string, localTime: string, weekdays: number[] = MON_SAT) => ({
  ...{ carrier, localTime, weekdays, service: null, validFrom: null, validUntil: null, extraDays: [] },
});
const PICKUPS = [pickup('japan_post', '16:30'), pickup('yamato', '17:30'), pickup('sagawa', '18:00')];
const CUTOFFS: CutoffLine[] = [
  { rank: null, localTime: '13:00', weekdays: MON_SAT },
  { rank: 'vip', localTime: '15:00', weekdays: MON_SAT },
];

interface Given {
  cutoffs?: CutoffLine[];
  calendar?: Partial<CalendarFacts>;
  timeZone?: string;
}

/** @returns the ship-by on Tokyo's clock unless the warehouse says otherwise */
function shipBy(arrived: string, order: { rank?: string; carrier?: string | null } = {}, given: Given = {}) {
  const facts = { timeZone: 'Asia/Tokyo', pickups: PICKUPS, closedDays: [], ...given.calendar };
  const cutoffs = new OrderCutoffs(
    { timeZone: given.timeZone ?? 'Asia/Tokyo', cutoffs: given.cutoffs ?? CUTOFFS },
    new PickupCalendar(facts),
  );
  return cutoffs
    .shipBy({ rank: 'standard', carrier: 'yamato', service: null, arrivedAt: at(arrived), ...order })
    .toISOString();
}

// 2026-11-24 is a Tuesday; 13:00 in Tokyo is 04:00 UTC.
describe('an order without a ship-by of its own', () => {
  it('ships the same day when it comes before the cut-off, and the next day from then on', () => {
    expect(shipBy('2026-11-24T03:59:59Z')).toBe('2026-11-24T08:30:00.000Z');
    expect(shipBy('2026-11-24T04:00:00Z')).toBe('2026-11-25T08:30:00.000Z');
  });

  it('of a rank with a later cut-off has until then: the perk moves the cut-off, never the truck', () => {
    expect(shipBy('2026-11-24T05:00:00Z', { rank: 'vip' })).toBe('2026-11-24T08:30:00.000Z');
    expect(shipBy('2026-11-24T06:00:00Z', { rank: 'vip' })).toBe('2026-11-25T08:30:00.000Z');
  });

  it('ships with the last truck of its carrier on that day', () => {
    expect(shipBy('2026-11-24T03:00:00Z', { carrier: 'japan_post' })).toBe('2026-11-24T07:30:00.000Z');
    expect(shipBy('2026-11-24T03:00:00Z', { carrier: 'sagawa' })).toBe('2026-11-24T09:00:00.000Z');
  });

  it('waits over Sunday and over holidays', () => {
    expect(shipBy('2026-11-28T05:00:00Z')).toBe('2026-11-30T08:30:00.000Z');
    expect(shipBy('2026-11-29T00:00:00Z')).toBe('2026-11-30T08:30:00.000Z');
    const calendar = { closedDays: [{ date: '2026-11-30', carrier: null }] };
    expect(shipBy('2026-11-28T05:00:00Z', {}, { calendar })).toBe('2026-12-01T08:30:00.000Z');
  });

  it('waits for a day on which its own carrier comes', () => {
    const calendar = { pickups: [pickup('yamato', '17:30', [3])] };
    expect(shipBy('2026-11-24T03:00:00Z', {}, { calendar })).toBe('2026-11-25T08:30:00.000Z');
  });

  it('that came after the day’s last truck takes the next one, whatever its cut-off says', () => {
    const cutoffs = [{ rank: null, localTime: '20:00', weekdays: MON_SAT }];
    expect(shipBy('2026-11-24T10:00:00Z', {}, { cutoffs })).toBe('2026-11-25T08:30:00.000Z');
  });

  it('may have another cut-off on Saturday', () => {
    const cutoffs = [
      { rank: null, localTime: '13:00', weekdays: [1, 2, 3, 4, 5] },
      { rank: null, localTime: '11:00', weekdays: [6] },
    ];
    expect(shipBy('2026-11-28T02:30:00Z', {}, { cutoffs })).toBe('2026-11-30T08:30:00.000Z');
    expect(shipBy('2026-11-28T01:30:00Z', {}, { cutoffs })).toBe('2026-11-28T08:30:00.000Z');
  });
});

describe('without a calendar for its carrier', () => {
  const calendar = { pickups: [] };

  it('the promise is the end of the day on which it ships', () => {
    expect(shipBy('2026-11-24T03:00:00Z', {}, { calendar })).toBe('2026-11-24T14:59:59.000Z');
    expect(shipBy('2026-11-24T05:00:00Z', {}, { calendar })).toBe('2026-11-25T14:59:59.000Z');
  });

  it('and without cut-offs it is the end of the next working day, Monday to Friday', () => {
    expect(shipBy('2026-11-24T03:00:00Z', {}, { calendar, cutoffs: [] })).toBe('2026-11-25T14:59:59.000Z');
    expect(shipBy('2026-11-27T03:00:00Z', {}, { calendar, cutoffs: [] })).toBe('2026-11-30T14:59:59.000Z');
    const closed = { ...calendar, closedDays: [{ date: '2026-11-30', carrier: null }] };
    expect(shipBy('2026-11-27T03:00:00Z', {}, { calendar: closed, cutoffs: [] })).toBe(
      '2026-12-01T14:59:59.000Z',
    );
  });
});

describe('without cut-offs', () => {
  it('the order leaves with the last truck of the next day that has one', () => {
    expect(shipBy('2026-11-28T00:00:00Z', {}, { cutoffs: [] })).toBe('2026-11-30T08:30:00.000Z');
  });
});

describe('cut-offs and daylight saving', () => {
  const berlin = { timeZone: 'Europe/Berlin', pickups: [pickup('dhl', '17:30', [1, 2, 3, 4, 5, 6, 7])] };
  const cutoffs = [{ rank: null, localTime: '02:30', weekdays: [7] }];
  const given = { calendar: berlin, cutoffs, timeZone: 'Europe/Berlin' };

  it('a cut-off that the clock shows twice is the second: who reads 02:20 is in time', () => {
    expect(shipBy('2026-10-25T01:20:00Z', { carrier: 'dhl' }, given)).toBe('2026-10-25T16:30:00.000Z');
    expect(shipBy('2026-10-25T01:30:00Z', { carrier: 'dhl' }, given)).toBe('2026-11-01T16:30:00.000Z');
  });

  it('a cut-off that the clock skips is the moment of the jump', () => {
    expect(shipBy('2026-03-29T00:59:59Z', { carrier: 'dhl' }, given)).toBe('2026-03-29T15:30:00.000Z');
    expect(shipBy('2026-03-29T01:00:00Z', { carrier: 'dhl' }, given)).toBe('2026-04-05T15:30:00.000Z');
  });

  it('is read on the brand’s clock, the truck on the warehouse’s', () => {
    const far = {
      calendar: { timeZone: 'America/New_York', pickups: [pickup('ups', '16:00', [1, 2, 3, 4, 5])] },
      cutoffs: [{ rank: null, localTime: '09:00', weekdays: [2] }],
      timeZone: 'Asia/Tokyo',
    };
    // Tuesday 09:00 in Tokyo is Monday evening in New York: that Monday's truck is gone for an order of Tuesday morning.
    expect(shipBy('2026-11-23T23:00:00Z', { carrier: 'ups' }, far)).toBe('2026-11-30T21:00:00.000Z');
  });
});
