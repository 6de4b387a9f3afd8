import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { rows } from '../../../src/database/sql.js';
import { LeasesService } from '../../../src/queue/leases.service.js';
import { ReleasesService } from '../../../src/queue/releases.service.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { Tickets } from '../../../src/queue/tickets.js';
import { unique } from '../../factories/accounts.js';
import { insertShipment } from '../../factories/shipments.js';
import { createStation } from '../../factories/stations.js';
import { cartsContract } from './carts.contract.js';
import { poolsContract } from './pools.contract.js';
import { minutesFromNow, QueueBench } from './queue-bench.js';

/**
 * The promises of claiming, wherever the order comes from: tickets on any backend, or the rows while their storage is away.
 * @param queue.source what an ordinary claim counts as there
 */
export function claimsContract(queue: {
  start: () => Promise<NestFastifyApplication>;
  source: 'ticket' | 'rows';
}): void {
  let app: NestFastifyApplication;
  let bench: QueueBench;

  beforeAll(async () => {
    app = await queue.start();
    bench = new QueueBench(app);
    if (queue.source === 'ticket') await app.get(TicketRepair).repair();
  });

  afterAll(() => app.close());

  it('gives the most urgent task first', async () => {
    const floor = await bench.floorWith(3);
    const made = await bench.shipments(floor, 3);
    const given = [];
    const before = await bench.claimsBy(queue.source);
    for (const station of floor.stations) given.push((await bench.claim(station)).task?.id);
    expect(given).toEqual(made.map(({ tasks }) => tasks.pick));
    expect(await bench.claimsBy(queue.source)).toBe(before + 3);
  });

  it('gives one task to one of two stations that ask at the same moment', async () => {
    const floor = await bench.floorWith(2);
    const [only] = await bench.shipments(floor, 1);
    const claims = await Promise.all(floor.stations.map((station) => bench.claim(station)));
    const winners = claims.filter(({ task }) => task !== null);
    expect(winners.map(({ task }) => task)).toEqual([{ id: only.tasks.pick, token: 1 }]);
  });

  it('answers the same key with the same task, also twice at once', async () => {
    const floor = await bench.floorWith(1);
    const [station] = floor.stations;
    await bench.shipments(floor, 3);
    const key = unique('key');
    const answers = await Promise.all([1, 2, 3, 4].map(() => bench.claim(station, { key })));
    const first = answers[0]!;
    expect(first.task).not.toBeNull();
    for (const answer of answers) expect(answer.task).toEqual(first.task);
    await bench.complete(floor, station, first.task!.id);
    expect((await bench.claim(station, { key })).task).toEqual(first.task);
  });

  it('gives a station that holds a task that one again, and loses no ticket over it', async () => {
    const floor = await bench.floorWith(1);
    const [station] = floor.stations;
    await bench.shipments(floor, 2);
    const both = await Promise.all([bench.claim(station), bench.claim(station)]);
    expect(both[0].task).toEqual(both[1].task);
    await bench.complete(floor, station, both[0].task!.id);
    expect((await bench.claim(station)).task?.id).not.toBe(both[0].task!.id);
  });

  it('answers a key with what was in hand when it asked, also after that was finished', async () => {
    const floor = await bench.floorWith(1);
    const [station] = floor.stations;
    await bench.shipments(floor, 3);
    const { task } = await bench.claim(station);
    const key = unique('key');
    expect((await bench.claim(station, { key })).task).toEqual(task);
    await bench.complete(floor, station, task!.id);
    expect((await bench.claim(station, { key })).task).toEqual(task);
    expect((await bench.claim(station)).task?.id).not.toBe(task!.id);
  });

  it('hands 300 tasks to 16 stations, each once, in the order of their due times', async () => {
    const floor = await bench.floorWith(16);
    const made = await bench.shipments(floor, 300);
    const shift = bench.shift(floor, made);
    await shift.work();
    expect([...shift.given].sort((a, b) => a - b)).toEqual(made.map((_, index) => index));
    expect(shift.passedOver).toBe(0);
  }, 60_000);

  it('looks at all its pools and takes the most urgent task of them', async () => {
    const floor = await bench.floorWith(1);
    const late = await insertShipment(floor, { due: minutesFromNow(60), stages: ['pick'] });
    const soon = await insertShipment(floor, { due: minutesFromNow(5), stages: ['ship'] });
    await app.get(Tickets).issue([{ id: late.tasks.pick }, { id: soon.tasks.ship }]);
    const [station] = floor.stations;
    expect((await bench.claim(station, { stages: ['pick'] })).task?.id).toBe(late.tasks.pick);
    expect((await bench.claim(station, { stages: ['ship'] })).task?.id).toBe(soon.tasks.ship);
  });

  it('takes the task of a scanned order and says how many more urgent ones it passed over', async () => {
    const floor = await bench.floorWith(2);
    const [station, other] = floor.stations;
    const [first, , third] = await bench.shipments(floor, 3);
    const scanned = await bench.claim(station, { scan: ` ${third.externalId.toLowerCase()} ` });
    expect(scanned).toMatchObject({ task: { id: third.tasks.pick }, passedOver: 2 });
    await expect(bench.claim(other, { scan: third.shipmentId })).rejects.toMatchObject({
      code: 'task_held_elsewhere',
    });
    await expect(bench.claim(station, { scan: first.externalId })).rejects.toMatchObject({
      code: 'already_holding',
    });
    await expect(bench.claim(other, { scan: 'NO-SUCH-ORDER' })).rejects.toMatchObject({
      code: 'scan_not_found',
    });
    expect((await bench.claim(station, { scan: third.externalId })).task?.id).toBe(third.tasks.pick);
  });

  it('offers nothing before its release, says when, and then offers it', async () => {
    const floor = await bench.floorWith(1);
    const releaseAt = minutesFromNow(30);
    const waiting = await insertShipment(floor, { releaseAt });
    const [station] = floor.stations;
    expect(await bench.claim(station)).toMatchObject({ task: null, nextReleaseAt: releaseAt });
    await expect(bench.claim(station, { scan: waiting.externalId })).rejects.toMatchObject({
      code: 'task_not_released',
    });
    await rows(floor.dataSource, `update tasks set release_at = now() where id = $1`, [waiting.tasks.pick]);
    await app.get(ReleasesService).promoteRecent();
    expect((await bench.claim(station)).task?.id).toBe(waiting.tasks.pick);
  });

  it('returns a lapsed lease and gives the task to the next station with a newer token', async () => {
    const floor = await bench.floorWith(2);
    const [one, two] = floor.stations;
    await bench.shipments(floor, 1);
    const { task } = await bench.claim(one);
    await rows(floor.dataSource, `update tasks set lease_until = now() - interval '1 second' where id = $1`, [
      task!.id,
    ]);
    expect(await app.get(LeasesService).returnLapsed()).toBeGreaterThanOrEqual(1);
    expect((await bench.claim(two)).task).toEqual({ id: task!.id, token: 2 });
    await expect(app.get(LeasesService).heartbeat(one, task!.id, 1)).rejects.toMatchObject({
      code: 'newer_token',
      extra: { holder: two.name },
    });
  });

  it('lets a station go on after its lease has run out, as long as nobody else was given the task', async () => {
    const floor = await bench.floorWith(2);
    const [one, two] = floor.stations;
    await bench.shipments(floor, 1);
    const { task } = await bench.claim(one);
    await rows(floor.dataSource, `update tasks set lease_until = now() - interval '1 hour' where id = $1`, [
      task!.id,
    ]);
    await app.get(LeasesService).returnLapsed();
    expect((await app.get(LeasesService).heartbeat(one, task!.id, 1)).stop).toBeNull();
    // The ticket that was issued in between is worth nothing any more.
    expect((await bench.claim(two)).task).toBeNull();
    await app.get(LeasesService).release(one, task!.id, 1);
    expect((await bench.claim(two)).task).toEqual({ id: task!.id, token: 2 });
  });

  it('refuses stations of another warehouse', async () => {
    const floor = await bench.floorWith(1);
    const elsewhere = await bench.floorWith(0);
    const [only] = await bench.shipments(floor, 1);
    const stranger = await createStation(app, elsewhere.warehouse.id);
    expect((await bench.claim(stranger)).task).toBeNull();
    await expect(bench.claim(stranger, { scan: only.externalId })).rejects.toMatchObject({
      code: 'scan_not_found',
    });
  });

  describe('from several pools', () => {
    poolsContract(() => ({ bench }));
  });

  describe('of a whole cart', () => {
    cartsContract(() => ({ app, bench }));
  });
}
