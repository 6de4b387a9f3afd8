import { dueOf, MAX_PRIORITY, ticketPriority } from './priority.js';

const noon = new Date('2026-12-01T03:00:00Z');
const plus = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const farShipBy = plus(10_000);

describe('the due time of a task', () => {
  it('is arrival plus the lead of the rank while the promise is far away', () => {
    expect(dueOf({ arrivedAt: noon, leadMinutes: 1440, shipBy: farShipBy, handlingMinutes: 20 })).toEqual({
      due: plus(1440),
      term: 'lead',
    });
  });

  it('is the promise minus the work to come when that is earlier', () => {
    expect(dueOf({ arrivedAt: noon, leadMinutes: 1440, shipBy: plus(300), handlingMinutes: 20 })).toEqual({
      due: plus(280),
      term: 'ship_by',
    });
  });

  it('lets a VIP overtake only orders that came less than the difference of the leads before', () => {
    const vipLead = 18 * 60;
    const standardLead = 24 * 60;
    const vip = dueOf({ arrivedAt: noon, leadMinutes: vipLead, shipBy: farShipBy, handlingMinutes: 0 });
    const standardAt = (minutes: number) =>
      dueOf({ arrivedAt: plus(minutes), leadMinutes: standardLead, shipBy: farShipBy, handlingMinutes: 0 });
    expect(vip.due.getTime()).toBeLessThan(standardAt(-359).due.getTime());
    expect(vip.due.getTime()).toBeGreaterThan(standardAt(-361).due.getTime());
  });
});

describe('the priority of a ticket', () => {
  it('counts whole minutes since the epoch', () => {
    expect(ticketPriority(plus(7), noon)).toBe(7);
    expect(ticketPriority(new Date(plus(8).getTime() - 1), noon)).toBe(7);
  });

  it('never leaves the range of BullMQ, in which 0 would go before everything', () => {
    expect(ticketPriority(plus(-90), noon)).toBe(1);
    expect(ticketPriority(noon, noon)).toBe(1);
    expect(ticketPriority(plus(3_000_000), noon)).toBe(MAX_PRIORITY);
  });
});
