import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { RepoolService } from '../../../src/queue/repool.service.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { Tickets } from '../../../src/queue/tickets.js';
import { TruckGuardService } from '../../../src/queue/truck-guard.service.js';
import { unique } from '../../factories/accounts.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor, type TestStation } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { freshEnvironment } from '../../harness/services.js';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

describe('places in line', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createTestApp(await freshEnvironment());
    await app.get(TicketRepair).repair();
  });

  afterAll(() => app.close());

  const claimed = async (station: TestStation) =>
    (await app.get(ClaimsService).claim(station, { key: unique('key') })).task?.id;

  async function onTruck(
    floor: TestFloor,
    input: { dueIn: number; pickupIn: number; deadlineIn: number },
  ): Promise<TestShipment> {
    const made = await insertShipment(floor, { due: inMinutes(input.dueIn) });
    const pickup = inMinutes(input.pickupIn);
    await rows(floor.dataSource, 'update shipments set pickup_at = $2 where id = $1', [
      made.shipmentId,
      pickup,
    ]);
    const deadline = inMinutes(input.deadlineIn);
    await rows(floor.dataSource, 'update tasks set deadline = $2 where shipment_id = $1', [
      made.shipmentId,
      deadline,
    ]);
    return made;
  }

  async function dueChanges(floor: TestFloor, shipmentId: string) {
    return rows<{ data: { cause: string; stage: string } }>(
      floor.dataSource,
      `select data from timeline_events where shipment_id = $1 and kind = 'due_changed' order by id`,
      [shipmentId],
    );
  }

  it('puts the orders of a truck that is nearly missed first, records why, and lets them go when it has time again', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const vip = await onTruck(floor, { dueIn: 10, pickupIn: 600, deadlineIn: 580 });
    const urgent = await onTruck(floor, { dueIn: 300, pickupIn: 30, deadlineIn: 4 });
    await app.get(Tickets).issue([{ id: vip.tasks.pick }, { id: urgent.tasks.pick }]);
    expect(await app.get(TruckGuardService).guard()).toBe(3); // all stages of the urgent order
    expect((await dueChanges(floor, urgent.shipmentId)).map(({ data }) => data.cause)).toEqual(
      Array(3).fill('truck_guard'),
    );
    expect(await claimed(floor.stations[0])).toBe(urgent.tasks.pick);
    await rows(
      floor.dataSource,
      `update tasks set state = 'ready', station_id = null, lease_until = null, deadline = now() + interval '9 hours' where id = $1`,
      [urgent.tasks.pick],
    );
    await rows(floor.dataSource, `update tasks set state = 'completed' where shipment_id = $1 and id <> $2`, [
      urgent.shipmentId,
      urgent.tasks.pick,
    ]);
    await rows(
      floor.dataSource,
      `update shipments set pickup_at = now() + interval '10 hours' where id = $1`,
      [urgent.shipmentId],
    );
    expect(await app.get(TruckGuardService).guard()).toBe(1);
    expect((await dueChanges(floor, urgent.shipmentId)).at(-1)?.data.cause).toBe('truck_guard_lifted');
    expect(await claimed(floor.stations[0])).toBe(vip.tasks.pick);
  });

  it('puts orders first whose ship-by is nearly missed and that no truck is known for, and lets them go again', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const vip = await onTruck(floor, { dueIn: 10, pickupIn: 600, deadlineIn: 580 });
    const market = await insertShipment(floor, { due: inMinutes(300), carrier: 'other' });
    const shipBy = (minutes: number) =>
      rows(
        floor.dataSource,
        `with moved as (update shipments set ship_by = $2 where id = $1)
         update tasks set deadline = $3 where shipment_id = $1`,
        [market.shipmentId, inMinutes(minutes), inMinutes(minutes - 26)],
      );
    await shipBy(30);
    await app.get(Tickets).issue([{ id: vip.tasks.pick }, { id: market.tasks.pick }]);
    expect(await app.get(TruckGuardService).guard()).toBe(3);
    expect(await app.get(TruckGuardService).guard()).toBe(0);
    expect((await dueChanges(floor, market.shipmentId)).at(-1)?.data.cause).toBe('truck_guard');
    await shipBy(600);
    expect(await app.get(TruckGuardService).guard()).toBe(3);
    expect((await dueChanges(floor, market.shipmentId)).at(-1)?.data.cause).toBe('truck_guard_lifted');
    await shipBy(30);
    expect(await app.get(TruckGuardService).guard()).toBe(3);
    expect(await claimed(floor.stations[0])).toBe(market.tasks.pick);
  });

  it('leaves the line as it is while every truck has time', async () => {
    const floor = await createFloor(app, { stations: 1 });
    const vip = await onTruck(floor, { dueIn: 10, pickupIn: 600, deadlineIn: 580 });
    await onTruck(floor, { dueIn: 300, pickupIn: 500, deadlineIn: 480 });
    expect(await app.get(TruckGuardService).guard()).toBe(0);
    await app.get(Tickets).issue([{ id: vip.tasks.pick }]);
    expect(await claimed(floor.stations[0])).toBe(vip.tasks.pick);
  });

  it('moves open tasks into the pools of new settings, and gives a station only what it serves', async () => {
    const floor = await createFloor(app, { stations: 2 });
    const [chilledBench, dryBench] = floor.stations;
    const chilled = await insertShipment(floor, { due: inMinutes(5), flags: ['chilled'] });
    const dry = await insertShipment(floor, { due: inMinutes(50) });
    await rows(
      floor.dataSource,
      `insert into queue_settings (warehouse_id, settings) values ($1, '{"poolBy": ["temperature"]}')`,
      [floor.warehouse.id],
    );
    expect(await app.get(RepoolService).repoolChanged()).toBe(3);
    expect(await app.get(RepoolService).repoolChanged()).toBe(0);
    await app.get(TicketRepair).repair();
    dryBench.capabilities = { zones: null, temperatures: [], skills: null };
    expect(await claimed(dryBench)).toBe(dry.tasks.pick);
    expect(await claimed(chilledBench)).toBe(chilled.tasks.pick);
  });
});
