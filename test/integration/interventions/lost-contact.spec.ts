import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { BoxesService } from '../../../src/interventions/boxes.service.js';
import { HoldsService } from '../../../src/interventions/holds.service.js';
import { ReassignService } from '../../../src/interventions/reassign.service.js';
import { LeasesService } from '../../../src/queue/leases.service.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';
import { actor, beat, by, claim, why } from './intervening.js';

/** A bench lost contact, staff changed what it had in hand, and it comes back. */
describe('a station that comes back to what staff have changed meanwhile', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    await app.get(TicketRepair).repair();
  });

  afterAll(() => app.close());

  async function lostContact() {
    const floor = await createFloor(app, { stations: 2 });
    const lines = [{ sku: 'TEA-1', quantity: 3 }];
    const made = await insertShipment(floor, { lines });
    const [station] = floor.stations;
    const { task } = await claim(app, station);
    await rows(floor.dataSource, `update tasks set lease_until = now() - interval '1 second' where id = $1`, [
      task!.id,
    ]);
    expect(await app.get(LeasesService).returnLapsed()).toBe(1);
    return { floor, made, back: () => beat(station, task!.id, task!.token) };
  }

  type Change = (floor: TestFloor, made: TestShipment) => Promise<unknown>;
  const warehouse = (floor: TestFloor) => ({ warehouseId: floor.warehouse.id, actor });

  it.each<[stop: string, change: Change]>([
    ['held', (floor, { shipmentId }) => app.get(HoldsService).hold(by(floor), shipmentId, why)],
    [
      'reassigned',
      (floor, { tasks }) =>
        app.get(ReassignService).reassign(warehouse(floor), tasks.pick, {
          ...why,
          stationId: floor.stations[1].stationId,
        }),
    ],
    [
      'split',
      (floor, { shipmentId, lineIds }) =>
        app.get(BoxesService).split(by(floor), shipmentId, {
          ...why,
          lines: [{ shipmentLineId: lineIds[0], quantity: 1 }],
        }),
    ],
  ])('is told to stop: %s', async (code, change) => {
    const { floor, made, back } = await lostContact();
    await change(floor, made);
    expect((await back()).json()).toMatchObject({ stop: { code } });
    const [pick] = await rows<{ state: string; station: string | null }>(
      floor.dataSource,
      'select state, station_id as station from tasks where id = $1',
      [made.tasks.pick],
    );
    expect(pick).toEqual({ state: code === 'held' ? 'waiting' : 'ready', station: null });
  });

  it('goes on where nobody has changed anything', async () => {
    const { back } = await lostContact();
    expect((await back()).statusCode).toBe(200);
  });
});
