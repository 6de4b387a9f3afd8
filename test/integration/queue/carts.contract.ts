import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { type Cart, CartsService } from '../../../src/queue/carts/carts.service.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { LeasesService } from '../../../src/queue/leases.service.js';
import { unique } from '../../factories/accounts.js';
import type { TestFloor, TestStation } from '../../factories/stations.js';
import type { QueueBench } from './queue-bench.js';

/** A picking trip is a claim of many: what holds for one task on every ordering of the queue holds for each of a cart's. */
export function cartsContract(at: () => { app: NestFastifyApplication; bench: QueueBench }): void {
  const take = async (station: TestStation, size: number, key = unique('cart')): Promise<Cart | null> =>
    (await at().app.get(CartsService).take(station, { key, size, bendMinutes: 0 })).cart;
  const filled = async (station: TestStation, size: number): Promise<Cart> => {
    const cart = await take(station, size);
    if (!cart) throw new Error('nothing was there for the cart');
    return cart;
  };
  const lapse = async (floor: TestFloor, cart: Cart) => {
    const ids = cart.tasks.map(({ id }) => id);
    await rows(
      floor.dataSource,
      `update tasks set lease_until = now() - interval '1 hour' where id = any($1)`,
      [ids],
    );
    await at().app.get(LeasesService).returnLapsed();
  };
  const beat = ({ stationId, warehouseId, capabilities, actor }: TestStation, cart: Cart) =>
    at()
      .app.get(CartsService)
      .heartbeat(
        { stationId, warehouseId, capabilities, actor },
        { tasks: cart.tasks.map(({ id, token }) => ({ taskId: id, token })) },
      );

  it('takes the most urgent orders in the order of the line, and claims go on behind them', async () => {
    const { bench } = at();
    const floor = await bench.floorWith(3);
    const made = await bench.shipments(floor, 8);
    const [one, two, three] = floor.stations;
    const picks = made.map(({ tasks }) => tasks.pick);
    expect((await take(one, 3))?.tasks).toEqual(picks.slice(0, 3).map((id) => ({ id, token: 1 })));
    expect((await bench.claim(two)).task?.id).toBe(picks[3]);
    expect((await take(three, 3))?.tasks.map(({ id }) => id)).toEqual(picks.slice(4, 7));
  });

  it('leaves so many tickets behind as a cart has orders, and the next claim is still the most urgent one', async () => {
    const { bench } = at();
    const floor = await bench.floorWith(3);
    const made = await bench.shipments(floor, 34);
    const [one, two, three] = floor.stations;
    expect((await take(one, 30))?.tasks).toHaveLength(30);
    const next = [await bench.claim(two), await bench.claim(three)];
    expect(next.map(({ task }) => task?.id)).toEqual([made[30]?.tasks.pick, made[31]?.tasks.pick]);
  });

  it('is not joined by an order of the same stage that is scanned beside it; its own orders are in hand', async () => {
    const { app, bench } = at();
    const floor = await bench.floorWith(1);
    const [station] = floor.stations;
    const [first, , third] = await bench.shipments(floor, 3);
    await filled(station, 2);
    const scan = (made?: { externalId: string }) =>
      app.get(ClaimsService).claim(station, { key: unique('scan'), scan: made?.externalId });
    await expect(scan(third)).rejects.toMatchObject({ code: 'already_holding' });
    expect((await scan(first)).task?.id).toBe(first?.tasks.pick);
  });

  it('answers the same key, or another one of the same station, with the same cart, also twice at once', async () => {
    const { bench } = at();
    const floor = await bench.floorWith(1);
    const [station] = floor.stations;
    await bench.shipments(floor, 9);
    const key = unique('cart');
    const [first, ...others] = await Promise.all([key, key, key].map((each) => take(station, 3, each)));
    others.push(await take(station, 3));
    for (const other of others) expect(other).toEqual(first);
    await bench.complete(floor, station, first!.tasks[0]!.id);
    const again = await take(station, 3, key);
    expect(again).toMatchObject({ id: first!.id, tasks: first!.tasks.slice(1) });
    for (const { id } of again!.tasks) await bench.complete(floor, station, id);
    expect(await take(station, 3, key)).toMatchObject({ id: first!.id, tasks: [] });
    expect((await take(station, 3))?.id).not.toBe(first!.id);
  });

  it('hands 150 tasks to carts and single claims at once, each task once', async () => {
    const { bench } = at();
    const floor = await bench.floorWith(12);
    const made = await bench.shipments(floor, 150);
    const places = new Map(made.map(({ tasks }, place) => [tasks.pick, place]));
    const shift = bench.shift(
      {
        ...floor,
        stations: [floor.stations[0], floor.stations[1], floor.stations[2], ...floor.stations.slice(3, 8)],
      },
      made,
    );
    const byCart: number[] = [];
    const trips = async (station: TestStation) => {
      for (let cart = await take(station, 5); cart; cart = await take(station, 5)) {
        const taken = cart.tasks.map(({ id }) => places.get(id) ?? Number.NaN);
        expect(taken).toEqual([...taken].sort((a, b) => a - b));
        byCart.push(...taken);
        for (const { id } of cart.tasks) await bench.complete(floor, station, id);
      }
    };
    await Promise.all([shift.work(), ...floor.stations.slice(8).map(trips)]);
    const given = [...shift.given, ...byCart].sort((a, b) => a - b);
    expect(given).toEqual(made.map((_, place) => place));
    expect(byCart.length).toBeGreaterThan(0);
  }, 60_000);

  it('offers what is handed back from a cart next, to one station, with a newer token', async () => {
    const { app, bench } = at();
    const floor = await bench.floorWith(3);
    const [one, two, three] = floor.stations;
    await bench.shipments(floor, 4);
    const cart = await filled(one, 3);
    const [kept, back, also] = cart.tasks.map(({ id }) => id);
    const leases = app.get(LeasesService);
    await leases.release(one, back!, 1);
    await leases.release(one, also!, 1);
    const claims = await Promise.all([bench.claim(two), bench.claim(three)]);
    expect(new Set(claims.map(({ task }) => task?.id))).toEqual(new Set([back, also]));
    for (const { task } of claims) expect(task?.token).toBe(2);
    const { tasks } = await beat(one, cart);
    expect(tasks.map(({ refused }) => refused)).toEqual([null, 'newer_token', 'newer_token']);
    expect((await take(one, 3))?.tasks).toEqual([{ id: kept, token: 1 }]);
  });

  it('gives a cart back to the station whose contact was lost, as far as nobody took its orders', async () => {
    const { bench } = at();
    const floor = await bench.floorWith(2);
    const [one, two] = floor.stations;
    await bench.shipments(floor, 3);
    const cart = await filled(one, 3);
    await lapse(floor, cart);
    const { task } = await bench.claim(two);
    expect(task).toEqual({ id: cart.tasks[0]!.id, token: 2 });
    const { tasks } = await beat(one, cart);
    expect(tasks.map(({ refused }) => refused)).toEqual(['newer_token', null, null]);
    expect(await take(one, 3)).toMatchObject({ id: cart.id, tasks: cart.tasks.slice(1) });
    // The tickets that were issued in between are worth nothing any more.
    await bench.complete(floor, two, task!.id);
    expect((await bench.claim(two)).task).toBeNull();
  });

  it('does not come back beside an order that its station has taken since, nor that order beside the cart', async () => {
    const { bench } = at();
    const floor = await bench.floorWith(1);
    const [one] = floor.stations;
    await bench.shipments(floor, 3);
    const cart = await filled(one, 2);
    await lapse(floor, cart);
    const { task } = await bench.claim(one);
    expect((await beat(one, cart)).tasks.map(({ refused }) => refused)).toEqual([
      'newer_token',
      'task_not_held',
    ]);
    const leases = at().app.get(LeasesService);
    await leases.release(one, task!.id, task!.token);
    const next = await filled(one, 2);
    expect((await beat(one, cart)).tasks.map(({ refused }) => refused)).not.toContain(null);
    await lapse(floor, next);
    const single = await bench.claim(one);
    expect(single.task?.id).toBe(next.tasks[0]?.id);
    await rows(floor.dataSource, `update tasks set lease_until = now() - interval '1 hour' where id = $1`, [
      single.task?.id,
    ]);
    await leases.returnLapsed();
    expect((await beat(one, next)).tasks.map(({ refused }) => refused)).toEqual(['newer_token', null]);
    await expect(leases.heartbeat(one, single.task!.id, single.task!.token)).rejects.toMatchObject({
      code: 'task_not_held',
    });
  });
}
