import { boxesOf, type PlannedLine, type PlannedOrder, planTasks, planTimes } from './plan-shipments.js';

const TOKYO = 'Asia/Tokyo';
const at = (text: string) => new Date(text);
const NOW = at('2026-11-24T03:00:00Z');

const order: PlannedOrder = {
  placedAt: at('2026-11-24T02:00:00Z'),
  receivedAt: NOW,
  paidAt: at('2026-11-24T02:00:00Z'),
  notBefore: null,
  shipBy: at('2026-11-26T08:00:00Z'),
  deliveryDate: null,
  gift: false,
  noshiKind: null,
  currency: 'JPY',
  totalMinor: 1620,
};

const line: PlannedLine = { id: 'tea', quantity: 1, flags: ['lot'], engraving: null, shelf: 'A-01' };

const STAGES = [
  { code: 'pick', handlingMinutes: 15 },
  { code: 'pack', handlingMinutes: 15 },
  { code: 'ship', handlingMinutes: 10 },
];

describe('when work may start', () => {
  it('is when the order was placed, if it is paid and nothing else is asked', () => {
    const times = planTimes(order, TOKYO, NOW);
    expect(times.releaseAt).toEqual(order.placedAt);
    expect(times.arrivedAt).toEqual(order.placedAt);
    expect(times.plannedShipDate).toBe('2026-11-26');
  });

  it('is never before its receipt’s past: a shop’s clock that runs ahead gains nothing by it', () => {
    const times = planTimes({ ...order, placedAt: at('2026-11-24T04:00:00Z') }, TOKYO, NOW);
    expect(times.arrivedAt).toEqual(NOW);
  });

  it('waits for the payment', () => {
    expect(planTimes({ ...order, paidAt: null }, TOKYO, NOW).releaseAt).toBeNull();
    const paid = planTimes({ ...order, paidAt: at('2026-11-25T00:00:00Z') }, TOKYO, NOW);
    expect(paid.releaseAt).toEqual(at('2026-11-25T00:00:00Z'));
    expect(paid.arrivedAt).toEqual(paid.releaseAt);
  });

  it('waits for a pre-order’s date', () => {
    const times = planTimes({ ...order, notBefore: at('2026-11-25T06:00:00Z') }, TOKYO, NOW);
    expect(times.releaseAt).toEqual(at('2026-11-25T06:00:00Z'));
  });

  it('counts back from a requested delivery date: asked for the 20th, ships on the 19th, starts on the 18th', () => {
    const times = planTimes({ ...order, deliveryDate: '2026-12-20' }, TOKYO, NOW);
    expect(times.plannedShipDate).toBe('2026-12-19');
    expect(times.releaseAt).toEqual(at('2026-12-17T15:00:00Z'));
    expect(times.shipBy).toEqual(at('2026-12-19T08:00:00Z'));
  });

  it('starts at once when the requested date is tomorrow', () => {
    const times = planTimes({ ...order, deliveryDate: '2026-11-25' }, TOKYO, NOW);
    expect(times.releaseAt).toEqual(order.placedAt);
    expect(times.plannedShipDate).toBe('2026-11-24');
  });

  it('never plans a ship date that has passed', () => {
    const late = { ...order, shipBy: at('2026-11-20T08:00:00Z'), placedAt: at('2026-11-19T00:00:00Z') };
    expect(planTimes(late, TOKYO, NOW).plannedShipDate).toBe('2026-11-24');
  });
});

describe('what travels together', () => {
  it('is everything, unless some of it is chilled', () => {
    expect(boxesOf(order, [line, { ...line, id: 'cup' }])).toHaveLength(1);
    const boxes = boxesOf(order, [{ ...line, id: 'yokan', flags: ['chilled', 'lot'] }, line]);
    expect(
      boxes.map(({ temperature, lines }) => [temperature, lines.map(({ orderLineId }) => orderLineId)]),
    ).toEqual([
      ['ambient', ['tea']],
      ['chilled', ['yokan']],
    ]);
  });

  it('is flagged by its lines and by the order', () => {
    const [box] = boxesOf({ ...order, gift: true, noshiKind: 'mourning', totalMinor: 10_001 }, [
      { ...line, flags: ['fragile'], engraving: '千尋' },
    ]);
    expect(box?.flags).toEqual(['engraving', 'fragile', 'gift', 'high_value', 'mourning', 'noshi']);
  });

  it('is not called engraved because it could be, nor dear at exactly the limit', () => {
    const [box] = boxesOf({ ...order, totalMinor: 10_000 }, [{ ...line, flags: ['engraving'] }]);
    expect(box?.flags).toEqual([]);
  });
});

describe('when tasks are due', () => {
  it('follows the rank’s lead while the promise is far', () => {
    const tasks = planTasks(planTimes(order, TOKYO, NOW), STAGES, 18 * 60);
    expect(tasks.map(({ stage, dueTerm }) => `${stage}:${dueTerm}`)).toEqual([
      'pick:lead',
      'pack:lead',
      'ship:lead',
    ]);
    expect(tasks[0]?.due).toEqual(at('2026-11-24T20:00:00Z'));
  });

  it('leaves each stage the work that still comes after it when the promise decides', () => {
    const times = { arrivedAt: order.placedAt, shipBy: at('2026-11-24T08:00:00Z'), pickupAt: null };
    const tasks = planTasks(times, STAGES, 24 * 60);
    expect(tasks.map(({ due }) => due.toISOString().slice(11, 16))).toEqual(['07:20', '07:35', '07:50']);
    expect(tasks.every(({ dueTerm }) => dueTerm === 'ship_by')).toBe(true);
  });
});
