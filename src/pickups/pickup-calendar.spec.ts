import { type CalendarFacts, PickupCalendar, type PickupLine } from './pickup-calendar.js';
import { truckFor } from './pickup-plan.js';

const at = (text: string) => new Date(text);
const line = (overrides: Partial<PickupLine> = {}): PickupLine => ({
  carrier: 'yamato',
  service: null,
  localTime: '17:30',
  weekdays: [1, 2, 3, 4, 5, 6],
  validFrom: null,
  validUntil: null,
  extraDays: [],
  ...overrides,
});
const calendar = (facts: Partial<CalendarFacts> = {}) =>
  new PickupCalendar({ timeZone: 'Asia/Tokyo', pickups: [line()], closedDays: [], ...facts });
const YAMATO = { carrier: 'yamato', service: null };

// 2026-11-28 is a Saturday.
const FRIDAY_NOON = at('2026-11-27T03:00:00Z');
const SATURDAY_EVENING = at('2026-11-28T08:30:01Z');

describe('the next pickup', () => {
  it('is today’s while it has not left, to the second', () => {
    expect(calendar().next(YAMATO, FRIDAY_NOON)).toEqual(at('2026-11-27T08:30:00Z'));
    expect(calendar().next(YAMATO, at('2026-11-27T08:30:00Z'))).toEqual(at('2026-11-27T08:30:00Z'));
    expect(calendar().next(YAMATO, at('2026-11-27T08:30:00.001Z'))).toEqual(at('2026-11-28T08:30:00Z'));
  });

  it('passes over days of the week without one', () => {
    expect(calendar().next(YAMATO, SATURDAY_EVENING)).toEqual(at('2026-11-30T08:30:00Z'));
  });

  it('passes over closed days of the warehouse and of its carrier, not of another', () => {
    const closedDays = [
      { date: '2026-11-30', carrier: null },
      { date: '2026-12-01', carrier: 'yamato' },
      { date: '2026-12-02', carrier: 'sagawa' },
    ];
    expect(calendar({ closedDays }).next(YAMATO, SATURDAY_EVENING)).toEqual(at('2026-12-02T08:30:00Z'));
  });

  it('comes on an extra day, even on a Sunday or a closed day', () => {
    const pickups = [line({ extraDays: ['2026-11-29'] })];
    const closedDays = [{ date: '2026-11-29', carrier: null }];
    expect(calendar({ pickups, closedDays }).next(YAMATO, SATURDAY_EVENING)).toEqual(
      at('2026-11-29T08:30:00Z'),
    );
  });

  it('follows the line that is valid on the day', () => {
    const pickups = [
      line({ validUntil: '2026-11-27' }),
      line({ localTime: '19:00', validFrom: '2026-11-28' }),
    ];
    expect(calendar({ pickups }).next(YAMATO, FRIDAY_NOON)).toEqual(at('2026-11-27T08:30:00Z'));
    expect(calendar({ pickups }).next(YAMATO, at('2026-11-28T00:00:00Z'))).toEqual(
      at('2026-11-28T10:00:00Z'),
    );
  });

  it('is none for a carrier that the calendar does not know, and none when its lines have ended', () => {
    expect(calendar().next({ carrier: 'sagawa', service: null }, FRIDAY_NOON)).toBeNull();
    expect(calendar().next({ carrier: null, service: null }, FRIDAY_NOON)).toBeNull();
    const ended = calendar({ pickups: [line({ validUntil: '2026-11-01' })] });
    expect(ended.next(YAMATO, FRIDAY_NOON)).toBeNull();
  });

  it('is that of the service where it has lines of its own, else the carrier’s', () => {
    const pickups = [line(), line({ service: 'cool', localTime: '16:00' })];
    const cool = calendar({ pickups });
    expect(cool.next({ carrier: 'yamato', service: 'cool' }, FRIDAY_NOON)).toEqual(
      at('2026-11-27T07:00:00Z'),
    );
    expect(cool.next({ carrier: 'yamato', service: 'compact' }, FRIDAY_NOON)).toEqual(
      at('2026-11-27T08:30:00Z'),
    );
    const coolOnly = calendar({ pickups: pickups.slice(1) });
    expect(coolOnly.covers(YAMATO)).toBe(false);
  });

  it('of an order without a carrier is that of "other"', () => {
    const other = calendar({ pickups: [line({ carrier: 'other' })] });
    expect(other.next({ carrier: null, service: null }, FRIDAY_NOON)).toEqual(at('2026-11-27T08:30:00Z'));
  });
});

