import { type CutoffLine, OrderCutoffs } from '../pickups/order-cutoffs.js';
import { PickupCalendar, type PickupLine } from '../pickups/pickup-calendar.js';
import {
  boxesOf,
  type PlanAround,
  type PlannedLine,
  type PlannedOrder,
  planTasks,
  planTimes,
} from './plan-shipments.js';

const TOKYO = 'Asia/Tokyo';
const at = (text: string) => new Date(text);
const NOW = at('2026-11-24T03:00:00Z');

const YAMATO: PickupLine = {
  ...{ carrier: 'yamato', service: null, localTime: '17:30', weekdays: [1, 2, 3, 4, 5, 6] },
  ...{ validFrom: null, validUntil: null, extraDays: [] },
};

function around(pickups: PickupLine[] = [], cutoffs: CutoffLine[] = []): PlanAround {
  const calendar = new PickupCalendar({ timeZone: TOKYO, pickups, closedDays: [] });
  return {
    timeZone: TOKYO,
    now: NOW,
    calendar,
    cutoffs: new OrderCutoffs({ timeZone: TOKYO, cutoffs }, calendar),
  };
}

const NO_CALENDAR = around();
const WITH_CALENDAR = around([YAMATO], [{ rank: null, localTime: '13:00', weekdays: [1, 2, 3, 4, 5, 6] }]);

const order: PlannedOrder = {
  rank: 'standard',
  carrier: 'yamato',
  service: null,
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
    const times = planTimes(order, NO_CALENDAR);
    expect(times.releaseAt).toEqual(order.placedAt);
    expect(times.arrivedAt).toEqual(order.placedAt);
    expect(times.plannedShipDate).toBe('2026-11-26');
  });

  it('is never before its receipt’s past: a shop’s clock that runs ahead gains nothing by it', () => {
    const times = planTimes({ ...order, placedAt: at('2026-11-24T04:00:00Z') }, NO_CALENDAR);
    expect(times.arrivedAt).toEqual(NOW);
  });

  it('waits for the payment', () => {
    expect(planTimes({ ...order, paidAt: null }, NO_CALENDAR).releaseAt).toBeNull();
    const paid = planTimes({ ...order, paidAt: at('2026-11-25T00:00:00Z') }, NO_CALENDAR);
    expect(paid.releaseAt).toEqual(at('2026-11-25T00:00:00Z'));
    expect(paid.arrivedAt).toEqual(paid.releaseAt);
  });

  it('waits for a pre-order’s date', () => {
    const times = planTimes({ ...order, notBefore: at('2026-11-25T06:00:00Z') }, NO_CALENDAR);
    expect(times.releaseAt).toEqual(at('2026-11-25T06:00:00Z'));
  });

  it('counts back from a requested delivery date: asked for the 20th, ships on the 19th, starts on the 18th', () => {
    const times = planTimes({ ...order, deliveryDate: '2026-12-20' }, NO_CALENDAR);
    expect(times.plannedShipDate).toBe('2026-12-19');
    expect(times.releaseAt).toEqual(at('2026-12-17T15:00:00Z'));
    expect(times.shipBy).toEqual(at('2026-12-19T08:00:00Z'));
  });

  it('starts at once when the requested date is tomorrow', () => {
    const times = planTimes({ ...order, deliveryDate: '2026-11-25' }, NO_CALENDAR);
    expect(times.releaseAt).toEqual(order.placedAt);
    expect(times.plannedShipDate).toBe('2026-11-24');
  });

  it('never plans a ship date that has passed', () => {
    const late = { ...order, shipBy: at('2026-11-20T08:00:00Z'), placedAt: at('2026-11-19T00:00:00Z') };
    expect(planTimes(late, NO_CALENDAR).plannedShipDate).toBe('2026-11-24');
  });
});

