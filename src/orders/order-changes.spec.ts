import type { HouseShipment } from '../shipments/reconcile-shipments.js';
import { changesInstructions, changesOf, isReaddressed, tooLate } from './order-changes.js';
import { OrderBody } from './orders.contract.js';
import type { StoredOrder } from './stored-orders.js';
import { type DatedOrder, takeOrder } from './taken-order.js';

const NOW = new Date('2026-11-24T03:00:00Z');

const catalogue = new Map([
  [
    'TEA',
    {
      sku: 'TEA',
      gtin: '2026010101016',
      name_ja: '煎茶',
      name_en: 'Sencha',
      shelf: 'A-01-1',
      flags: ['lot'],
    },
  ],
]);

function order(overrides: object = {}): DatedOrder {
  const body = OrderBody.parse({
    source: 'shop',
    externalId: 'SD-1',
    placedAt: '2026-11-24T02:00:00Z',
    customer: { ref: 'C-1' },
    orderer: { name: '高瀬 千尋' },
    lines: [{ sku: 'TEA', quantity: 1, unitPrice: 1620 }],
    payment: { method: 'card', state: 'paid', currency: 'JPY', total: 1620 },
    shipBy: '2026-11-26T08:00:00Z',
    ...overrides,
  });
  const taken = takeOrder(0, body, { catalogue, timeZone: 'Asia/Tokyo', now: NOW });
  return { ...taken, shipBy: taken.shipBy ?? NOW };
}

const nobody = { nameKana: null, email: null, phone: null, country: 'JP', postalCode: null, region: null };
const person = { ...nobody, name: '高瀬 千尋', city: null, line1: null, line2: null };

const stored: StoredOrder = {
  id: 'o',
  state: 'open',
  customerId: 'c',
  rankId: 'r',
  rankSource: 'default',
  receivedAt: NOW,
  placedAt: new Date('2026-11-24T02:00:00Z'),
  locale: 'ja',
  payment: { method: 'card', state: 'paid', currency: 'JPY', total: 1620 },
  shipBy: new Date('2026-11-26T08:00:00Z'),
  notBefore: null,
  deliveryDate: null,
  deliveryWindow: null,
  carrier: null,
  service: null,
  gift: false,
  noshi: null,
  parties: { orderer: person },
  lines: [
    {
      id: 'l1',
      sku: 'TEA',
      gtin: '2026010101016',
      nameJa: '煎茶(旧名)',
      nameEn: 'Sencha (old name)',
      shelf: 'A-01-1',
      flags: ['lot'],
      quantity: 1,
      unitPriceMinor: 1620,
      engraving: null,
    },
  ],
  lastLineNo: 1,
  wishes: [],
  shipments: [],
  consolidated: false,
  sharesPackedBox: false,
};

const changed = (overrides: object) => changesOf(stored, order(overrides), 'c').changed;

describe('a newer version of an order', () => {
  it('is no change when it says the same, whatever the catalogue calls the item by now', () => {
    expect(changed({})).toEqual([]);
  });

  it('names each field that differs', () => {
    expect(changed({ gift: true, carrier: 'yamato', recipient: { name: '久世 亘' } })).toEqual([
      'recipient',
      'carrier',
      'gift',
    ]);
    expect(changed({ shipBy: '2026-11-25T08:00:00Z', delivery: { window: '午前中' } })).toEqual([
      'shipBy',
      'delivery',
    ]);
    expect(changesOf(stored, order(), 'somebody else').changed).toEqual(['customer']);
  });

  it('keeps a line whose quantity changes, and retires one that became another item', () => {
    const more = changesOf(stored, order({ lines: [{ sku: 'TEA', quantity: 3, unitPrice: 1620 }] }), 'c');
    expect(more.changed).toEqual(['lines']);
    expect(more.lines).toMatchObject({ keep: [{ stored: { id: 'l1' }, quantity: 3 }], add: [], retire: [] });
    const engraved = { sku: 'TEA', quantity: 1, unitPrice: 1620, engraving: '千尋' };
    const other = changesOf(stored, order({ lines: [engraved] }), 'c');
    expect(other.lines).toMatchObject({ keep: [], add: [{ engraving: '千尋' }], retire: [{ id: 'l1' }] });
    expect([changesInstructions(more), changesInstructions(other)]).toEqual([false, true]);
  });

  it('takes one product on two lines for two lines', () => {
    const line = { sku: 'TEA', quantity: 1, unitPrice: 1620 };
    const twice = changesOf(stored, order({ lines: [line, line] }), 'c');
    expect([twice.lines.keep.length, twice.lines.add.length]).toEqual([1, 1]);
  });
});

describe('a change', () => {
  const shipment: HouseShipment = {
    id: 's',
    state: 'in_work',
    releaseAt: NOW,
    plannedShipDate: '2026-11-26',
    carrier: null,
    parcelCount: 1,
    headStart: null,
    missedPickupAt: null,
    flags: [],
    labelled: false,
    lines: [],
    tasks: [],
  };

  it('comes too late for what is in the box once it is labelled or gone, never for its payment', () => {
    const fields = ['lines', 'payment', 'recipient', 'shipBy'] as const;
    expect(tooLate([shipment], fields)).toEqual([]);
    expect(tooLate([{ ...shipment, labelled: true }], fields)).toEqual(['lines', 'recipient']);
    expect(tooLate([{ ...shipment, state: 'handed_over' }], fields)).toEqual(['lines', 'recipient']);
  });

  it('stops whoever packs when it concerns the recipient or what goes with the goods', () => {
    expect(isReaddressed(['recipient'])).toBe(true);
    expect(isReaddressed(['noshi'])).toBe(true);
    expect(isReaddressed(['payment', 'shipBy'])).toBe(false);
  });
});
