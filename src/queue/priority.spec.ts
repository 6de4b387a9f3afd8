import {
  cappedLead,
  deadlineOf,
  dueOf,
  GUARD_PRIORITIES,
  MAX_PRIORITY,
  MIN_PRIORITY,
  ticketPriority,
} from './priority.js';

const noon = new Date('2026-12-01T03:00:00Z');
const plus = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

describe('the due time of a task', () => {
  it('is arrival plus the lead of the rank while the promise is far away', () => {
    const due = dueOf({ arrivedAt: noon, leadMinutes: 1440, deadline: plus(10_000) });
    expect(due).toEqual({ due: plus(1440), term: 'lead' });
  });

  it('is the deadline when that is earlier', () => {
    const due = dueOf({ arrivedAt: noon, leadMinutes: 1440, deadline: plus(280) });
    expect(due).toEqual({ due: plus(280), term: 'ship_by' });
  });

  it('lets a VIP overtake only orders that came less than the difference of the leads before', () => {
    const dueWith = (arrivedAt: Date, leadMinutes: number) =>
      dueOf({ arrivedAt, leadMinutes, deadline: plus(10_000) }).due.getTime();
    const vip = dueWith(noon, 18 * 60);
    expect(vip).toBeLessThan(dueWith(plus(-359), 24 * 60));
    expect(vip).toBeGreaterThan(dueWith(plus(-361), 24 * 60));
  });

  it('keeps a rank within the head start that the warehouse allows', () => {
    expect(cappedLead(1080, 1440, null)).toBe(1080);
    expect(cappedLead(1080, 1440, 120)).toBe(1320);
    expect(cappedLead(1400, 1440, 120)).toBe(1400);
  });
});

describe('the latest start of a stage', () => {
  it('leaves time for the stage itself and for all later ones', () => {
    expect(deadlineOf(plus(300), null, 20)).toEqual(plus(280));
  });

  it('keeps the truck when that leaves before the promised ship-by, and never stretches the promise', () => {
    expect(deadlineOf(plus(300), plus(240), 20)).toEqual(plus(220));
    expect(deadlineOf(plus(300), plus(400), 20)).toEqual(plus(280));
  });
});

describe('the priority of a ticket', () => {
  const epochs = { epoch: noon, guardEpoch: noon };
  const at = (placeAt: Date) => ticketPriority({ band: 1, placeAt }, epochs);
  const guarded = (placeAt: Date) => ticketPriority({ band: 0, placeAt }, epochs);

  it('counts whole minutes since the epoch', () => {
    expect(at(plus(7)) - at(plus(0))).toBe(6); // the epoch itself is clamped to the first minute
    expect(at(new Date(plus(8).getTime() - 1))).toBe(at(plus(7)));
    expect(guarded(plus(7))).toBe(7);
  });

  it('puts every guarded ticket before every other one', () => {
    expect(guarded(plus(10_000_000))).toBe(GUARD_PRIORITIES);
    expect(at(plus(-10_000_000))).toBe(GUARD_PRIORITIES + 1);
  });

  it('never leaves the range of BullMQ, in which 0 would go before everything', () => {
    expect(guarded(plus(-90))).toBe(MIN_PRIORITY);
    expect(at(plus(3_000_000))).toBe(MAX_PRIORITY);
  });
});