describe('the last pickup before a promise', () => {
  const twice = calendar({ pickups: [line(), line({ localTime: '11:00' })] });

  it('is the latest that keeps it', () => {
    expect(twice.last(YAMATO, FRIDAY_NOON, at('2026-11-28T05:00:00Z'))).toEqual(at('2026-11-28T02:00:00Z'));
    expect(twice.last(YAMATO, FRIDAY_NOON, at('2026-11-28T08:30:00Z'))).toEqual(at('2026-11-28T08:30:00Z'));
  });

  it('goes back over days without one, but not to before the work may start', () => {
    expect(calendar().last(YAMATO, FRIDAY_NOON, at('2026-11-29T14:00:00Z'))).toEqual(
      at('2026-11-28T08:30:00Z'),
    );
    expect(calendar().last(YAMATO, SATURDAY_EVENING, at('2026-11-29T14:00:00Z'))).toBeNull();
  });

  it('is none when the promise is over before the work may start', () => {
    expect(calendar().last(YAMATO, FRIDAY_NOON, at('2026-11-26T00:00:00Z'))).toBeNull();
  });
});

describe('daylight saving', () => {
  const berlin = (localTime: string) =>
    calendar({ timeZone: 'Europe/Berlin', pickups: [line({ localTime, weekdays: [1, 2, 3, 4, 5, 6, 7] })] });

  it('leaves a truck its hour on the wall', () => {
    expect(berlin('17:30').next(YAMATO, at('2026-03-29T00:00:00Z'))).toEqual(at('2026-03-29T15:30:00Z'));
    expect(berlin('17:30').next(YAMATO, at('2026-10-25T00:00:00Z'))).toEqual(at('2026-10-25T16:30:00Z'));
  });

  it('lets a truck whose time is skipped leave when the clock jumps, and one whose time comes twice at the first', () => {
    expect(berlin('02:30').next(YAMATO, at('2026-03-29T00:00:00Z'))).toEqual(at('2026-03-29T01:00:00Z'));
    expect(berlin('02:30').next(YAMATO, at('2026-10-25T00:00:00Z'))).toEqual(at('2026-10-25T00:30:00Z'));
    // The second 02:30 of that night is no pickup any more.
    expect(berlin('02:30').next(YAMATO, at('2026-10-25T00:30:00.001Z'))).toEqual(at('2026-10-26T01:30:00Z'));
  });

  it('ends days where they end: one of 23 and one of 25 hours', () => {
    expect(berlin('02:30').endOf('2026-03-29')).toEqual(at('2026-03-29T21:59:59Z'));
    expect(berlin('02:30').endOf('2026-10-25')).toEqual(at('2026-10-25T22:59:59Z'));
  });
});

describe('the truck of a shipment', () => {
  const plan = (notBefore: Date, shipBy: string, facts: Partial<CalendarFacts> = {}) =>
    truckFor(calendar(facts), YAMATO, { notBefore, shipBy: at(shipBy) });

  it('is the last one that keeps the ship-by', () => {
    expect(plan(FRIDAY_NOON, '2026-12-01T00:00:00Z')).toEqual({
      pickupAt: at('2026-11-30T08:30:00Z'),
      fit: 'in_time',
    });
  });

  it('is the first that still comes when none keeps it, and that is late', () => {
    expect(plan(SATURDAY_EVENING, '2026-11-29T14:00:00Z')).toEqual({
      pickupAt: at('2026-11-30T08:30:00Z'),
      fit: 'late',
    });
  });

  it('is none without a calendar', () => {
    expect(plan(FRIDAY_NOON, '2026-12-01T00:00:00Z', { pickups: [] })).toEqual({
      pickupAt: null,
      fit: 'no_calendar',
    });
  });
});
