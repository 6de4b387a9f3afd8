import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Registry } from 'prom-client';
import { rows } from '../../../src/database/sql.js';
import { METRICS } from '../../../src/health/metrics.module.js';
import { ClaimsService } from '../../../src/queue/claims.service.js';
import { LeasesService } from '../../../src/queue/leases.service.js';
import { ReleasesService } from '../../../src/queue/releases.service.js';
import { TicketQueues } from '../../../src/queue/ticket-queues.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { Tickets } from '../../../src/queue/tickets.js';
import { unique } from '../../factories/accounts.js';
import { eventually } from '../../harness/processes.js';
import { insertShipment, type TestShipment } from '../../factories/shipments.js';
import {
  createFloor,
  createStation,
  type Several,
  type TestFloor,
  type TestStation,
} from '../../factories/stations.js';

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/** The promises of claiming, whatever the tickets are kept in. `lose` empties that storage as an accident would. */
export function claimsContract(storage: {
  start: () => Promise<NestFastifyApplication>;
  lose: (app: NestFastifyApplication) => Promise<void>;
}): void {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await storage.start();
    await app.get(TicketRepair).repair();
  });

  afterAll(() => app.close());

  const claim = (station: TestStation, input: { key?: string; stages?: string[]; scan?: string } = {}) =>
    app.get(ClaimsService).claim(station, { key: unique('key'), ...input });

  /** Orders due a minute apart, the most urgent last, with tickets. */
  async function shipments(floor: TestFloor, count: number): Promise<Several<TestShipment>> {
    const made: TestShipment[] = [];
    for (let n = 0; n < count; n += 1) {
      made.unshift(await insertShipment(floor, { due: minutesFromNow(count - n) }));
    }
    await app.get(Tickets).issue(made.map(({ tasks }) => ({ id: tasks.pick })));
    return made as Several<TestShipment>;
  }

  async function complete(station: TestStation, taskId: string): Promise<void> {
    await rows(
      floorOf(station),
      `update tasks set state = 'completed', completed_at = now() where id = $1 and station_id = $2`,
      [taskId, station.stationId],
    );
  }

  const sources = new Map<TestStation, TestFloor['dataSource']>();
  const floorOf = (station: TestStation) => sources.get(station)!;
  async function floorWith(stations: number): Promise<TestFloor> {
    const floor = await createFloor(app, { stations });
    for (const station of floor.stations) sources.set(station, floor.dataSource);
    return floor;
  }

  async function claimsBy(source: string): Promise<number> {
    const metric = await app.get<Registry>(METRICS).getSingleMetric('akashi_claims_total')?.get();
    return metric?.values.find(({ labels }) => labels.source === source)?.value ?? 0;
  }

  it('gives the most urgent task first', async () => {
    const floor = await floorWith(3);
    const made = await shipments(floor, 3);
    const given = [];
    const before = await claimsBy('ticket');
    for (const station of floor.stations) given.push((await claim(station)).task?.id);
    expect(given).toEqual(made.map(({ tasks }) => tasks.pick));
    expect(await claimsBy('ticket')).toBe(before + 3);
  });

  it('gives one task to one of two stations that ask at the same moment', async () => {
    const floor = await floorWith(2);
    const [only] = await shipments(floor, 1);
    const claims = await Promise.all(floor.stations.map((station) => claim(station)));
    const winners = claims.filter(({ task }) => task !== null);
    expect(winners.map(({ task }) => task)).toEqual([{ id: only.tasks.pick, token: 1 }]);
  });

  it('answers the same key with the same task, also twice at once', async () => {
    const floor = await floorWith(1);
    const [station] = floor.stations;
    await shipments(floor, 3);
    const key = unique('key');
    const answers = await Promise.all([1, 2, 3, 4].map(() => claim(station, { key })));
    const first = answers[0]!;
    expect(first.task).not.toBeNull();
    for (const answer of answers) expect(answer.task).toEqual(first.task);
    await complete(station, first.task!.id);
    expect((await claim(station, { key })).task).toEqual(first.task);
  });

  it('gives a station that holds a task that one again, and loses no ticket over it', async () => {
    const floor = await floorWith(1);
    const [station] = floor.stations;
    await shipments(floor, 2);
    const both = await Promise.all([claim(station), claim(station)]);
    expect(both[0].task).toEqual(both[1].task);
    await complete(station, both[0].task!.id);
    expect((await claim(station)).task?.id).not.toBe(both[0].task!.id);
  });

  it('hands 300 tasks to 16 stations, each once, in the order of their due times', async () => {
    const floor = await floorWith(16);
    const made = await shipments(floor, 300);
    const order = new Map(made.map(({ tasks }, index) => [tasks.pick, index]));
    const given: number[] = [];
    await Promise.all(
      floor.stations.map(async (station) => {
        for (;;) {
          const { task } = await claim(station);
          if (!task) return;
          given.push(order.get(task.id)!);
          await complete(station, task.id);
        }
      }),
    );
    expect([...given].sort((a, b) => a - b)).toEqual(made.map((_, index) => index));
    // Sixteen stations ask at once: a task may be noted by as many places too late, not more.
    const displaced = given.map((index, place) => Math.abs(index - place));
    expect(Math.max(...displaced)).toBeLessThanOrEqual(32);
  }, 60_000);

  it('looks at all its pools and takes the most urgent task of them', async () => {
    const floor = await floorWith(1);
    const late = await insertShipment(floor, { due: minutesFromNow(60), stages: ['pick'] });
    const soon = await insertShipment(floor, { due: minutesFromNow(5), stages: ['ship'] });
    await app.get(Tickets).issue([{ id: late.tasks.pick }, { id: soon.tasks.ship }]);
    const [station] = floor.stations;
    expect((await claim(station, { stages: ['pick'] })).task?.id).toBe(late.tasks.pick);
    expect((await claim(station, { stages: ['ship'] })).task?.id).toBe(soon.tasks.ship);
  });

  it('takes the task of a scanned order and says how many more urgent ones it passed over', async () => {
    const floor = await floorWith(2);
    const [station, other] = floor.stations;
    const [first, , third] = await shipments(floor, 3);
    const scanned = await claim(station, { scan: ` ${third.externalId.toLowerCase()} ` });
    expect(scanned).toMatchObject({ task: { id: third.tasks.pick }, passedOver: 2 });
    await expect(claim(other, { scan: third.shipmentId })).rejects.toMatchObject({
      code: 'task_held_elsewhere',
    });
    await expect(claim(station, { scan: first.externalId })).rejects.toMatchObject({
      code: 'already_holding',
    });
    await expect(claim(other, { scan: 'NO-SUCH-ORDER' })).rejects.toMatchObject({ code: 'scan_not_found' });
    expect((await claim(station, { scan: third.externalId })).task?.id).toBe(third.tasks.pick);
  });

  it('offers nothing before its release, says when, and then offers it', async () => {
    const floor = await floorWith(1);
    const releaseAt = minutesFromNow(30);
    const waiting = await insertShipment(floor, { releaseAt });
    const [station] = floor.stations;
    expect(await claim(station)).toMatchObject({ task: null, nextReleaseAt: releaseAt });
    await expect(claim(station, { scan: waiting.externalId })).rejects.toMatchObject({
      code: 'task_not_released',
    });
    await rows(floor.dataSource, `update tasks set release_at = now() where id = $1`, [waiting.tasks.pick]);
    await app.get(ReleasesService).promoteRecent();
    expect((await claim(station)).task?.id).toBe(waiting.tasks.pick);
  });

  it('returns a lapsed lease and gives the task to the next station with a newer token', async () => {
    const floor = await floorWith(2);
    const [one, two] = floor.stations;
    await shipments(floor, 1);
    const { task } = await claim(one);
    await rows(floor.dataSource, `update tasks set lease_until = now() - interval '1 second' where id = $1`, [
      task!.id,
    ]);
    expect(await app.get(LeasesService).returnLapsed()).toBeGreaterThanOrEqual(1);
    expect((await claim(two)).task).toEqual({ id: task!.id, token: 2 });
    await expect(app.get(LeasesService).heartbeat(one, task!.id, 1)).rejects.toMatchObject({
      code: 'newer_token',
      extra: { holder: two.name },
    });
  });

  it('goes on without its storage, fills it again, and neither loses nor doubles a task', async () => {
    const floor = await floorWith(4);
    const made = await shipments(floor, 40);
    const order = new Map(made.map(({ tasks }, index) => [tasks.pick, index]));
    const given: number[] = [];
    const work = async (station: TestStation, until: number) => {
      while (given.length < until) {
        const { task } = await claim(station);
        if (!task) return;
        given.push(order.get(task.id)!);
        await complete(station, task.id);
      }
    };
    const shift = (until: number) => Promise.all(floor.stations.map((station) => work(station, until)));
    await shift(10);
    await storage.lose(app);
    const before = await claimsBy('rows');
    const done = given.length;
    await shift(20);
    // The claim that finds the storage gone may still be counted as one by ticket.
    expect(await claimsBy('rows')).toBeGreaterThanOrEqual(before + (20 - done) - 1);
    expect(
      await app
        .get(TicketQueues)
        .isFilled()
        .catch(() => false),
    ).toBe(false);
    await app.get(TicketRepair).repair();
    expect(await app.get(TicketQueues).isFilled()).toBe(true);
    await shift(30);
    await Promise.all([storage.lose(app), shift(35)]);
    await Promise.all([app.get(TicketRepair).repair(), shift(40)]);
    await shift(100);
    expect([...given].sort((a, b) => a - b)).toEqual(made.map((_, index) => index));
  }, 60_000);

  it('takes out a ticket that a dead process held, and issues the task a new one', async () => {
    const floor = await floorWith(1);
    const [only] = await shipments(floor, 1);
    const pool = { warehouseId: floor.warehouse.id, stage: 'pick', key: '' };
    const queues = app.get(TicketQueues);
    expect((await queues.take(pool))?.taskId).toBe(only.tasks.pick);
    const repairAndTake = async () => {
      await app.get(TicketRepair).repair();
      return queues.take(pool);
    };
    const again = await eventually('the ticket is issued again', repairAndTake, 20_000);
    expect(again?.taskId).toBe(only.tasks.pick);
    await again?.finish();
    expect((await claim(floor.stations[0])).task?.id).toBe(only.tasks.pick);
  }, 40_000);

  it('issues a ticket that was never issued, and one that the storage has lost', async () => {
    const floor = await floorWith(1);
    const never = await insertShipment(floor);
    const report = await app.get(TicketRepair).repair();
    expect(report.issued).toBeGreaterThanOrEqual(1);
    const pool = { warehouseId: floor.warehouse.id, stage: 'pick', key: '' };
    await (await app.get(TicketQueues).take(pool))?.finish();
    await rows(floor.dataSource, `update tasks set ticketed_at = now() - interval '1 minute' where id = $1`, [
      never.tasks.pick,
    ]);
    await app.get(TicketRepair).repair();
    const ticket = await app.get(TicketQueues).take(pool);
    expect(ticket?.taskId).toBe(never.tasks.pick);
    await ticket?.finish();
  });

  it('refuses stations of another warehouse', async () => {
    const floor = await floorWith(1);
    const elsewhere = await floorWith(0);
    const [only] = await shipments(floor, 1);
    const stranger = await createStation(app, elsewhere.warehouse.id);
    expect((await claim(stranger)).task).toBeNull();
    await expect(claim(stranger, { scan: only.externalId })).rejects.toMatchObject({
      code: 'scan_not_found',
    });
  });
}
