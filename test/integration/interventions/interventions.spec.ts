import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { BoxesService } from '../../../src/interventions/boxes.service.js';
import { HoldsService } from '../../../src/interventions/holds.service.js';
import { ReassignService } from '../../../src/interventions/reassign.service.js';
import { OrdersService } from '../../../src/orders/orders.service.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { unique } from '../../factories/accounts.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor, type TestStation } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const actor = { kind: 'staff' as const, id: '00000000-0000-7000-8000-000000000001' };
const why = { reason: 'customer_asked' as const, note: 'お電話で' };

describe('an intervention', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    await app.get(TicketRepair).repair();
  });

  afterAll(() => app.close());

  const by = (floor: TestFloor) => ({ scope: { brandId: floor.brand.id }, actor });
  const claim = (station: TestStation, scan?: string) =>
    app.get(ClaimsService).claim(station, { key: unique('key'), scan });
  const claimed = async (station: TestStation) => (await claim(station)).task?.id;

  async function stateOf(floor: TestFloor, shipment: TestShipment) {
    return rows<{ stage: string; state: string; due_term: string; due: Date }>(
      floor.dataSource,
      'select stage, state, due_term, due from tasks where shipment_id = $1 order by position',
      [shipment.shipmentId],
    );
  }

  async function kinds(floor: TestFloor, shipmentId: string): Promise<string[]> {
    const found = await rows<{ what: string }>(
      floor.dataSource,
      `select kind || coalesce(':' || (data ->> 'intervention'), ':' || (data ->> 'cause'), ':' || (data ->> 'why'), '') as what
       from timeline_events where shipment_id = $1 order by id`,
      [shipmentId],
    );
    return found.map(({ what }) => what);
  }

  const beat = (station: TestStation, taskId: string, token: number) =>
    station.call('POST', `/tasks/${taskId}/heartbeat`, { token });

  it('holds a shipment under a packer’s hands, who is told with the next heartbeat, and offers it to nobody', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const [station, other] = floor.stations;
    const made = await insertShipment(floor, { due: inMinutes(5) });
    const { task } = await claim(station);
    const result = await app.get(HoldsService).hold(by(floor), made.shipmentId, why);
    expect(result.stopped).toEqual([made.tasks.pick]);
    const told = await beat(station, made.tasks.pick, task!.token);
    expect(told.json()).toMatchObject({ stop: { code: 'held' } });
    const scan = {
      id: '019a0000-0000-7000-8000-000000000001',
      token: 1,
      code: 'TEA-1',
      occurredAt: new Date(),
    };
    const refused = await station.call('POST', `/tasks/${made.tasks.pick}/scans`, scan);
    expect(refused.json()).toMatchObject({ code: 'task_stopped', stop: { code: 'held' } });
    expect(await claimed(other)).toBeUndefined();
    await expect(claim(other, made.externalId)).rejects.toMatchObject({ code: 'shipment_held' });
    await expect(app.get(HoldsService).hold(by(floor), made.shipmentId, why)).rejects.toMatchObject({
      code: 'shipment_held',
    });
    expect(await kinds(floor, made.shipmentId)).toEqual(
      expect.arrayContaining(['task_stopped:held', 'intervened:hold']),
    );
  });

  it('puts a released shipment into the line as if it had arrived now, and keeps staff’s words out of the events', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const made = await insertShipment(floor, { due: inMinutes(-600) });
    await app.get(HoldsService).hold(by(floor), made.shipmentId, why);
    await app.get(HoldsService).releaseHold(by(floor), made.shipmentId, why);
    const [pick] = await stateOf(floor, made);
    expect(pick?.state).toBe('ready');
    expect(pick!.due.getTime()).toBeGreaterThan(Date.now());
    expect(await kinds(floor, made.shipmentId)).toEqual(
      expect.arrayContaining(['due_changed:hold_released', 'intervened:release_hold']),
    );
    const events = await rows(
      floor.dataSource,
      'select data::text as data from timeline_events where shipment_id = $1',
      [made.shipmentId],
    );
    expect(JSON.stringify(events)).not.toContain(why.note);
    expect(await claimed(floor.stations[0])).toBe(made.tasks.pick);
  });

  it('expedites: it goes first, and whom it overtakes can read that', async () => {
    const floor = await createFloor(app, { stations: 1 });
    await insertShipment(floor, { due: inMinutes(5) });
    const late = await insertShipment(floor, { due: inMinutes(900) });
    const result = await app
      .get(HoldsService)
      .expedite(by(floor), late.shipmentId, { ...why, startBy: undefined });
    expect(result.changed).toBe(true);
    expect((await stateOf(floor, late)).map(({ due_term: term }) => term)).toEqual(
      Array(3).fill('expedited'),
    );
    expect(await claimed(floor.stations[0])).toBe(late.tasks.pick);
    const again = await app
      .get(HoldsService)
      .expedite(by(floor), late.shipmentId, { ...why, startBy: undefined });
    expect(again.changed).toBe(false);
  });

  it('says what an expedited shipment still waits for, and releasing a hold pays no order', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const later = await insertShipment(floor, { due: inMinutes(900), releaseAt: inMinutes(60) });
    const unpaid = await insertShipment(floor, { due: inMinutes(900), releaseAt: null });
    const expedite = (made: TestShipment) => app.get(HoldsService).expedite(by(floor), made.shipmentId, why);
    const waiting = await expedite(later);
    expect(waiting).toMatchObject({ changed: true, waits: { code: 'release' } });
    expect(waiting.waits?.until).not.toBeNull();
    expect(waiting.waits?.text.ja).toContain('作業開始日時の前');
    expect((await expedite(unpaid)).waits).toMatchObject({ code: 'payment', until: null });
    expect((await expedite(await insertShipment(floor, { due: inMinutes(900) }))).waits).toBeNull();
    await app.get(HoldsService).hold(by(floor), unpaid.shipmentId, why);
    await app.get(HoldsService).releaseHold(by(floor), unpaid.shipmentId, why);
    expect((await stateOf(floor, unpaid)).map(({ state }) => state)).toEqual(Array(3).fill('waiting'));
    expect((await expedite(unpaid)).waits).toMatchObject({ code: 'payment' });
  });

  it('reassigns a task in work to another bench: the first is stopped, nobody but the second gets it', async () => {
    const floor = await createFloor(app, { stations: 3 });
    const [first, second, third] = floor.stations;
    const made = await insertShipment(floor, { due: inMinutes(5) });
    const next = await insertShipment(floor, { due: inMinutes(50) });
    const { task } = await claim(first);
    const where = { warehouseId: floor.warehouse.id, actor };
    const body = { ...why, stationId: second.stationId };
    const result = await app.get(ReassignService).reassign(where, made.tasks.pick, body);
    expect(result.stopped).toEqual([made.tasks.pick]);
    expect((await beat(first, made.tasks.pick, task!.token)).json()).toMatchObject({
      stop: { code: 'reassigned' },
    });
    await expect(claim(third, made.externalId)).rejects.toMatchObject({
      code: 'task_held_elsewhere',
      extra: { holder: second.name },
    });
    expect(await claimed(third)).toBe(next.tasks.pick);
    expect((await claim(second)).task).toEqual({ id: made.tasks.pick, token: 2 });
    expect((await beat(first, made.tasks.pick, 1)).json()).toMatchObject({ code: 'newer_token' });
  });

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
    const before = await stateOf(floor, target);
    await app.get(BoxesService).consolidate(by(floor), target.shipmentId, body);
    expect((await stateOf(floor, target))[0]!.due.getTime()).toBeLessThan(inMinutes(30).getTime());
    await app.get(OrdersService).cancel({ brandId: floor.brand.id, actor }, vip.orderId, 'changed her mind');
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

  it('cancels a shipment in work and stops its packer', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const made = await insertShipment(floor);
    const { task } = await claim(floor.stations[0]);
    await app.get(HoldsService).cancel(by(floor), made.shipmentId, why);
    expect((await beat(floor.stations[0], task!.id, task!.token)).json()).toMatchObject({
      stop: { code: 'cancelled' },
    });
    await expect(app.get(HoldsService).hold(by(floor), made.shipmentId, why)).rejects.toMatchObject({
      code: 'shipment_left',
    });
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

  it('loses neither a claim nor a hold when both come at once', async () => {
    const floor = await createFloor(app, { stations: 1 });
    for (let round = 0; round < 8; round += 1) {
      const made = await insertShipment(floor, { due: inMinutes(1) });
      const [held] = await Promise.allSettled([
        app.get(HoldsService).hold(by(floor), made.shipmentId, why),
        claim(floor.stations[0]),
      ]);
      expect(held.status).toBe('fulfilled');
      const [pick] = await stateOf(floor, made);
      expect(pick?.state).toBe('waiting');
      const [lease] = await rows<{ open: number }>(
        floor.dataSource,
        'select count(*)::integer as open from leases where task_id = $1 and ended_at is null',
        [made.tasks.pick],
      );
      expect(lease?.open).toBe(0);
    }
  });
});
