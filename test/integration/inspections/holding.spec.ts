import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { inTransaction } from '../../../src/database/transaction.js';
import { LeasesService } from '../../../src/queue/leases.service.js';
import { stopTasks } from '../../../src/queue/task-stop.js';
import { insertShipment } from '../../factories/shipments.js';
import { createFloor, type TestFloor } from '../../factories/stations.js';
import { createTestApp } from '../../harness/application.js';
import { Packer, timelineOf } from './packer.js';

let app: NestFastifyApplication;
let floor: TestFloor;
let one: Packer;
let two: Packer;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  floor = await createFloor(app, { stations: 2 });
  [one, two] = [new Packer(floor.stations[0]), new Packer(floor.stations[1])];
});

async function lapse(taskId: string): Promise<void> {
  await rows(floor.dataSource, `update tasks set lease_until = now() - interval '1 second' where id = $1`, [
    taskId,
  ]);
  await app.get(LeasesService).returnLapsed();
}

const secondsLeft = (instant: string) => (new Date(instant).getTime() - Date.now()) / 1000;

describe('holding a task', () => {
  it('lasts two minutes until the first scan, then fifteen', async () => {
    await insertShipment(floor, { lines: [{ sku: 'TEA-1', quantity: 2 }] });
    const { held } = await one.claim();
    expect(held).toMatchObject({ token: 1, heartbeatEverySec: 10 });
    expect(secondsLeft(held!.leaseUntil)).toBeGreaterThan(110);
    expect(secondsLeft(held!.leaseUntil)).toBeLessThan(121);
    await one.scan('TEA-1');
    const beat = (await one.tryHolding('heartbeat')).json<{ leaseUntil: string; stop: unknown }>();
    expect(secondsLeft(beat.leaseUntil)).toBeGreaterThan(890);
    expect(beat.stop).toBeNull();
  });

  it('is revived after the lease when nobody else took the task, with all that was counted', async () => {
    const shipment = await insertShipment(floor, { lines: [{ sku: 'TEA-1', quantity: 2 }] });
    await one.claim();
    await one.scan('TEA-1');
    await lapse(shipment.tasks.pick);
    expect((await one.scan('TEA-1')).task).toMatchObject({
      state: 'claimed',
      attempt: 1,
      lines: [{ counted: 2 }],
    });
    expect((await two.claim()).held).toBeNull();
    await one.answerAll();
    await one.complete();
  });

  it('is refused once another station has a newer token, and that station starts the stage again', async () => {
    const shipment = await insertShipment(floor, { lines: [{ sku: 'TEA-1', quantity: 2 }] });
    await one.claim();
    await one.scan('TEA-1');
    await lapse(shipment.tasks.pick);
    await two.claim();
    expect(two).toMatchObject({ token: 2, task: { attempt: 2, lines: [{ counted: 0 }] } });
    for (const action of ['complete', 'scans', 'answers']) {
      const refused = await one.trySending(action, ACTION_BODIES[action] ?? {});
      expect(refused.json()).toMatchObject({ status: 409, code: 'newer_token', holder: two.station.name });
    }
    expect((await one.tryHolding('heartbeat')).json()).toMatchObject({ code: 'newer_token' });
    expect((await one.tryHolding('release')).json()).toMatchObject({ code: 'newer_token' });
    const guessed = await one.trySending('scans', { ...ACTION_BODIES.scans, token: 2 });
    expect(guessed.json()).toMatchObject({ code: 'task_not_held' });
  });

  it('ends with a release, and the task is offered again', async () => {
    await insertShipment(floor);
    await one.claim();
    expect((await one.tryHolding('release')).statusCode).toBe(204);
    expect((await one.tryHolding('heartbeat')).json()).toMatchObject({ code: 'task_not_held' });
    expect((await two.claim()).held).toMatchObject({ token: 2 });
  });

  it('is stopped by a cancelled order: the heartbeat says so and nothing more is taken', async () => {
    const shipment = await insertShipment(floor);
    await one.claim();
    const stopped = await inTransaction(floor.dataSource, (manager) =>
      stopTasks(manager, {
        brandId: floor.brand.id,
        shipmentIds: [shipment.shipmentId],
        why: 'cancelled',
        actor: { kind: 'system', id: 'test' },
      }),
    );
    expect(stopped).toHaveLength(3);
    const beat = await one.tryHolding('heartbeat');
    expect(beat.json()).toMatchObject({ stop: { code: 'cancelled', text: { en: /Do not close the box/ } } });
    const scan = await one.trySending('scans', ACTION_BODIES.scans!);
    expect(scan.json()).toMatchObject({ code: 'task_stopped', stop: { code: 'cancelled' } });
    expect((await one.trySending('complete', {})).json()).toMatchObject({ code: 'task_stopped' });
    expect(await timelineOf(floor, shipment.shipmentId)).toContain('task_stopped');
    const { held } = await two.claim();
    expect(held).toBeNull();
  });

  it('ends with one completion, however many arrive', async () => {
    const shipment = await insertShipment(floor);
    await one.claim();
    await one.scan('TEA-1');
    await one.answerAll();
    const results = await Promise.all([1, 2, 3].map(() => one.complete()));
    expect(new Set(results.map(({ nextTaskId }) => nextTaskId))).toEqual(new Set([shipment.tasks.pack]));
    const kinds = await timelineOf(floor, shipment.shipmentId);
    expect(kinds.filter((kind) => kind === 'stage_completed')).toHaveLength(1);
    const late = await one.trySending('scans', ACTION_BODIES.scans!);
    expect(late.json()).toMatchObject({ code: 'task_completed' });
  });

  it('is refused to a station of another warehouse, without saying that the task exists', async () => {
    await insertShipment(floor);
    await one.claim();
    const elsewhere = await createFloor(app, { stations: 1 });
    const stranger = new Packer(elsewhere.stations[0]);
    stranger.task = one.task;
    stranger.token = one.token;
    expect((await stranger.trySending('complete', {})).json()).toMatchObject({
      status: 404,
      code: 'task_not_found',
    });
    expect((await stranger.station.call('GET', `/tasks/${one.task.id}`)).json()).toMatchObject({
      status: 404,
    });
  });
});

const ACTION_BODIES: Record<string, object> = {
  scans: { id: '01900000-0000-7000-8000-000000000001', code: 'TEA-1' },
  answers: {
    id: '01900000-0000-7000-8000-000000000002',
    checkId: '01900000-0000-7000-8000-000000000003',
    value: 'pass',
    by: 'press',
  },
};