describe('the truck that it must be on', () => {
  it('is the last one that keeps the shop’s ship-by', () => {
    const times = planTimes(order, WITH_CALENDAR);
    expect(times).toMatchObject({ pickupAt: at('2026-11-25T08:30:00Z'), fit: 'in_time' });
    expect(times.shipBy).toEqual(order.shipBy);
    expect(times.plannedShipDate).toBe('2026-11-25');
  });

  it('is none without a calendar of its carrier', () => {
    expect(planTimes(order, NO_CALENDAR)).toMatchObject({ pickupAt: null, fit: 'no_calendar' });
    const sagawa = planTimes({ ...order, carrier: 'sagawa' }, WITH_CALENDAR);
    expect(sagawa).toMatchObject({ pickupAt: null, fit: 'no_calendar' });
  });

  it('has not left yet when the order comes late', () => {
    const late = { ...order, placedAt: at('2026-11-20T02:00:00Z'), shipBy: at('2026-11-23T08:30:00Z') };
    expect(planTimes(late, WITH_CALENDAR)).toMatchObject({
      pickupAt: at('2026-11-24T08:30:00Z'),
      fit: 'late',
      plannedShipDate: '2026-11-24',
    });
  });

  it('is not before the work may start', () => {
    const preorder = { ...order, notBefore: at('2026-11-26T08:30:01Z'), shipBy: at('2026-11-27T00:00:00Z') };
    expect(planTimes(preorder, WITH_CALENDAR)).toMatchObject({
      pickupAt: at('2026-11-27T08:30:00Z'),
      fit: 'late',
    });
  });

  it('keeps a requested delivery date: for Monday it leaves on Saturday, and work starts on Friday', () => {
    const times = planTimes({ ...order, deliveryDate: '2026-11-30' }, WITH_CALENDAR);
    expect(times).toMatchObject({
      pickupAt: at('2026-11-28T08:30:00Z'),
      shipBy: at('2026-11-28T08:30:00Z'),
      releaseAt: at('2026-11-26T15:00:00Z'),
      plannedShipDate: '2026-11-28',
    });
  });

  it('keeps the delivery date also when the ship-by would leave more time', () => {
    const times = planTimes({ ...order, deliveryDate: '2026-11-25' }, WITH_CALENDAR);
    expect(times).toMatchObject({ pickupAt: at('2026-11-24T08:30:00Z'), fit: 'in_time' });
  });
});

describe('a ship-by that the shop does not state', () => {
  const open = { ...order, shipBy: null };

  it('follows from cut-off and calendar', () => {
    const times = planTimes(open, WITH_CALENDAR);
    expect(times.shipBy).toEqual(at('2026-11-24T08:30:00Z'));
    expect(times.promisedShipBy).toEqual(times.shipBy);
    expect(times.pickupAt).toEqual(times.shipBy);
  });

  it('is never one of the past: what reaches us late is promised as if it had come now', () => {
    const old = at('2026-01-05T01:00:00Z');
    const times = planTimes({ ...open, placedAt: old, paidAt: old }, WITH_CALENDAR);
    expect(times.shipBy).toEqual(at('2026-11-24T08:30:00Z'));
    expect(times.arrivedAt).toEqual(old);
  });

  it('counts from the payment', () => {
    const times = planTimes({ ...open, paidAt: at('2026-11-24T05:00:00Z') }, WITH_CALENDAR);
    expect(times.shipBy).toEqual(at('2026-11-25T08:30:00Z'));
  });

  it('without both is the end of the next working day', () => {
    expect(planTimes(open, NO_CALENDAR).shipBy).toEqual(at('2026-11-25T14:59:59Z'));
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
    const tasks = planTasks(planTimes(order, NO_CALENDAR), STAGES, 18 * 60);
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

  it('keeps the truck when that leaves before the ship-by', () => {
    const [pick] = planTasks(planTimes(order, WITH_CALENDAR), STAGES, 100 * 60);
    expect(pick).toMatchObject({ due: at('2026-11-25T07:50:00Z'), deadline: at('2026-11-25T07:50:00Z') });
  });

  it('is as the promise asks while the only truck is late, and as the next truck asks once one was missed', () => {
    const times = {
      arrivedAt: order.placedAt,
      shipBy: at('2026-11-24T08:30:00Z'),
      pickupAt: at('2026-11-25T08:30:00Z'),
    };
    const [late] = planTasks(times, STAGES, 48 * 60);
    expect(late).toMatchObject({ due: at('2026-11-24T07:50:00Z'), deadline: at('2026-11-25T07:50:00Z') });
    const [missed] = planTasks({ ...times, missedPickupAt: times.shipBy }, STAGES, 48 * 60);
    expect(missed?.due).toEqual(at('2026-11-25T07:50:00Z'));
  });
});
