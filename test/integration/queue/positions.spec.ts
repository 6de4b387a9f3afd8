import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { PositionsService } from '../../../src/queue/explain/positions.service.js';
import { unique } from '../../factories/accounts.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe('the position of a task', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
  });

  afterAll(() => app.close());

  async function arrived(floor: TestFloor, shipmentId: string, minutesAgo: number): Promise<void> {
    await rows(
      floor.dataSource,
      `update shipments set arrived_at = now() - $2 * interval '1 minute' where id = $1`,
      [shipmentId, minutesAgo],
    );
    await rows(
      floor.dataSource,
      `update tasks set ready_at = now() - $2 * interval '1 minute' where shipment_id = $1`,
      [shipmentId, minutesAgo],
    );
  }

  it('counts what is ahead, says who overtook it and why, and tells the brand the same', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const first = await insertShipment(floor, { due: inMinutes(100) });
    const vip = await insertShipment(floor, { due: inMinutes(10) });
    await insertShipment(floor, { due: inMinutes(50) });
    await arrived(floor, first.shipmentId, 30);
    await arrived(floor, vip.shipmentId, 5);
    const claim = await app.get(ClaimsService).claim(floor.stations[0], { key: unique('key') });
    expect(claim.task?.id).toBe(vip.tasks.pick);

    const position = await app.get(PositionsService).ofTask(floor.warehouse.id, first.tasks.pick);
    expect(position.ahead).toMatchObject({ tasks: 1, inWork: 1, stations: 1 });
    expect(position.overtakenBy.total).toBe(1);
    expect(position.overtakenBy.orders[0]).toMatchObject({
      taskId: vip.tasks.pick,
      orderExternalId: vip.externalId,
      why: { code: 'head_start' },
    });
    expect(Date.parse(position.expectedStart ?? '')).toBeGreaterThan(Date.now());
    const brandView = await app.get(PositionsService).ofShipment(floor.brand.id, first.shipmentId);
    expect(brandView.overtakenBy).toEqual(position.overtakenBy);
  });

  it('names what was passed over by a scan in hand', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const urgent = await insertShipment(floor, { due: inMinutes(1) });
    const inHand = await insertShipment(floor, { due: inMinutes(500) });
    await arrived(floor, urgent.shipmentId, 60);
    await arrived(floor, inHand.shipmentId, 10);
    const request = { key: unique('key'), scan: inHand.externalId };
    const answer = await floor.stations[0].call('POST', '/claims', request);
    expect(answer.json()).toMatchObject({ passedOver: 1 });
    // Lost on the wire and asked for again: the same, with what it said.
    const again = await floor.stations[0].call('POST', '/claims', request);
    expect(again.json()).toMatchObject({ passedOver: 1, held: { token: 1 } });
    const position = await app.get(PositionsService).ofTask(floor.warehouse.id, urgent.tasks.pick);
    expect(position.overtakenBy.orders.map(({ why }) => why.code)).toEqual(['scan']);
    const [lease] = await rows<{ taken_by: string; passed_over: number }>(
      floor.dataSource,
      'select taken_by, passed_over from leases where task_id = $1',
      [inHand.tasks.pick],
    );
    expect(lease).toEqual({ taken_by: 'scan', passed_over: 1 });
  });

  it('is refused for a task of another warehouse and a shipment of another brand', async () => {
    const floor = await createFloor(app);
    const foreign = await createFloor(app);
    const made = await insertShipment(floor);
    const positions = app.get(PositionsService);
    await expect(positions.ofTask(foreign.warehouse.id, made.tasks.pick)).rejects.toMatchObject({
      code: 'task_not_found',
    });
    await expect(positions.ofShipment(foreign.brand.id, made.shipmentId)).rejects.toMatchObject({
      code: 'shipment_not_found',
    });
  });
});
