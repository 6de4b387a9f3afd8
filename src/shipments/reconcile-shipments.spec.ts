import type { Box } from './plan-shipments.js';
import { type HouseShipment, type HouseTask, isPacked, reconcileShipments } from './reconcile-shipments.js';

const task: HouseTask = {
  ...{ id: 't', stage: 'pick', position: 0, state: 'ready', token: 0, packs: false },
  due: '2026-11-24T03:00:00Z',
  dueTerm: 'lead',
};

const shipment: HouseShipment = {
  id: 's',
  state: 'planned',
  releaseAt: null,
  plannedShipDate: '2026-11-24',
  carrier: null,
  parcelCount: 1,
  headStart: null,
  missedPickupAt: null,
  flags: ['lot'],
  labelled: false,
  lines: [{ orderLineId: 'tea', quantity: 1 }],
  tasks: [task],
};

const box: Box = {
  temperature: 'ambient',
  flags: ['lot'],
  shelves: ['A-01'],
  lines: [{ orderLineId: 'tea', quantity: 1 }],
};
const two: Box = { ...box, lines: [{ orderLineId: 'tea', quantity: 2 }] };
const chilled: Box = {
  temperature: 'chilled',
  flags: ['chilled'],
  shelves: ['R-01'],
  lines: [{ orderLineId: 'yokan', quantity: 1 }],
};

describe('a changed order', () => {
  it('keeps its shipment as long as nobody has touched it, even with other lines', () => {
    expect(reconcileShipments([shipment], [two], false)).toMatchObject({
      keep: [{ shipment: { id: 's' }, sameLines: false }],
      stop: [],
      add: [],
    });
  });

  it('starts again when the lines change after somebody has picked', () => {
    const touched = { ...shipment, tasks: [{ ...task, state: 'completed' as const, token: 1 }] };
    expect(reconcileShipments([touched], [two], false)).toMatchObject({
      keep: [],
      stop: [{ id: 's' }],
      add: [two],
    });
    expect(reconcileShipments([touched], [box], false)).toMatchObject({
      keep: [{ sameLines: true }],
      stop: [],
    });
  });

  it('stops whoever holds it when the recipient changes, and only then', () => {
    const held = { ...shipment, tasks: [{ ...task, state: 'claimed' as const, token: 1 }] };
    expect(reconcileShipments([held], [box], true).stop).toHaveLength(1);
    expect(reconcileShipments([held], [box], false).stop).toHaveLength(0);
    expect(reconcileShipments([shipment], [box], true).stop).toHaveLength(0);
  });

  it('gets a second box when chilled goods join, and loses it when they leave', () => {
    expect(reconcileShipments([shipment], [box, chilled], false)).toMatchObject({ add: [chilled], stop: [] });
    const cold = { ...shipment, id: 'c', flags: ['chilled'], lines: chilled.lines };
    const result = reconcileShipments([shipment, cold], [box], false);
    expect(result.stop.map(({ id }) => id)).toEqual(['c']);
    expect(result.keep).toHaveLength(1);
  });
});

describe('a box', () => {
  it('is fixed once packing is completed or a label is on it', () => {
    expect(isPacked(shipment)).toBe(false);
    expect(isPacked({ ...shipment, labelled: true })).toBe(true);
    const packing: HouseTask = { ...task, stage: 'pack', position: 1, packs: true, state: 'claimed' };
    expect(isPacked({ ...shipment, tasks: [task, packing] })).toBe(false);
    expect(isPacked({ ...shipment, tasks: [task, { ...packing, state: 'completed' }] })).toBe(true);
  });
});
