import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { leavesAt, readTruckLoads } from '../../../src/queue/truck-loads.js';
import { insertShipment, type ShipmentInput, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Two months of shipments that have left. */
const HISTORY = `
  insert into shipments (id, brand_id, warehouse_id, order_id, state, release_at, arrived_at, ship_by, planned_ship_date, pickup_at, handed_over_at)
  select gen_random_uuid(), $1, $2, $3, 'handed_over', now(), now(), left_at, current_date, case when n % 4 > 0 then left_at end, left_at
  from generate_series(1, 6000) n, lateral (select date_trunc('day', now()) - interval '10 minutes' * n as left_at) h`;

let app: NestFastifyApplication;
let floor: TestFloor;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  floor = await createFloor(app);
});

const loads = () => readTruckLoads(floor.dataSource, floor.warehouse.id);
const inHours = (hours: number) =>
  new Date(Math.ceil(Date.now() / (10 * MINUTE)) * 10 * MINUTE + hours * 60 * MINUTE);
const after = (at: Date, ms: number) => new Date(at.getTime() + ms);

async function leaving(
  times: { pickupAt?: Date; shipBy?: Date; arrivedAt?: Date },
  input: ShipmentInput = {},
): Promise<TestShipment> {
  const made = await insertShipment(floor, { stages: ['pack'], ...input });
  const { pickupAt = null, shipBy = null, arrivedAt = null } = times;
  await rows(
    floor.dataSource,
    `update shipments set pickup_at = $2, ship_by = coalesce($3, ship_by), arrived_at = coalesce($4, arrived_at) where id = $1`,
    [made.shipmentId, pickupAt, shipBy, arrivedAt],
  );
  return made;
}

const set = (assignment: string, { shipmentId }: TestShipment) =>
  rows(floor.dataSource, `update tasks set ${assignment} where shipment_id = $1`, [shipmentId]);

describe('what must leave', () => {
  it('is counted by pickup, and by ship-by in steps of ten minutes where no truck is known', async () => {
    const evening = inHours(5);
    await leaving({ pickupAt: evening, shipBy: after(evening, DAY) });
    for (const minutes of [0, 4, 9])
      await leaving({ shipBy: after(evening, minutes * MINUTE) }, { carrier: 'other' });
    await leaving({ shipBy: after(evening, 10 * MINUTE) }, { carrier: 'other' });
    await leaving({ shipBy: new Date(Date.now() - MINUTE) }, { carrier: 'other' });
    await leaving({ shipBy: inHours(37) }, { carrier: 'other' });
    const found = (await loads()).map((load) => [load.carrier, load.leavesAt, load.tasks]);
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        ['yamato', evening, 1],
        ['other', evening, 3],
        ['other', after(evening, 10 * MINUTE), 1],
      ]),
    );
  });

  it('is found by an index', async () => {
    const { orderId } = await leaving({ pickupAt: inHours(5) });
    await rows(floor.dataSource, HISTORY, [floor.brand.id, floor.warehouse.id, orderId]);
    await rows(floor.dataSource, 'analyze shipments');
    const plan = await rows<{ 'QUERY PLAN': string }>(
      floor.dataSource,
      `explain select s.id from shipments s where s.warehouse_id = '${floor.warehouse.id}' and ${leavesAt('s')} = now()`,
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/shipments_leaves_idx[^]*Index Cond: .*date_bin/);
  });
});

describe('what is still expected', () => {
  /** One that came ten minutes before it left, and is gone. */
  async function cameBefore(leftAt: Date, input: ShipmentInput = {}): Promise<void> {
    const past = await leaving({ pickupAt: leftAt, arrivedAt: after(leftAt, -10 * MINUTE) }, input);
    await set(`state = 'completed'`, past);
  }

  it('is spread over the pools of a stage as the truck’s known orders are', async () => {
    const evening = inHours(2);
    for (const weeks of [1, 2, 3, 4])
      for (let n = 0; n < 2; n += 1) await cameBefore(after(evening, -7 * DAY * weeks));
    await cameBefore(after(evening, -7 * DAY), { carrier: 'sagawa' });
    await leaving({ pickupAt: after(evening, -7 * DAY), arrivedAt: after(evening, -7.5 * DAY) });
    const chilled = await leaving({ pickupAt: evening });
    await set(`pool = 'temp=chilled'`, chilled);
    for (let n = 0; n < 2; n += 1) await leaving({ pickupAt: evening });
    // What is done still tells which share of the truck's orders a pool gets.
    await set(`state = 'completed'`, await leaving({ pickupAt: evening }));
    const found = (await loads()).map(({ pool, tasks, expected }) => [pool, tasks, expected]).sort();
    expect(found).toEqual([
      ['', 2, 1.5],
      ['temp=chilled', 1, 0.5],
    ]);
  });

  it('is taken from the same time on the warehouse’s clock when that was changed in between', async () => {
    // Clocks went back by an hour ten days ago, as they do once a year.
    const changed = new Date(Date.now() - 10 * DAY);
    const dayOfYear = (at: Date) =>
      Math.round((Date.UTC(2026, at.getUTCMonth(), at.getUTCDate()) - Date.UTC(2026, 0, 0)) / DAY);
    const summer = dayOfYear(after(changed, -180 * DAY));
    await rows(floor.dataSource, 'update warehouses set time_zone = $2 where id = $1', [
      floor.warehouse.id,
      `WIN0SUM,J${Math.min(365, summer)},J${Math.min(365, dayOfYear(changed))}`,
    ]);
    const evening = inHours(2);
    await leaving({ pickupAt: evening });
    await cameBefore(after(evening, -7 * DAY));
    for (const weeks of [2, 3, 4]) await cameBefore(after(evening, -7 * DAY * weeks - 60 * MINUTE));
    expect(await loads()).toMatchObject([{ tasks: 1, expected: 1 }]);
  });
});
