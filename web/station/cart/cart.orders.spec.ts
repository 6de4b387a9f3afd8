import type { Cart, HeldTask } from '../api/types.js';
import { inHand, isOver, nextPlace, placesOf, toKeep, understandScan, withEnd } from './cart.orders.js';

const nothing = { halts: new Map(), read: new Set<string>() };

function held(id: string, counted = 0): HeldTask {
  const name = { ja: '煎茶', en: 'Sencha' };
  const line = { id: `line-${id}`, sku: `TEA-${id}`, codes: ['4900000000016'], name, shelf: 'A-01' };
  return {
    token: 1,
    nonce: '0'.repeat(32),
    leaseUntil: '2026-11-22T12:00:00Z',
    heartbeatEverySec: 10,
    task: {
      ...{ id, shipmentId: `ship-${id}`, orderExternalId: `N-${id}`, state: 'claimed', attempt: 1 },
      brand: { code: 'tea', name },
      stage: { code: 'pick', name, evidence: 'scan_log', position: 1, of: 3 },
      rank: { code: 'standard', name },
      ...{ due: '2026-11-22T12:00:00Z', shipBy: '2026-11-22T15:00:00Z', carrier: 'yamato', gift: false },
      delivery: { date: null, window: null },
      recipientName: '高瀬 千尋',
      lines: [{ ...line, flags: [], engraving: null, quantity: 2, counted, short: 0 }],
      waybills: [
        {
          id: `w-${id}`,
          carrier: 'yamato',
          number: `30120000001${id}`,
          parcelNo: 1,
          boundAt: null,
          handedOverAt: null,
          issuedOn: '2026-11-22',
        },
      ],
      ...{ flags: [], checks: [], instructions: [], exceptions: [], clips: [], missing: [] },
    },
  };
}

function cartOf(...ids: string[]): Cart {
  return {
    ...{ id: 'cart', stage: 'pick', pool: '', bendMinutes: 0, passedOver: 0 },
    tasks: ids.map((id) => held(id)),
    orders: ids.map((taskId, at) => ({
      ...{ slot: at + 1, taskId, token: 1, orderExternalId: `N-${taskId}`, zone: 'A', shelves: ['A-01'] },
      ...{ end: null, stop: null },
    })),
  };
}

it('goes on with what was begun, else with the first place', () => {
  const cart = cartOf('1', '2', '3');
  expect(nextPlace(placesOf(cart, nothing))?.slot).toBe(1);
  const begun = { ...cart, tasks: [held('1'), held('2', 1), held('3')] };
  expect(nextPlace(placesOf(begun, nothing))?.slot).toBe(2);
  expect(nextPlace(placesOf(withEnd(begun, '2', 'completed'), nothing))?.slot).toBe(1);
});

it('leaves every order in its place, whatever becomes of the others', () => {
  const cart = withEnd(withEnd(cartOf('1', '2', '3'), '1', 'completed'), '2', 'released');
  const places = placesOf(cart, nothing);
  expect(places.map(({ slot, status }) => [slot, status])).toEqual([
    [1, 'done'],
    [2, 'back'],
    [3, 'waiting'],
  ]);
  expect(inHand(places).map(({ slot }) => slot)).toEqual([3]);
});

it('is over when nothing is in hand and every stop has been read', () => {
  const stop = { code: 'held', text: { ja: '保留', en: 'held' } };
  const cart = withEnd(cartOf('1', '2'), '1', 'completed');
  const halts = new Map([['2', { ...stop, ends: true }]]);
  expect(isOver(placesOf(cart, nothing))).toBe(false);
  expect(isOver(placesOf(cart, { halts, read: new Set() }))).toBe(false);
  expect(isOver(placesOf(cart, { halts, read: new Set(['2']) }))).toBe(true);
});

it('knows a stop from the server too, and asks back what contact was lost to', () => {
  const cart = cartOf('1', '2');
  const [one, two] = cart.orders;
  const stop = { code: 'held', text: { ja: '保留', en: 'held' } };
  const orders = [
    { ...one!, end: 'stopped' as const, stop },
    { ...two!, end: 'lapsed' as const },
  ];
  const places = placesOf({ ...cart, tasks: [], orders }, nothing);
  expect(places.map(({ status }) => status)).toEqual(['stopped', 'away']);
  expect(places[0]?.halt).toEqual({ ...stop, ends: true });
  expect(toKeep(places).map(({ slot }) => slot)).toEqual([2]);
  expect(isOver(places)).toBe(false);
});

describe('a scan at the cart', () => {
  const places = placesOf(withEnd(cartOf('1', '2', '3'), '1', 'completed'), nothing);
  const slotOf = (code: string) => {
    const scan = understandScan(places, code);
    return scan.kind === 'order' ? scan.place.slot : scan.kind;
  };

  it('opens an order by its number, label, shipment or place, however the keyboard writes it', () => {
    expect(['n-2', 'Ｎ－２', '3012-0000-0012', 'SHIP-2', '2', '２'].map(slotOf)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(slotOf('N-1')).toBe(1);
  });

  it('opens the box of an order that is still to be done, whichever place it has', () => {
    const cart = withEnd(cartOf('1', '2'), '1', 'completed');
    const orders = cart.orders.map((order) => ({ ...order, orderExternalId: 'N-7' }));
    const scan = understandScan(placesOf({ ...cart, orders }, nothing), 'N-7');
    expect(scan.kind === 'order' && scan.place.slot).toBe(2);
  });

  it('says whose an item is, and knows the next one', () => {
    const scan = understandScan(places, '4900000000016');
    expect(scan.kind === 'item' && scan.places.map(({ slot }) => slot)).toEqual([2, 3]);
    expect(['AKASHI-NEXT', 'AKASHI-OK', 'N-9', ''].map(slotOf)).toEqual([
      'next',
      'unknown',
      'unknown',
      'unknown',
    ]);
  });
});
