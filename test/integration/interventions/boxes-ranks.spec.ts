import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BrandsService } from '../../../src/accounts/brands.service.js';
import { rows } from '../../../src/database/sql.js';
import { BoxesService } from '../../../src/interventions/boxes.service.js';
import { OrdersService } from '../../../src/orders/orders.service.js';
import { raiseOpenOrders } from '../../../src/orders/raise-open-orders.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { createBrand } from '../../factories/accounts.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';
import { actor, by, inMinutes, kinds, stateOf, why } from './intervening.js';

/** Goods of several customers in one box, whose ranks rise afterwards. */
describe('the rank of a customer whose goods lie in a shared box', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    await app.get(TicketRepair).repair();
  });

  afterAll(() => app.close());

  const consolidate = (floor: TestFloor, target: string, ...shipmentIds: string[]) =>
    app.get(BoxesService).consolidate(by(floor), target, { ...why, reason: 'same_recipient', shipmentIds });
  const cancel = (floor: TestFloor, { orderId }: TestShipment) =>
    app.get(OrdersService).cancel({ brandId: floor.brand.id, actor }, orderId, 'changed her mind');

  /** @returns the lead of the highest rank, which the order's customer has from now on, in minutes */
  async function raise(floor: TestFloor, { orderId }: TestShipment) {
    const [vip] = await rows<{ id: string; customerId: string; lead: number }>(
      floor.dataSource,
      `select r.id, r.lead_minutes as lead, (select customer_id from orders where id = $2) as "customerId"
       from ranks r where r.brand_id = $1 order by r.lead_minutes limit 1`,
      [floor.brand.id, orderId],
    );
    const to = { brandId: floor.brand.id, customerId: vip!.customerId, rankId: vip!.id, actor };
    const moved = await floor.dataSource.transaction((manager) =>
      raiseOpenOrders(manager, { ...to, source: 'external' }),
    );
    return { rankId: vip!.id, lead: vip!.lead, moved };
  }

  const boxOf = async (floor: TestFloor, shipmentId: string) => {
    const sql = 'select lead_minutes as lead, order_id as "orderId" from shipments where id = $1';
    return (await rows<{ lead: number | null; orderId: string }>(floor.dataSource, sql, [shipmentId]))[0];
  };
  const rankOf = async (floor: TestFloor, { orderId }: TestShipment) =>
    (
      await rows<{ id: string }>(floor.dataSource, 'select rank_id as id from orders where id = $1', [
        orderId,
      ])
    )[0]?.id;
  const dueOf = async (floor: TestFloor, made: TestShipment) =>
    (await stateOf(floor, made))[0]!.due.getTime();

  it('moves the box ahead, whoever’s order it goes by, with an event for each stage', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const target = await insertShipment(floor, { due: inMinutes(5000) });
    const guest = await insertShipment(floor, { due: inMinutes(6000) });
    await consolidate(floor, target.shipmentId, guest.shipmentId);
    const { rankId, lead, moved } = await raise(floor, guest);
    expect(await rankOf(floor, guest)).toBe(rankId);
    expect(await boxOf(floor, target.shipmentId)).toEqual({ lead, orderId: target.orderId });
    expect(await dueOf(floor, target)).toBeLessThanOrEqual(inMinutes(lead).getTime());
    expect(moved).toContainEqual({ id: target.tasks.pick });
    const told = (await kinds(floor, target.shipmentId)).filter((kind) => kind === 'due_changed:rank_raised');
    expect(told).toHaveLength(3);
    await cancel(floor, guest);
    expect(await dueOf(floor, target)).toBeGreaterThan(inMinutes(4900).getTime());
  });

  it('moves it by a head start on the warehouse’s standard lead, under its cap, whatever the brand’s own default is', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const { brand } = await createBrand(app);
    await app
      .get(BrandsService)
      .linkWarehouse({ brandId: brand.id, warehouseId: floor.warehouse.id, isDefault: true });
    const longer = 'update ranks set lead_minutes = 2880 where brand_id = $1 and is_default';
    await rows(floor.dataSource, longer, [brand.id]);
    const cap = `insert into queue_settings (warehouse_id, settings) values ($1, '{"maxHeadStartMinutes": 60}')`;
    await rows(floor.dataSource, cap, [floor.warehouse.id]);
    const target = await insertShipment(floor, { due: inMinutes(5000) });
    const guest = await insertShipment(floor, { due: inMinutes(6000) });
    await consolidate(floor, target.shipmentId, guest.shipmentId);
    await raise(floor, guest);
    expect((await boxOf(floor, target.shipmentId))?.lead).toBe(2820);
  });

  it('never puts a box back that another customer’s head start or staff had put further ahead', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const target = await insertShipment(floor, { due: inMinutes(5000) });
    const first = await insertShipment(floor, { due: inMinutes(-500) });
    await consolidate(floor, target.shipmentId, first.shipmentId);
    const before = await dueOf(floor, target);
    await raise(floor, target);
    expect(await dueOf(floor, target)).toBe(before);
  });

  it('stays when the other order leaves the box', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const target = await insertShipment(floor, { due: inMinutes(5000) });
    const other = await insertShipment(floor, { due: inMinutes(20) });
    await consolidate(floor, target.shipmentId, other.shipmentId);
    const { lead } = await raise(floor, target);
    await cancel(floor, other);
    expect(await dueOf(floor, target)).toBeLessThanOrEqual(inMinutes(lead).getTime());
    expect((await boxOf(floor, target.shipmentId))?.lead).toBe(lead);
  });

  it('counts in both boxes when the shared one is split, and goes with the order that leaves', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const pair = [{ sku: 'TEA-1', quantity: 2 }];
    const target = await insertShipment(floor, { due: inMinutes(5000), lines: pair });
    const guest = await insertShipment(floor, { due: inMinutes(6000), lines: pair });
    await consolidate(floor, target.shipmentId, guest.shipmentId);
    const { lead } = await raise(floor, guest);
    const found = await rows<{ id: string }>(
      floor.dataSource,
      'select id from shipment_lines where shipment_id = $1 order by id',
      [target.shipmentId],
    );
    const lines = found.map(({ id }) => ({ shipmentLineId: id, quantity: 1 }));
    const { newShipmentId } = await app
      .get(BoxesService)
      .split(by(floor), target.shipmentId, { ...why, lines });
    const dues = async () => {
      const sql = `select due from tasks where shipment_id = $1 and position = 0`;
      const read = (id: string | null) => rows<{ due: Date }>(floor.dataSource, sql, [id]);
      return [...(await read(target.shipmentId)), ...(await read(newShipmentId))].map(({ due }) =>
        due.getTime(),
      );
    };
    for (const due of await dues()) expect(due).toBeLessThanOrEqual(inMinutes(lead).getTime());
    await cancel(floor, guest);
    for (const due of await dues()) expect(due).toBeGreaterThan(inMinutes(4900).getTime());
  });
});
