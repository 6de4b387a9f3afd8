import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { HoldsService } from '../../../src/interventions/holds.service.js';
import { ServiceTimes } from '../../../src/queue/service-times.service.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { by, inMinutes, stateOf, why } from '../interventions/intervening.js';

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** A pick that was completed so many seconds after its claim. */
async function served(floor: TestFloor, fromSec: number, toSec: number, cartId: string | null = null) {
  const made = await insertShipment(floor);
  const [station] = floor.stations;
  const at = `now() - interval '1 hour' + interval '1 second' *`;
  await rows(
    floor.dataSource,
    `insert into leases (task_id, token, brand_id, station_id, packer_id, from_at, ended_at, end_reason, taken_by)
     values ($1, 1, $2, $3, $4, ${at} $5, ${at} $6, 'completed', $7)`,
    [
      ...[made.tasks.pick, floor.brand.id, station.stationId, station.packerId, fromSec, toSec],
      cartId ? 'cart' : 'next',
    ],
  );
  const done = `update tasks set state = 'completed', completed_at = now(), cart_id = $2, station_id = null where id = $1`;
  await rows(floor.dataSource, done, [made.tasks.pick, cartId]);
}

const measured = async (floor: TestFloor) => {
  await app.get(ServiceTimes).measure();
  const sql = `select stage, round(mean_sec)::integer as mean, samples from service_times where warehouse_id = $1`;
  return rows<{ stage: string; mean: number; samples: number }>(floor.dataSource, sql, [floor.warehouse.id]);
};

describe('service times', () => {
  it('are from claim to completion, without the longest, which are breaks and forgotten screens', async () => {
    const floor = await createFloor(app, { stations: 1 });
    await served(floor, 0, 100);
    await served(floor, 200, 500);
    await served(floor, 500, 3500);
    expect(await measured(floor)).toEqual([{ stage: 'pick', mean: 200, samples: 2 }]);
  });

  it('of a cart are its whole trip by its orders, though each order was claimed at its start', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const [station] = floor.stations;
    const cartId = newId();
    await rows(
      floor.dataSource,
      `insert into carts (id, warehouse_id, station_id, packer_id, key, stage, pool, asked) values ($1, $2, $3, $4, $5, 'pick', '', 4)`,
      [cartId, floor.warehouse.id, station.stationId, station.packerId, cartId],
    );
    for (const end of [300, 600, 900, 1200]) await served(floor, 0, end, cartId);
    expect(await measured(floor)).toEqual([{ stage: 'pick', mean: 300, samples: 4 }]);
  });
});

it('a hold gives no head start that the brand’s share had refused', async () => {
  const floor = await createFloor(app, { stations: 1 });
  const made = await insertShipment(floor, { due: inMinutes(5000) });
  await rows(
    floor.dataSource,
    `update shipments set lead_minutes = 2000, head_start_minutes = 0, head_start_limit = 'brand_share' where id = $1`,
    [made.shipmentId],
  );
  const holds = app.get(HoldsService);
  await holds.hold(by(floor), made.shipmentId, why);
  await holds.releaseHold(by(floor), made.shipmentId, why);
  const [pick] = await stateOf(floor, made);
  expect(Math.abs(pick!.due.getTime() - inMinutes(2000).getTime())).toBeLessThan(60_000);
});
