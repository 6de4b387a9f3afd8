import { accountOf, type DayShipment } from './day-close.rules.js';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 24, hour));
const day = { start: at(0), end: at(24), asOf: at(20) };
const shipment = (changed: Partial<DayShipment> = {}): DayShipment => ({
  ...{
    state: 'planned',
    createdAt: at(-5),
    pickupAt: at(17),
    shipBy: at(18),
    releaseAt: at(-5),
    heldAt: null,
  },
  ...{ leftAt: null, cancelledAt: null, missedPickupAt: null, isShort: false, parcelsGone: 0 },
  ...changed,
});

describe('what became of a shipment', () => {
  it.each<[ReturnType<typeof accountOf>, Partial<DayShipment>]>([
    ['handed_over', { state: 'handed_over', leftAt: at(17) }],
    ['handed_over', { state: 'delivered', leftAt: at(19) }],
    ['left_later', { state: 'handed_over', leftAt: at(30) }],
    ['cancelled', { state: 'cancelled', cancelledAt: at(12) }],
    ['stopped_later', { state: 'cancelled', cancelledAt: at(30) }],
    ['held', { heldAt: at(10) }],
    ['short', { state: 'in_work', isShort: true }],
    ['payment', { releaseAt: null }],
    ['later', { pickupAt: at(41) }],
    ['later', { pickupAt: at(23) }],
    ['missed', { pickupAt: at(41), missedPickupAt: at(17) }],
    ['later', { pickupAt: at(41), missedPickupAt: at(-7) }],
    ['packed_not_handed_over', { state: 'ready' }],
    ['partly_handed_over', { state: 'ready', pickupAt: at(41), parcelsGone: 1 }],
    ['not_finished', { state: 'in_work' }],
    ['not_finished', { pickupAt: null }],
    ['later', { pickupAt: null, shipBy: at(40) }],
  ])('is %s', (account, changed) => {
    expect(accountOf(shipment(changed), day)).toBe(account);
  });
});
