import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import type { Cart, StationCarts } from '../../../src/queue/carts/cart.contract.js';
import { CartsService } from '../../../src/queue/carts/carts.service.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { LeasesService } from '../../../src/queue/leases.service.js';
import { interruptTasks } from '../../../src/queue/task-interruption.js';
import { unique } from '../../factories/accounts.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor, type TestStation } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe('a cart', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
  });

  afterAll(() => app.close());

  const take = (station: TestStation, size: number, more: { key?: string; bendMinutes?: number } = {}) =>
    app.get(CartsService).take(station, { key: unique('cart'), size, bendMinutes: 0, ...more });

  /** Orders due a minute apart. */
  async function line(floor: TestFloor, count: number): Promise<TestShipment[]> {
    const made: TestShipment[] = [];
    for (let n = 1; n <= count; n += 1) made.push(await insertShipment(floor, { due: inMinutes(n) }));
    return made;
  }

  const settle = (floor: TestFloor, settings: object) =>
    rows(
      floor.dataSource,
      'insert into queue_settings (warehouse_id, settings, applied_at) values ($1, $2, now())',
      [floor.warehouse.id, JSON.stringify(settings)],
    );

  it('holds the most urgent orders of a pool in the order of the line, each with a token of its own', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const made = await line(floor, 5);
    const { cart } = await take(floor.stations[0], 3);
    expect(cart?.tasks).toEqual(made.slice(0, 3).map(({ tasks }) => ({ id: tasks.pick, token: 1 })));
    const next = await app.get(ClaimsService).claim(floor.stations[1], { key: unique('key') });
    expect(next.task?.id).toBe(made[3]?.tasks.pick);
  });

  it('is the same for the same key, for two requests at once, and while it isn’t finished', async () => {
    const floor = await createFloor(app, { stations: 1 });
    await line(floor, 6);
    const [station] = floor.stations;
    const key = unique('cart');
    const carts = await Promise.all([take(station, 2, { key }), take(station, 2, { key }), take(station, 2)]);
    expect(new Set(carts.map(({ cart }) => cart?.id)).size).toBe(1);
    const held = await rows(
      floor.dataSource,
      `select id from tasks where station_id = $1 and state = 'claimed'`,
      [station.stationId],
    );
    expect(held).toHaveLength(2);
  });

  it('gives 60 orders to 6 stations in carts of 5, each order once', async () => {
    const floor = await createFloor(app, { stations: 6 });
    await line(floor, 60);
    const carts = await Promise.all(floor.stations.map((station) => take(station, 5)));
    const ids = carts.flatMap(({ cart }) => cart?.tasks.map(({ id }) => id) ?? []);
    expect(new Set(ids).size).toBe(30);
  });

  /** Four orders due a minute apart; the second one lies in another zone than the others. */
  async function twoZones(floor: TestFloor): Promise<TestShipment[]> {
    const made = await line(floor, 4);
    const shelves = ['A-1', 'B-1', 'A-2', 'A-3'];
    for (const [at, shipment] of made.entries()) {
      await rows(floor.dataSource, 'update order_lines set shelf = $2 where order_id = $1', [
        shipment.orderId,
        shelves[at],
      ]);
    }
    return made;
  }
  const zones = ['A', 'B'].map((code) => ({ code, shelfPrefixes: [code] }));

  it('stays in a zone within the stated limit and keeps what it passed over', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const made = await twoZones(floor);
    await settle(floor, { zones, carts: [{ stage: 'pick', orders: 6, bendMinutes: 10 }] });
    const { cart } = await take(floor.stations[0], 3, { bendMinutes: 10 });
    expect(cart?.tasks.map(({ id }) => id)).toEqual([0, 2, 3].map((at) => made[at]?.tasks.pick));
    expect(cart).toMatchObject({ passedOver: 1, bendMinutes: 10 });
  });

  it('bends the order of the line no further, and takes no more orders, than the warehouse allows', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const made = await twoZones(floor);
    await settle(floor, { zones, carts: [{ stage: 'pick', orders: 2, bendMinutes: 0 }] });
    const body = { key: unique('cart'), size: 3, bendMinutes: 1_440 };
    const answer = await floor.stations[0].call('POST', '/carts', body);
    const { cart } = answer.json<{ cart: Cart }>();
    expect(cart.tasks.map(({ task }) => task.id)).toEqual([0, 1].map((at) => made[at]?.tasks.pick));
    expect(cart).toMatchObject({ passedOver: 0, bendMinutes: 0 });
  });

  it('bends the order of the line not at all where the warehouse has stated no limit', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const made = await twoZones(floor);
    await settle(floor, { zones });
    const { cart } = await take(floor.stations[0], 3, { bendMinutes: 60 });
    expect(cart?.tasks.map(({ id }) => id)).toEqual([0, 1, 2].map((at) => made[at]?.tasks.pick));
    expect(cart).toMatchObject({ passedOver: 0, bendMinutes: 0 });
  });

  it('is refused while a single order is in hand, and empty when nothing waits', async () => {
    const floor = await createFloor(app, { stations: 2 });
    await line(floor, 1);
    await app.get(ClaimsService).claim(floor.stations[0], { key: unique('key') });
    await expect(take(floor.stations[0], 2)).rejects.toMatchObject({ code: 'already_holding' });
    expect(await take(floor.stations[1], 2)).toEqual({ cart: null, nextReleaseAt: null });
  });

  it('is kept by one heartbeat, which names the task that another station has taken over', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const made = await line(floor, 2);
    const [station, other] = floor.stations;
    const answer = await station.call('POST', '/carts', { key: unique('cart'), size: 2 });
    expect(answer.statusCode).toBe(200);
    const { cart } = answer.json<{
      cart: { id: string; tasks: { task: { id: string }; token: number }[] };
    }>();
    const tasks = cart.tasks.map(({ task, token }) => ({ taskId: task.id, token }));
    await rows(
      floor.dataSource,
      `update tasks set state = 'ready', station_id = null, cart_id = null where id = $1`,
      [made[0]?.tasks.pick],
    );
    await app.get(ClaimsService).claim(other, { key: unique('key') });
    const beat = await station.call('POST', `/carts/${cart.id}/heartbeat`, { tasks });
    expect(beat.json<{ tasks: { refused: string | null }[] }>().tasks.map(({ refused }) => refused)).toEqual([
      'newer_token',
      null,
    ]);
    const foreign = await other.call('POST', `/carts/${cart.id}/heartbeat`, { tasks });
    expect(foreign.json()).toMatchObject({ code: 'cart_not_found' });
  });

  it('is offered where the settings say so, and tells its station which order has which place, also after it ended', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const made = await line(floor, 4);
    const [station, other] = floor.stations;
    const offers = async () => (await station.call('GET', '/carts')).json<StationCarts>();
    expect(await offers()).toEqual({ offers: [], openCartId: null });
    await settle(floor, {
      zones: [{ code: 'A', shelfPrefixes: ['A'] }],
      carts: [
        { stage: 'pick', orders: 8 },
        { stage: 'of_no_brand', orders: 2 },
      ],
    });
    const offer = { stage: 'pick', orders: 8, bendMinutes: 0, name: { ja: 'ピッキング', en: 'Pick' } };
    expect((await offers()).offers).toEqual([offer]);
    await rows(floor.dataSource, `update order_lines set shelf = 'A-01' where order_id = any($1)`, [
      made.slice(1).map(({ orderId }) => orderId),
    ]);

    const taken = await take(station, 4);
    const [first, second, third, fourth] = taken.cart?.tasks ?? [];
    expect((await offers()).openCartId).toBe(taken.cart?.id);
    await rows(
      floor.dataSource,
      `update leases set end_reason = 'completed', ended_at = now() where task_id = $1`,
      [first?.id],
    );
    await app.get(LeasesService).release(station, second?.id ?? '', 1);
    await app
      .get(DataSource)
      .transaction((manager) =>
        interruptTasks(manager, [third?.id ?? ''], 'held', { kind: 'system', id: 'test' }),
      );
    const read = await station.call('GET', `/carts/${taken.cart?.id}`);
    const { tasks, orders } = read.json<Cart>();
    expect(tasks.map(({ task }) => task.id)).toEqual([first?.id, fourth?.id]);
    expect(orders.map(({ slot, orderExternalId }) => [slot, orderExternalId])).toEqual(
      made.map(({ externalId }, at) => [at + 1, externalId]),
    );
    expect(orders.map(({ zone, shelves }) => [zone, shelves])).toEqual([
      [null, []],
      ...[1, 2, 3].map(() => ['A', ['A-01']]),
    ]);
    expect(orders.map(({ end, stop }) => [end, stop?.code])).toEqual([
      ['completed', undefined],
      ['released', undefined],
      ['stopped', 'held'],
      [null, undefined],
    ]);
    const foreign = await other.call('GET', `/carts/${taken.cart?.id}`);
    expect(foreign.json()).toMatchObject({ code: 'cart_not_found' });
  });

  it('keeps an order that nobody has scanned yet as long as one in work: it waits its turn', async () => {
    const floor = await createFloor(app, { stations: 1 });
    await line(floor, 2);
    const [station] = floor.stations;
    const { cart } = await take(station, 2);
    const { leaseUntil, serverTime } = await app
      .get(LeasesService)
      .heartbeat(station, cart?.tasks[1]?.id ?? '', 1);
    const [lease] = await rows<{ ms: number }>(
      floor.dataSource,
      'select lease_after_scan_ms as ms from warehouses where id = $1',
      [floor.warehouse.id],
    );
    const late = Math.abs(leaseUntil.getTime() - serverTime.getTime() - (lease?.ms ?? 0));
    expect(late).toBeLessThan(10_000);
  });
});
