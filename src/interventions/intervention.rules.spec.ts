import {
  type ShipmentFacts,
  whatItWaitsFor,
  whyNotConsolidable,
  whyNotSplittable,
  whyNotTouchable,
} from './intervention.rules.js';

const shipment: ShipmentFacts = {
  ...{ id: 'a', warehouseId: 'w', state: 'planned', held: false, packed: false, begun: false },
  ...{ released: true, releaseAt: new Date(0), gift: false, carrierKey: 'yamato' },
  ...{ temperature: 'ambient', recipientKey: '高瀬 千尋|2480001' },
};
const other: ShipmentFacts = { ...shipment, id: 'b' };

describe('an intervention', () => {
  it('comes too late once the parcel has left the house', () => {
    expect(whyNotTouchable({ state: 'ready' })).toBeNull();
    expect(whyNotTouchable({ state: 'handed_over' })).toBe('shipment_left');
    expect(whyNotTouchable({ state: 'cancelled' })).toBe('shipment_left');
  });

  it('leaves a packed box as it is', () => {
    expect(whyNotSplittable(shipment)).toBeNull();
    expect(whyNotSplittable({ ...shipment, packed: true })).toBe('shipment_packed');
  });

  it('says what keeps everybody from working on it', () => {
    expect(whatItWaitsFor(shipment)).toBeNull();
    expect(whatItWaitsFor({ released: false, releaseAt: new Date(4e12) })).toBe('release');
    expect(whatItWaitsFor({ released: false, releaseAt: null })).toBe('payment');
  });

  it('puts together only what goes to one recipient, travels alike and hasn’t been begun', () => {
    expect(whyNotConsolidable(shipment, other)).toBeNull();
    expect(whyNotConsolidable(shipment, shipment)).toBe('consolidate_not_alike');
    const different: Partial<ShipmentFacts>[] = [
      { temperature: 'chilled' },
      { recipientKey: 'somebody else' },
      { warehouseId: 'x' },
      { begun: true },
      { held: true },
      { released: false },
      { gift: true },
      { carrierKey: 'sagawa' },
    ];
    for (const facts of different) {
      expect(whyNotConsolidable(shipment, { ...other, ...facts })).toBe('consolidate_not_alike');
    }
    expect(whyNotConsolidable({ ...shipment, packed: true }, other)).toBe('shipment_packed');
  });
});
