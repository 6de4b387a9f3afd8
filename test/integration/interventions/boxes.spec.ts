import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { BoxesService } from '../../../src/interventions/boxes.service.js';
import { HoldsService } from '../../../src/interventions/holds.service.js';
import { ReassignService } from '../../../src/interventions/reassign.service.js';
import { OrdersService } from '../../../src/orders/orders.service.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor, type TestStation } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';
import { actor, beat, by, claim as claimWith, inMinutes, kinds, stateOf, why } from './intervening.js';

describe('a box', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    await app.get(TicketRepair).repair();
  });

  afterAll(() => app.close());

  const claim = (station: TestStation, scan?: string) => claimWith(app, station, scan);
  const claimed = async (station: TestStation) => (await claim(station)).task?.id;
  const settle = (floor: TestFloor, settings: object) =>
    rows(
      floor.dataSource,
      'insert into queue_settings (warehouse_id, settings, applied_at) values ($1, $2, now())',
      [floor.warehouse.id, JSON.stringify(settings)],
    );

  it('splits a shipment into two boxes with one promise; the packer begins again', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const lines = [
      { sku: 'TEA-1', quantity: 3 },
      { sku: 'TEA-2', quantity: 1 },
    ];
    const made = await insertShipment(floor, { due: inMinutes(5), lines });
    const { task } = await claim(floor.stations[0]);
    const [tea] = made.lineIds;
    const boxes = app.get(BoxesService);
    const body = { ...why, lines: [{ shipmentLineId: tea, quantity: 2 }] };
    const result = await boxes.split(by(floor), made.shipmentId, body);
    expect(result.stopped).toEqual([task!.id]);
    const pieces = await rows<{ shipment_id: string; pieces: number }>(
      floor.dataSource,
      `select shipment_id, sum(quantity)::integer as pieces from shipment_lines where shipment_id = any($1::uuid[])
       group by shipment_id order by pieces`,
      [[made.shipmentId, result.newShipmentId]],
    );
    expect(pieces.map((row) => row.pieces)).toEqual([2, 2]);
    const tasks = await rows<{ state: string; due: Date }>(
      floor.dataSource,
      'select state, due from tasks where shipment_id = $1 order by position',
      [result.newShipmentId],
    );
    expect(tasks.map(({ state }) => state)).toEqual(['ready', 'waiting', 'waiting']);
    const everything = {
      ...why,
      lines: [
        { shipmentLineId: tea, quantity: 1 },
        { shipmentLineId: made.lineIds[1], quantity: 1 },
      ],
    };
    await expect(boxes.split(by(floor), made.shipmentId, everything)).rejects.toMatchObject({
      code: 'split_takes_all',
    });
    const tooMany = { ...why, lines: [{ shipmentLineId: tea, quantity: 9 }] };
    await expect(boxes.split(by(floor), made.shipmentId, tooMany)).rejects.toMatchObject({
      code: 'split_too_many',
    });
  });

  it('puts either box of a split into the pool that its own goods ask for, with the head start of before', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const lines = [{ sku: 'POT-1', flags: ['frozen', 'fragile'] }, { sku: 'TEA-1' }];
    const made = await insertShipment(floor, { lines, flags: ['fragile', 'frozen', 'multi_box'] });
    const settings = {
      ...{ poolBy: ['zone', 'temperature', 'skill'] },
      zones: ['A', 'B'].map((code) => ({ code, shelfPrefixes: [code] })),
      skills: [{ code: 'careful', flags: ['fragile'] }],
    };
    await settle(floor, settings);
    const prepare = [
      `update order_lines set shelf = case sku when 'POT-1' then 'A-1' else 'B-1' end where order_id = $1`,
      `update shipments set lead_minutes = 30, head_start_minutes = 210, head_start_limit = 'warehouse_cap',
        missed_pickup_at = date_trunc('day', now()) where order_id = $1`,
    ];
    for (const sql of prepare) await rows(floor.dataSource, sql, [made.orderId]);
    const body = { ...why, lines: [{ shipmentLineId: made.lineIds[1], quantity: 1 }] };
    const result = await app.get(BoxesService).split(by(floor), made.shipmentId, body);
    const read = async (shipmentId: string | null) =>
      rows<Record<string, unknown>>(
        floor.dataSource,
        `select s.flags, s.lead_minutes as lead, s.head_start_minutes as "headStart", s.head_start_limit as "limit",
           s.missed_pickup_at is not null as missed, array_agg(t.pool order by t.position) as pools
         from shipments s join tasks t on t.shipment_id = s.id where s.id = $1 group by s.id`,
        [shipmentId],
      );
    const promise = { lead: 30, headStart: 210, limit: 'warehouse_cap', missed: true };
    const bench = 'temp=frozen,skill=careful';
    expect(await read(made.shipmentId)).toEqual([
      { ...promise, flags: ['fragile', 'frozen', 'multi_box'], pools: [`zone=A,${bench}`, bench, bench] },
    ]);
    expect(await read(result.newShipmentId)).toEqual([{ ...promise, flags: [], pools: ['zone=B', '', ''] }]);
  });

  it('does not split what is held: the new box would be packed', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const made = await insertShipment(floor, { lines: [{ sku: 'TEA-1', quantity: 2 }] });
    await app.get(HoldsService).hold(by(floor), made.shipmentId, why);
    const body = { ...why, lines: [{ shipmentLineId: made.lineIds[0], quantity: 1 }] };
    await expect(app.get(BoxesService).split(by(floor), made.shipmentId, body)).rejects.toMatchObject({
      code: 'shipment_held',
    });
  });

  it('consolidates shipments to one recipient: one box, the earliest promise, the other is stopped', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const target = await insertShipment(floor, { due: inMinutes(500), lines: [{ sku: 'TEA-1' }] });
    const other = await insertShipment(floor, { due: inMinutes(20), lines: [{ sku: 'CUP-1', quantity: 2 }] });
    const body = { ...why, reason: 'same_recipient' as const, shipmentIds: [other.shipmentId] };
    await app.get(BoxesService).consolidate(by(floor), target.shipmentId, body);
    const [sum] = await rows<{ pieces: number }>(
      floor.dataSource,
      'select sum(quantity)::integer as pieces from shipment_lines where shipment_id = $1',
      [target.shipmentId],
    );
    expect(sum?.pieces).toBe(3);
    const [merged] = await rows<{ state: string; merged_into: string }>(
      floor.dataSource,
      'select state, merged_into from shipments where id = $1',
      [other.shipmentId],
    );
    expect(merged).toEqual({ state: 'cancelled', merged_into: target.shipmentId });
    const [pick] = await stateOf(floor, target);
    expect(Math.abs(pick!.due.getTime() - inMinutes(20).getTime())).toBeLessThan(60_000);
    expect(await claimed(floor.stations[0])).toBe(target.tasks.pick);
    const begun = await insertShipment(floor);
    await expect(
      app
        .get(BoxesService)
        .consolidate(by(floor), target.shipmentId, { ...body, shipmentIds: [begun.shipmentId] }),
    ).rejects.toMatchObject({ code: 'consolidate_not_alike' });
  });

  it('takes a cancelled order’s goods out of the box that it shares, and refuses to change that order', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const target = await insertShipment(floor, { due: inMinutes(500), lines: [{ sku: 'TEA-1' }] });
    const other = await insertShipment(floor, { due: inMinutes(20), lines: [{ sku: 'CUP-1' }] });
    const body = { ...why, reason: 'same_recipient' as const, shipmentIds: [other.shipmentId] };
    await app.get(BoxesService).consolidate(by(floor), target.shipmentId, body);
    const { task } = await claim(floor.stations[0]);
    expect(task?.id).toBe(target.tasks.pick);
    // The box carries the promise of the order that is cancelled: it goes on for the other one.
    await app
      .get(OrdersService)
      .cancel({ brandId: floor.brand.id, actor }, target.orderId, 'changed her mind');
    const told = await beat(floor.stations[0], task!.id, task!.token);
    expect(told.json()).toMatchObject({ stop: { code: 'split' } });
    const left = await rows<{ sku: string; order_id: string; state: string }>(
      floor.dataSource,
      `select l.sku, s.order_id, s.state from shipments s join shipment_lines x on x.shipment_id = s.id
       join order_lines l on l.id = x.order_line_id where s.id = $1`,
      [target.shipmentId],
    );
    expect(left).toEqual([{ sku: 'CUP-1', order_id: other.orderId, state: 'in_work' }]);
    expect(await claimed(floor.stations[0])).toBe(target.tasks.pick);
  });

  it('gives a box that an order has left the place of those that stay, with an event', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const target = await insertShipment(floor, { due: inMinutes(500) });
    const vip = await insertShipment(floor, { due: inMinutes(20) });
    const next = await insertShipment(floor, { due: inMinutes(300) });
    await rows(
      floor.dataSource,
      `update shipments set arrived_at = now() - interval '1 day', ship_by = now() + interval '1 hour', lead_minutes = 10,
         head_start_minutes = 600, flags = '{noshi}' where id = $1`,
      [vip.shipmentId],
    );
    const body = { ...why, shipmentIds: [vip.shipmentId] };
    const settings = { poolBy: ['skill'], skills: [{ code: 'noshi', flags: ['noshi'] }] };
    await settle(floor, settings);
    const pools = async () =>
      (
        await rows<{ pool: string }>(floor.dataSource, 'select pool from tasks where shipment_id = $1', [
          target.shipmentId,
        ])
      ).map(({ pool }) => pool);
    const before = await stateOf(floor, target);
    await app.get(BoxesService).consolidate(by(floor), target.shipmentId, body);
    expect((await stateOf(floor, target))[0]!.due.getTime()).toBeLessThan(inMinutes(30).getTime());
    expect(await pools()).toEqual(Array(3).fill('skill=noshi'));
    await app.get(OrdersService).cancel({ brandId: floor.brand.id, actor }, vip.orderId, 'changed her mind');
    expect(await pools()).toEqual(Array(3).fill(''));
    const after = await stateOf(floor, target);
    expect(after.map(({ due }) => due)).toEqual(before.map(({ due }) => due));
    expect(
      (await kinds(floor, target.shipmentId)).filter((kind) => kind === 'due_changed:order_left_box'),
    ).toHaveLength(3);
    const [box] = await rows<Record<string, unknown>>(
      floor.dataSource,
      `select flags, lead_minutes, head_start_minutes, ship_by > now() + interval '1 day' as kept, arrived_at > now() - interval '1 hour' as fresh
       from shipments where id = $1`,
      [target.shipmentId],
    );
    expect(box).toEqual({ flags: [], lead_minutes: null, head_start_minutes: null, kept: true, fresh: true });
    await app.get(TicketRepair).repair();
    expect(await claimed(floor.stations[0])).toBe(next.tasks.pick);
  });

  it('keeps the bench that a consolidated shipment was given to, and records one that it can’t keep', async () => {
    const floor = await createFloor(app, { stations: 3 });
    const [first, second, third] = floor.stations;
    const where = { warehouseId: floor.warehouse.id, actor };
    const give = (made: TestShipment, { stationId }: TestStation) =>
      app.get(ReassignService).reassign(where, made.tasks.pick, { ...why, stationId });
    const [target, other, late] = [
      await insertShipment(floor, { due: inMinutes(5) }),
      await insertShipment(floor),
      await insertShipment(floor),
    ];
    await give(other, first);
    await give(late, second);
    const body = { ...why, shipmentIds: [other.shipmentId, late.shipmentId] };
    const { interventionId } = await app.get(BoxesService).consolidate(by(floor), target.shipmentId, body);
    const sql = `select detail -> 'reserved' as reserved from interventions where id = $1`;
    const [kept] = await rows<Record<string, unknown>>(floor.dataSource, sql, [interventionId]);
    expect(kept?.reserved).toEqual({
      taken: [{ stage: 'pick', stationId: first.stationId }],
      dropped: [{ stage: 'pick', stationId: second.stationId }],
    });
    expect(await claimed(third)).toBeUndefined();
    expect(await claimed(first)).toBe(target.tasks.pick);
  });

  it('cancels an order with its last shipment, and completes one whose others have arrived', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const cancel = (shipmentId: string) => app.get(HoldsService).cancel(by(floor), shipmentId, why);
    const orderOf = async ({ orderId }: TestShipment) => {
      const sql = `select o.state, o.cancel_reason as reason, (select count(*)::integer from timeline_events e
          where e.order_id = o.id and e.kind = 'order_cancelled') as told from orders o where o.id = $1`;
      return (await rows(floor.dataSource, sql, [orderId]))[0];
    };
    const cancelled = { state: 'cancelled', reason: 'customer_asked', told: 1 };
    const open = { state: 'open', reason: null, told: 0 };
    const only = await insertShipment(floor);
    await cancel(only.shipmentId);
    expect(await orderOf(only)).toEqual(cancelled);
    const lines = [{ sku: 'TEA-1' }, { sku: 'CUP-1' }];
    const two = await insertShipment(floor, { lines });
    const moving = [{ shipmentLineId: two.lineIds[1], quantity: 1 }];
    const split = await app.get(BoxesService).split(by(floor), two.shipmentId, { ...why, lines: moving });
    await cancel(two.shipmentId);
    expect(await orderOf(two)).toEqual(open);
    await rows(floor.dataSource, `update shipments set state = 'delivered' where id = $1`, [
      split.newShipmentId,
    ]);
    const third = await insertShipment(floor);
    await rows(floor.dataSource, 'update shipments set order_id = $2 where id = $1', [
      third.shipmentId,
      two.orderId,
    ]);
    await cancel(third.shipmentId);
    expect(await orderOf(two)).toEqual({ ...open, state: 'completed' });
    const [target, other] = [await insertShipment(floor), await insertShipment(floor)];
    const body = { ...why, shipmentIds: [other.shipmentId] };
    await app.get(BoxesService).consolidate(by(floor), target.shipmentId, body);
    expect(await orderOf(other)).toEqual(open);
    await cancel(target.shipmentId);
    expect([await orderOf(target), await orderOf(other)]).toEqual([cancelled, cancelled]);
  });
});
