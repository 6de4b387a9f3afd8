import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiKeysService } from '../../../src/accounts/api-keys.service.js';
import { BrandsService } from '../../../src/accounts/brands.service.js';
import { firstRow, rows } from '../../../src/database/sql.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { PositionsService } from '../../../src/queue/explain/positions.service.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { RanksService } from '../../../src/ranks/ranks.service.js';
import { brandBody, unique } from '../../factories/accounts.js';
import { BrandCaller, hoursFromNow, orderBody, TEA } from '../../factories/orders.js';
import { createFloor, createStation, type TestFloor, type TestStation } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';

const DAY = 1440;
/** A brand's stages take nine minutes before anything is measured: a fifth of an hour's head start is one shipment. */
const ONE_SHIPMENT = 0.2;

interface Plan extends Record<string, unknown> {
  lead: number;
  headStart: number;
  limit: string | null;
  arrivedAt: Date;
  due: Date;
  task: string;
}

describe('head starts in a warehouse of several brands', () => {
  let app: NestFastifyApplication;
  let floor: TestFloor;
  let first: BrandCaller;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    await app.get(TicketRepair).repair();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    floor = await createFloor(app, { stations: 1 });
    first = new BrandCaller(app, floor);
    await first.call('PUT', '/items', { items: [TEA] });
  });

  const cap = (minutes: number | null) =>
    rows(
      floor.dataSource,
      `insert into queue_settings (warehouse_id, settings) values ($1, $2)
       on conflict (warehouse_id) do update set settings = excluded.settings`,
      [floor.warehouse.id, JSON.stringify({ maxHeadStartMinutes: minutes })],
    );

  const share = (brandId: string, headStartShare: number | null) =>
    app
      .get(BrandsService)
      .linkWarehouse({ brandId, warehouseId: floor.warehouse.id, isDefault: true, headStartShare });

  const giveLead = (brandId: string, leadMinutes: number) =>
    app.get(RanksService).put(brandId, 'standard', {
      ...{ name: { ja: 'はじまり会員', en: 'Hajimari' }, position: 0, leadMinutes },
      ...{ film: false, isDefault: true },
    });

  /** Another brand that the same warehouse works for, with a default lead of its own. */
  async function joins(leadMinutes: number): Promise<BrandCaller> {
    const brand = await app.get(BrandsService).createBrand(brandBody());
    await giveLead(brand.id, leadMinutes);
    await share(brand.id, null);
    const { secret } = await app.get(ApiKeysService).create(brand.id, 'test');
    const caller = new BrandCaller(app, { brand, warehouse: floor.warehouse, brandKey: secret });
    await caller.call('PUT', '/items', { items: [TEA] });
    return caller;
  }

  async function planOf(shipmentId: string): Promise<Plan> {
    const sql = `select s.lead_minutes as lead, s.head_start_minutes as "headStart", s.head_start_limit as "limit",
        s.arrived_at as "arrivedAt", t.due, t.id as task
      from shipments s join tasks t on t.shipment_id = s.id where s.id = $1 order by t.position limit 1`;
    const plan = await firstRow<Plan>(floor.dataSource, sql, [shipmentId]);
    if (!plan) throw new Error('no such shipment');
    return plan;
  }

  async function take(brand: BrandCaller, { minutesAgo = 60, ref = unique('C-') } = {}) {
    const order = orderBody({ placedAt: hoursFromNow(-minutesAgo / 60), customer: { ref } });
    const { shipmentIds } = await brand.take(order);
    const shipmentId = shipmentIds[0] ?? '';
    return { shipmentId, order, plan: await planOf(shipmentId) };
  }

  async function rankTo(brand: BrandCaller, ref: string, rank: string) {
    const { status } = await brand.call('PUT', `/customers/${ref}/rank`, { rank, reason: 'test' });
    expect(status).toBe(200);
  }

  it('a brand whose every lead is nought stands ahead of the others by the warehouse’s cap and no more', async () => {
    const other = await joins(0);
    expect((await take(other)).plan).toMatchObject({ lead: 0, headStart: DAY, limit: null });
    await cap(60);
    const capped = { lead: DAY - 60, headStart: 60, limit: 'warehouse_cap' };
    const { plan, order } = await take(other);
    expect(plan).toMatchObject(capped);
    expect(plan.due.getTime() - plan.arrivedAt.getTime()).toBe((DAY - 60) * 60_000);
    await rankTo(other, order.customer.ref, 'vip');
    expect((await take(other, { ref: order.customer.ref })).plan).toMatchObject(capped);
    expect((await take(first)).plan).toMatchObject({ lead: DAY, headStart: 0, limit: null });
  });

  it('nothing changes where a warehouse works for one brand', async () => {
    await giveLead(floor.brand.id, 300);
    expect((await take(first)).plan).toMatchObject({ lead: 300, headStart: 0, limit: null });
  });

  it('its default orders take of its share', async () => {
    const other = await joins(0);
    await cap(60);
    await share(other.world.brand.id, ONE_SHIPMENT);
    expect((await take(other)).plan).toMatchObject({ headStart: 60, limit: 'warehouse_cap' });
    expect((await take(other)).plan).toMatchObject({ lead: DAY, headStart: 0, limit: 'brand_share' });
    expect((await take(first)).plan).toMatchObject({ lead: DAY, headStart: 0, limit: null });
  });

  it('whoever is passed is told that it was the brand, not the rank, and how many more may come', async () => {
    const other = await joins(0);
    await cap(60);
    const far = await take(first, { minutesAgo: 110 });
    const near = await take(first, { minutesAgo: 90 });
    const passing = await take(other, { minutesAgo: 40 });
    const claim = async (station: TestStation) =>
      (await app.get(ClaimsService).claim(station, { key: unique('key') })).task?.id;
    expect(await claim(floor.stations[0])).toBe(far.plan.task);
    expect(await claim(await createStation(app, floor.warehouse.id))).toBe(passing.plan.task);
    const position = await app.get(PositionsService).ofTask(floor.warehouse.id, near.plan.task);
    expect(position.overtakenBy.orders.map(({ why }) => why.code)).toEqual(['brand_head_start']);
    expect(position.rank.headStartMinutes).toBe(0);
    expect(position.guarantee.text.en).toContain('at most 1 an hour');
    const ahead = await app.get(PositionsService).ofTask(floor.warehouse.id, passing.plan.task);
    expect(ahead.rank).toMatchObject({ source: 'default', headStartMinutes: 60 });
    expect(ahead.rank.text.en).toContain('60 minutes of head start');
  });

  it('raised ranks ask for the share too, the oldest order first, and count in it', async () => {
    const ref = unique('C-');
    await cap(60);
    await share(floor.brand.id, ONE_SHIPMENT);
    const young = await take(first, { ref, minutesAgo: 10 });
    const old = await take(first, { ref, minutesAgo: 30 });
    await rankTo(first, ref, 'vip');
    expect(await planOf(old.shipmentId)).toMatchObject({ lead: DAY - 60, headStart: 60 });
    const limited = { lead: DAY, headStart: 0, limit: 'brand_share' };
    expect(await planOf(young.shipmentId)).toMatchObject({ ...limited, due: young.plan.due });
    expect((await take(first, { ref, minutesAgo: 5 })).plan).toMatchObject(limited);
    // The next rank: who has a head start doesn't ask again.
    await rankTo(first, ref, 'invited');
    expect(await planOf(old.shipmentId)).toMatchObject({ headStart: 60, limit: 'warehouse_cap' });
    expect(await planOf(young.shipmentId)).toMatchObject(limited);
  });

  it('orders that change over to a customer of a higher rank ask for the share too, and keep what they got', async () => {
    const ref = unique('C-');
    await first.call('PUT', `/customers/${ref}`, {});
    await rankTo(first, ref, 'vip');
    await share(floor.brand.id, 1 / 40);
    const [one, two] = [await take(first), await take(first)];
    for (const { order } of [one, two]) await first.take({ ...order, customer: { ref } });
    expect(await planOf(one.shipmentId)).toMatchObject({ lead: 1080, headStart: 360, limit: null });
    expect(await planOf(two.shipmentId)).toMatchObject({ lead: DAY, headStart: 0, limit: 'brand_share' });
    await first.take({ ...one.order, customer: { ref }, wishes: ['ゆっくり'] });
    expect(await planOf(one.shipmentId)).toMatchObject({ lead: 1080, headStart: 360, limit: null });
  });

  it('places stay when a brand with a longer lead joins, and a raise puts nobody back', async () => {
    await cap(60);
    const ref = unique('C-');
    const before = await take(first, { ref });
    const position = () => app.get(PositionsService).ofTask(floor.warehouse.id, before.plan.task);
    await joins(2 * DAY);
    expect(await planOf(before.shipmentId)).toEqual(before.plan);
    expect((await position()).rank.headStartMinutes).toBe(0);
    const after = await take(first);
    expect(after.plan).toMatchObject({ lead: 2 * DAY - 60, headStart: 60, limit: 'warehouse_cap' });
    await rankTo(first, ref, 'vip');
    expect(await planOf(before.shipmentId)).toEqual(before.plan);
  });
});
