import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DateTime } from 'luxon';
import { firstRow, rows } from '../../../src/database/sql.js';
import { CalendarsService } from '../../../src/pickups/calendars.service.js';
import { Pickup } from '../../../src/pickups/pickups.contract.js';
import { TruckMovesService } from '../../../src/pickups/truck-moves.service.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { TruckGuardService } from '../../../src/queue/truck-guard.service.js';
import { unique } from '../../factories/accounts.js';
import { BrandCaller, hoursFromNow, orderBody, type OrderInput, TEA } from '../../factories/orders.js';
import { createFloor, type TestFloor, type TestStation } from '../../factories/stations.js';
import { createTestApp, testConfig } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';

const ZONE = 'Asia/Tokyo';
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** A time on the warehouse's clock so many minutes from now, and the instant of that minute. */
function wall(minutes: number): { localTime: string; at: Date } {
  const at = DateTime.now().setZone(ZONE).plus({ minutes }).startOf('minute');
  return { localTime: at.toFormat('HH:mm'), at: at.toJSDate() };
}

describe('trucks', () => {
  let app: NestFastifyApplication;
  let floor: TestFloor;
  let brand: BrandCaller;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    await app.get(TicketRepair).repair();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    floor = await createFloor(app, { stations: 1 });
    brand = new BrandCaller(app, floor);
    await brand.call('PUT', '/items', { items: [TEA] });
  });

  async function calls(...pickups: Partial<Pickup>[]): Promise<void> {
    const line = { carrier: 'yamato', weekdays: EVERY_DAY, localTime: '12:00' };
    const parsed = pickups.map((pickup) => Pickup.parse({ ...line, ...pickup }));
    await app.get(CalendarsService).putPickups(floor.warehouse.id, parsed);
  }

  async function take(overrides: Partial<OrderInput> = {}) {
    const result = await brand.take(orderBody({ carrier: 'yamato', ...overrides }));
    return { ...result, shipmentId: result.shipmentIds[0] ?? '' };
  }

  async function planOf(shipmentId: string) {
    const sql = `select s.pickup_at, s.ship_by, s.missed_pickup_at, s.head_start_minutes, s.head_start_limit, s.lead_minutes,
        t.due, t.due_term, t.deadline
      from shipments s join tasks t on t.shipment_id = s.id where s.id = $1 order by t.position limit 1`;
    const row = await firstRow<Record<string, Date | null>>(floor.dataSource, sql, [shipmentId]);
    if (!row) throw new Error('no such shipment');
    return row;
  }

  async function events(shipmentId: string, kind: string) {
    const sql = 'select data from timeline_events where shipment_id = $1 and kind = $2 order by id';
    return (await rows<{ data: Record<string, string> }>(floor.dataSource, sql, [shipmentId, kind])).map(
      ({ data }) => data,
    );
  }

  const warningsOf = ({ warnings }: { warnings: { code: string }[] }) => warnings.map(({ code }) => code);

  it('a shipment is planned for the last one that keeps its ship-by, and must be begun in time for it', async () => {
    const [first, last, after] = [wall(60), wall(120), wall(240)];
    await calls(
      { localTime: first.localTime },
      { localTime: last.localTime },
      { localTime: after.localTime },
    );
    const order = await take({ shipBy: hoursFromNow(3) });
    expect(order.warnings).toEqual([]);
    const plan = await planOf(order.shipmentId);
    expect(plan.pickup_at).toEqual(last.at);
    expect(plan.due_term).toBe('ship_by');
    const handling = await firstRow<{ sum: string }>(
      floor.dataSource,
      'select sum(handling_minutes) from brand_stages where brand_id = $1',
      [floor.brand.id],
    );
    expect(plan.deadline?.getTime()).toBe(last.at.getTime() - Number(handling?.sum) * 60_000);
  });

  it('an order without a ship-by is promised the last one of its day by the cut-off of its rank', async () => {
    const truck = wall(90);
    await calls({ localTime: truck.localTime });
    const before = wall(30);
    const after = wall(-30);
    await app.get(CalendarsService).putCutoffs(floor.brand.id, [
      { rank: null, localTime: after.localTime, weekdays: EVERY_DAY },
      { rank: 'vip', localTime: before.localTime, weekdays: EVERY_DAY },
    ]);
    const ref = unique('C-');
    await brand.call('PUT', `/customers/${ref}`, {});
    await brand.call('PUT', `/customers/${ref}/rank`, { rank: 'vip', reason: 'test' });
    const placedAt = new Date().toISOString();
    const standard = await take({ shipBy: undefined, placedAt });
    const vip = await take({ shipBy: undefined, placedAt, customer: { ref } });
    const sameDay = DateTime.fromJSDate(truck.at, { zone: ZONE }).hasSame(
      DateTime.now().setZone(ZONE),
      'day',
    );
    const cutoffToday = (at: Date) =>
      DateTime.fromJSDate(at, { zone: ZONE }).hasSame(DateTime.now().setZone(ZONE), 'day');
    // Around midnight the cut-offs of this test fall on other days than now: the rule itself is tested in order-cutoffs.spec.
    if (!sameDay || !cutoffToday(before.at) || !cutoffToday(after.at)) return;
    expect((await planOf(vip.shipmentId)).ship_by).toEqual(truck.at);
    const tomorrow = DateTime.fromJSDate(truck.at, { zone: ZONE }).plus({ days: 1 }).toJSDate();
    expect((await planOf(standard.shipmentId)).ship_by).toEqual(tomorrow);
    const { shipBy } = await brand.get(`/orders/${vip.orderId}`);
    expect(new Date(shipBy)).toEqual(truck.at);
  });

  it('a promise without a ship-by stays when the order changes, and follows the payment when that arrives', async () => {
    await calls({ localTime: wall(90).localTime });
    const body = orderBody({ carrier: 'yamato', shipBy: undefined });
    const first = await brand.take(body);
    const { shipBy } = await brand.get(`/orders/${first.orderId}`);
    await calls({ localTime: wall(200).localTime });
    expect(await brand.take({ ...body, wishes: ['ゆっくり'] })).toMatchObject({ changed: ['wishes'] });
    expect((await brand.get(`/orders/${first.orderId}`)).shipBy).toBe(shipBy);
    const pending = {
      ...body,
      externalId: unique('P-'),
      payment: { ...body.payment, state: 'pending' as const },
    };
    const waiting = await brand.take(pending);
    const paid = await brand.take({ ...pending, payment: body.payment });
    expect(paid).toMatchObject({ outcome: 'updated', shipmentIds: waiting.shipmentIds });
    expect((await planOf(paid.shipmentIds[0] ?? '')).pickup_at).not.toBeNull();
  });

  it('are named when they are missing or late, and the order is taken in all the same', async () => {
    expect(warningsOf(await take())).toEqual(['carrier_without_calendar']);
    await calls({ localTime: wall(120).localTime });
    expect(warningsOf(await take({ carrier: 'sagawa' }))).toEqual(['carrier_without_calendar']);
    expect(warningsOf(await take({ carrier: undefined }))).toEqual(['carrier_without_calendar']);
    const late = await take({ shipBy: hoursFromNow(1) });
    expect(warningsOf(late)).toEqual(['no_truck_in_time']);
    expect((await planOf(late.shipmentId)).pickup_at).toEqual(wall(120).at);
    const past = await take({ placedAt: hoursFromNow(-5), shipBy: hoursFromNow(-1) });
    expect(warningsOf(past)).toEqual(['ship_by_in_the_past']);
    expect((await planOf(past.shipmentId)).due?.getTime()).toBeLessThan(Date.now());
    const ahead = await take({ placedAt: hoursFromNow(3) });
    expect(warningsOf(ahead)).toEqual(['clock_ahead']);
    expect((await brand.get(`/orders/${ahead.orderId}`)).shipmentIds).toHaveLength(1);
  });

  it('that would have come on closed days are named, with the one that the order goes with instead', async () => {
    const truck = wall(120);
    const day = (days: number) => DateTime.fromJSDate(truck.at, { zone: ZONE }).plus({ days });
    const closed = async (...dates: (DateTime | null)[]) => {
      const days = dates.map((date) => ({ day: date?.toISODate() ?? '', carrier: null, name: '年末年始' }));
      await app.get(CalendarsService).putClosedDays(floor.warehouse.id, days);
    };
    await calls({ localTime: truck.localTime });
    await closed(day(0));
    const order = await take({ shipBy: hoursFromNow(3) });
    expect(warningsOf(order)).toEqual(['no_truck_in_time', 'pickups_on_closed_days']);
    const instead = day(1).toJSDate();
    expect((await planOf(order.shipmentId)).pickup_at).toEqual(instead);
    expect(order.warnings[1]).toMatchObject({ title: 'The expected pickups fall on closed days' });
    expect(order.warnings[1]?.detail).toContain(`${day(0).toISODate()} (closed)`);
    expect(order.warnings[1]?.detail).toContain(`leaves at ${instead.toISOString()} instead`);
    // An earlier truck instead of one on a closed day is nobody's trouble.
    await closed(day(1));
    expect(warningsOf(await take({ shipBy: hoursFromNow(28) }))).toEqual([]);
    // Without a ship-by the promise itself moves over the closed days: tomorrow's truck would have been the one.
    const placed = DateTime.now().setZone(ZONE).minus({ hours: 1 }).plus({ days: 1 });
    await closed(placed, placed.plus({ days: 1 }));
    const body = orderBody({ carrier: 'yamato', shipBy: undefined });
    const promised = await take(body);
    expect(warningsOf(promised)).toEqual(['pickups_on_closed_days']);
    const changed = await take({ ...body, wishes: ['ゆっくり'] });
    expect(changed).toMatchObject({ outcome: 'updated', warnings: promised.warnings });
    const { pickup_at } = await planOf(promised.shipmentId);
    expect(promised.warnings[0]?.detail).toContain(`leaves at ${pickup_at?.toISOString()} instead`);
    await closed();
    expect(warningsOf(await take({ shipBy: undefined }))).toEqual([]);
  });

  it('one that left without a shipment gives way to the next, and its due time follows with an event', async () => {
    const [gone, next] = [wall(30), wall(90)];
    await calls({ localTime: gone.localTime }, { localTime: next.localTime });
    const order = await take({ shipBy: gone.at.toISOString() });
    const before = await planOf(order.shipmentId);
    expect(before.pickup_at).toEqual(gone.at);
    // The truck of half an hour ago: as if this order had been planned earlier.
    const left = new Date(Date.now() - 60_000);
    await rows(floor.dataSource, 'update shipments set pickup_at = $2, ship_by = $2 where id = $1', [
      order.shipmentId,
      left,
    ]);
    await calls({ localTime: next.localTime });
    expect(await app.get(TruckMovesService).moveMissed()).toBe(1);
    const plan = await planOf(order.shipmentId);
    expect(plan).toMatchObject({ pickup_at: next.at, missed_pickup_at: left, ship_by: left });
    expect(plan.due?.getTime()).toBeGreaterThan(before.due?.getTime() ?? 0);
    expect((await events(order.shipmentId, 'due_changed')).map(({ cause }) => cause)).toEqual(
      Array(3).fill('truck_missed'),
    );
    expect(await events(order.shipmentId, 'truck_missed')).toEqual([
      { carrier: 'yamato', from: left.toISOString(), to: next.at.toISOString() },
    ]);
    expect(await app.get(TruckMovesService).moveMissed()).toBe(0);
  });

  it('a packed parcel that is just being loaded keeps its truck for a quarter of an hour', async () => {
    await calls({ localTime: wall(90).localTime });
    const order = await take({ shipBy: hoursFromNow(2) });
    const setLeft = (minutes: number) =>
      rows(floor.dataSource, `update shipments set state = 'ready', pickup_at = $2 where id = $1`, [
        order.shipmentId,
        new Date(Date.now() - minutes * 60_000),
      ]);
    await setLeft(5);
    expect(await app.get(TruckMovesService).moveMissed()).toBe(0);
    await setLeft(20);
    expect(await app.get(TruckMovesService).moveMissed()).toBe(1);
  });

  it('open shipments follow a changed calendar, and those of another warehouse stay', async () => {
    const [old, fresh] = [wall(60), wall(75)];
    await calls({ localTime: old.localTime });
    const order = await take({ shipBy: hoursFromNow(2) });
    await app.get(TruckMovesService).followCalendars();
    expect((await planOf(order.shipmentId)).pickup_at).toEqual(old.at);
    await calls({ localTime: fresh.localTime });
    expect(await app.get(TruckMovesService).followCalendars()).toBe(1);
    expect((await planOf(order.shipmentId)).pickup_at).toEqual(fresh.at);
    expect((await events(order.shipmentId, 'due_changed')).map(({ cause }) => cause)).toEqual(
      Array(3).fill('pickup_moved'),
    );
    await calls();
    await app.get(TruckMovesService).followCalendars();
    expect((await planOf(order.shipmentId)).pickup_at).toBeNull();
  });

  it('follow the carrier whose labels are issued', async () => {
    const [yamato, post] = [wall(60), wall(90)];
    await calls({ localTime: yamato.localTime }, { carrier: 'japan_post', localTime: post.localTime });
    const order = await take({ shipBy: hoursFromNow(2) });
    const waybills = [{ carrier: 'japan_post', number: '6091-0000-0316' }];
    const { status } = await brand.call('PUT', `/shipments/${order.shipmentId}/waybills`, { waybills });
    expect(status).toBe(200);
    expect((await planOf(order.shipmentId)).pickup_at).toEqual(post.at);
  });

  async function claimed(station: TestStation): Promise<string | undefined> {
    const { task } = await app.get(ClaimsService).claim(station, { key: unique('key') });
    const sql = 'select shipment_id as id from tasks where id = $1';
    return (await firstRow<{ id: string }>(floor.dataSource, sql, [task?.id]))?.id;
  }

  it('never sacrifice a marketplace’s ship-by to a head start: its order goes before a burst of VIPs', async () => {
    const [soon, evening] = [wall(45), wall(600)];
    await calls({ localTime: soon.localTime }, { carrier: 'sagawa', localTime: evening.localTime });
    const ref = unique('C-');
    await brand.call('PUT', `/customers/${ref}`, {});
    await brand.call('PUT', `/customers/${ref}/rank`, { rank: 'invited', reason: 'test' });
    const vips = Array.from({ length: 20 }, () =>
      // Placed so long ago that their head start puts them first.
      orderBody({
        carrier: 'sagawa',
        customer: { ref },
        placedAt: hoursFromNow(-16),
        shipBy: hoursFromNow(40),
      }),
    );
    const [early] = await brand.takeBatch(vips);
    const market = await take({ source: 'marketplace', shipBy: soon.at.toISOString() });
    expect((await planOf(market.shipmentId)).pickup_at).toEqual(soon.at);
    const [vipDue, marketDue] = [await planOf(early?.shipmentIds[0] ?? ''), await planOf(market.shipmentId)];
    expect(vipDue.due?.getTime()).toBeLessThan(marketDue.due?.getTime() ?? 0);
    await app.get(TruckGuardService).guard();
    expect(await claimed(floor.stations[0])).toBe(market.shipmentId);
  });

  it('nor one of a carrier that nobody has a calendar of', async () => {
    await calls({ carrier: 'sagawa', localTime: wall(600).localTime });
    const ref = unique('C-');
    await brand.call('PUT', `/customers/${ref}`, {});
    await brand.call('PUT', `/customers/${ref}/rank`, { rank: 'invited', reason: 'test' });
    const early = {
      carrier: 'sagawa' as const,
      customer: { ref },
      placedAt: hoursFromNow(-16),
      shipBy: hoursFromNow(40),
    };
    await brand.takeBatch(Array.from({ length: 20 }, () => orderBody(early)));
    const market = await take({ source: 'marketplace', shipBy: hoursFromNow(0.75) });
    expect(warningsOf(market)).toEqual(['carrier_without_calendar']);
    expect((await planOf(market.shipmentId)).pickup_at).toBeNull();
    await app.get(TruckGuardService).guard();
    expect(await claimed(floor.stations[0])).toBe(market.shipmentId);
  });

  it('a brand’s head starts take no more than its share, and the shipment says what limited it', async () => {
    const { operatorKey } = (await testConfig()).secrets;
    const link = { brandId: floor.brand.id, warehouseId: floor.warehouse.id, isDefault: true };
    const put = (headStartShare?: number | null) =>
      app.inject({
        method: 'PUT',
        url: '/v1/brand-warehouses',
        headers: { authorization: `Bearer ${operatorKey}` },
        payload: { ...link, headStartShare },
      });
    // One bench, 9 minutes a shipment, Δ of 8 hours: 1/160 of it are 3 minutes, 1/40 are 12.
    expect((await put(1 / 40)).statusCode).toBe(200);
    expect((await put()).json()).toMatchObject({ headStartShare: 1 / 40 });
    const ref = unique('C-');
    await brand.call('PUT', `/customers/${ref}`, {});
    await brand.call('PUT', `/customers/${ref}/rank`, { rank: 'vip', reason: 'test' });
    const results = await brand.takeBatch([1, 2].map(() => orderBody({ customer: { ref } })));
    const third = await brand.take(orderBody({ customer: { ref } }));
    const plans = await Promise.all([...results, third].map(({ shipmentIds: [id = ''] }) => planOf(id)));
    const granted = plans.map(
      (plan) => `${String(plan.head_start_minutes)} ${String(plan.head_start_limit)}`,
    );
    expect(granted.slice(0, 2).sort()).toEqual(['0 brand_share', '360 null']);
    expect(granted[2]).toBe('0 brand_share');
    expect((await put(null)).json()).toMatchObject({ headStartShare: null });
    const free = await brand.take(orderBody({ customer: { ref } }));
    expect(await planOf(free.shipmentIds[0] ?? '')).toMatchObject({
      head_start_minutes: 360,
      head_start_limit: null,
    });
  });

  it('a warehouse’s cap is kept with the shipment', async () => {
    await rows(
      floor.dataSource,
      `insert into queue_settings (warehouse_id, settings) values ($1, '{"maxHeadStartMinutes": 60}')`,
      [floor.warehouse.id],
    );
    const ref = unique('C-');
    await brand.call('PUT', `/customers/${ref}`, {});
    await brand.call('PUT', `/customers/${ref}/rank`, { rank: 'vip', reason: 'test' });
    const order = await brand.take(orderBody({ customer: { ref } }));
    expect(await planOf(order.shipmentIds[0] ?? '')).toMatchObject({
      head_start_minutes: 60,
      head_start_limit: 'warehouse_cap',
      lead_minutes: 23 * 60,
    });
  });
});
