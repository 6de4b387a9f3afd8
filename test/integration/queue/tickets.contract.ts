import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { firstRow, rows } from '../../../src/database/sql.js';
import { QueueMode } from '../../../src/queue/queue-mode.js';
import { RetiredTickets } from '../../../src/queue/retired-tickets.js';
import { readGenerations } from '../../../src/queue/ticket-generations.js';
import { TicketQueues } from '../../../src/queue/ticket-queues.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { TicketStorage } from '../../../src/queue/ticket-storage.js';
import { insertShipment } from '../../factories/shipments.js';
import { eventually } from '../../harness/processes.js';
import { minutesFromNow, QueueBench } from './queue-bench.js';
import { insertCopies } from './many-tasks.js';

/**
 * The promises of the tickets' storage: losing it, filling it again and changing over lose and double nothing. `lose` empties
 * it as an accident would; `start` may be called twice: two processes on one storage.
 */
export function ticketsContract(storage: {
  start: () => Promise<NestFastifyApplication>;
  lose: (app: NestFastifyApplication) => Promise<void>;
}): void {
  let app: NestFastifyApplication;
  let other: NestFastifyApplication;
  let bench: QueueBench;

  beforeAll(async () => {
    app = await storage.start();
    other = await storage.start();
    bench = new QueueBench(app);
    await app.get(TicketRepair).repair();
    await eventually('the other process knows', () => !other.get(QueueMode).isAway || undefined);
  }, 60_000);

  afterAll(async () => {
    await other.close();
    await app.close();
  });

  const generations = () => app.get(QueueMode).generations({ fresh: true });
  const oldEpochs = () =>
    rows(bench.dataSource, `update queue_epoch set guard_epoch = guard_epoch - interval '60 days'`);

  it('goes on without its storage, fills it again, and neither loses nor doubles a task', async () => {
    const floor = await bench.floorWith(4);
    const made = await bench.shipments(floor, 40);
    const shift = bench.shift(floor, made);
    await shift.work(10);
    await storage.lose(app);
    const before = await bench.claimsBy('rows');
    const done = shift.given.length;
    await shift.work(20);
    // The claim that finds the storage gone may still be counted as one by ticket.
    expect(await bench.claimsBy('rows')).toBeGreaterThanOrEqual(before + (20 - done) - 1);
    expect(app.get(QueueMode).report.mode).not.toBe('tickets');
    await app.get(TicketRepair).repair();
    expect(await app.get(TicketQueues).isFilled()).toBe(true);
    expect(app.get(QueueMode).report.mode).toBe('tickets');
    await shift.work(30);
    await Promise.all([storage.lose(app), shift.work(35)]);
    await Promise.all([app.get(TicketRepair).repair(), shift.work(40)]);
    await shift.work();
    expect([...shift.given].sort((a, b) => a - b)).toEqual(made.map((_, index) => index));
    expect(shift.passedOver).toBeLessThanOrEqual(floor.stations.length);
  }, 60_000);

  it('says in health and metrics where tasks come from, and counts each change once', async () => {
    await app.get(TicketRepair).repair();
    const switches = () => bench.metric('akashi_queue_switches_total', { to: 'tickets' });
    const before = await switches();
    await storage.lose(app);
    await app
      .get(TicketQueues)
      .isFilled()
      .catch(() => false);
    const lost = await app.inject({ url: '/health/ready' });
    expect(lost.statusCode).toBe(200);
    expect(lost.json().parts.queue).toMatchObject({ mode: expect.stringMatching(/rows|rebuilding/) });
    await app.get(TicketRepair).repair();
    const back = await app.inject({ url: '/health/ready' });
    expect(back.json()).toMatchObject({ ready: true, parts: { queue: { ok: true, mode: 'tickets' } } });
    expect(Date.parse(back.json().parts.queue.since)).toBeGreaterThan(Date.now() - 60_000);
    expect(await bench.metric('akashi_queue_mode', { mode: 'tickets' })).toBe(1);
    expect(await switches()).toBe(before + 1);
  });

  it('moves the epochs while tickets are issued and taken, and none stands far off', async () => {
    const floor = await bench.floorWith(4);
    const before = await bench.shipments(floor, 30);
    const late = await Promise.all(
      Array.from({ length: 30 }, (_, n) => insertShipment(floor, { due: minutesFromNow(31 + n) })),
    );
    const old = await generations();
    await oldEpochs();
    const here = bench.issue(late.slice(0, 15));
    const there = new QueueBench(other).issue(late.slice(15));
    await Promise.all([app.get(TicketRepair).repair(), other.get(TicketRepair).repair(), here, there]);
    await app.get(TicketRepair).repair();
    const now = await generations();
    expect(now.current.id).not.toBe(old.current.id);
    expect(now.current.guardEpoch.getTime()).toBeGreaterThan(Date.now() - 2 * 24 * 3_600_000);
    const tickets = await bench.claimsBy('ticket');
    const shift = bench.shift(floor, [...before, ...late]);
    await shift.work();
    expect(shift.given).toHaveLength(60);
    expect(shift.passedOver).toBeLessThanOrEqual(floor.stations.length);
    // A station whose ticket lost to another's claim looks once into the rows.
    expect(await bench.claimsBy('ticket')).toBeGreaterThanOrEqual(tickets + 60 - floor.stations.length);
    await app.get(RetiredTickets).drop(1_000);
    const left = `select count(*)::integer as queues from ticket_queues where generation <> $1`;
    expect(await firstRow(bench.dataSource, left, [now.current.id])).toEqual({ queues: 0 });
  }, 60_000);

  it('goes on with a filling that another process left in the middle', async () => {
    const floor = await bench.floorWith(1);
    const [first] = await bench.shipments(floor, 1);
    await insertCopies(floor, first, 6_000);
    await storage.lose(app);
    const stop = new AbortController();
    const started = other.get(TicketRepair).repair(stop.signal);
    const halfway = await eventually('the filling has begun', async () => {
      const { next } = await readGenerations(bench.dataSource);
      return next && next.filled > 0 ? next : undefined;
    });
    stop.abort();
    expect(await started).toMatchObject({ rebuilt: false });
    expect((await bench.claim(floor.stations[0])).task?.id).toBe(first.tasks.pick);
    expect(await app.get(TicketRepair).repair()).toMatchObject({ rebuilt: true });
    expect((await generations()).current.id).toBe(halfway.id);
    expect(await app.get(TicketQueues).isFilled()).toBe(true);
    await rows(bench.dataSource, `update tasks set state = 'cancelled' where warehouse_id = $1`, [
      floor.warehouse.id,
    ]);
  }, 120_000);

  it('starts anew when the storage is emptied while it is filled', async () => {
    const floor = await bench.floorWith(1);
    const [only] = await bench.shipments(floor, 1);
    await storage.lose(app);
    const stopped = AbortSignal.abort();
    expect(await app.get(TicketRepair).repair(stopped)).toMatchObject({ rebuilt: false });
    const begun = (await generations()).next;
    await storage.lose(app);
    expect(await app.get(TicketRepair).repair()).toMatchObject({ rebuilt: true });
    expect((await generations()).current.id).not.toBe(begun?.id);
    const before = await bench.claimsBy('ticket');
    expect((await bench.claim(floor.stations[0])).task?.id).toBe(only.tasks.pick);
    expect(await bench.claimsBy('ticket')).toBe(before + 1);
  }, 60_000);

  it('takes out a ticket that a dead process held, and issues the task a new one', async () => {
    const floor = await bench.floorWith(1);
    const [only] = await bench.shipments(floor, 1);
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
    expect((await bench.claim(floor.stations[0])).task?.id).toBe(only.tasks.pick);
    expect(await bench.metric('akashi_repairs_total', { kind: 'abandoned_ticket' })).toBeGreaterThan(0);
  }, 40_000);

  it('issues a ticket that was never issued, and one that the storage has lost', async () => {
    const floor = await bench.floorWith(1);
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

  it('issues no ticket for what is reserved for a bench until the reservation is over', async () => {
    const floor = await bench.floorWith(2);
    const [one, two] = floor.stations;
    const [first, second] = await bench.shipments(floor, 2);
    const reserve = `update tasks set reserved_for = $2, reserved_until = now() + interval '5 minutes',
      ticketed_at = now() - interval '1 minute' where id = $1`;
    await rows(floor.dataSource, reserve, [first.tasks.pick, two.stationId]);
    expect((await bench.claim(one)).task?.id).toBe(second.tasks.pick);
    const { current } = await generations();
    const pool = { warehouseId: floor.warehouse.id, stage: 'pick', key: '' };
    const tickets = async () => {
      await app.get(TicketRepair).repair();
      return (await app.get(TicketStorage).head(current.id, pool, 10)).map(({ taskId }) => taskId);
    };
    expect(await tickets()).toEqual([]);
    const end = `update tasks set reserved_until = now() - interval '1 second' where id = $1`;
    await rows(floor.dataSource, end, [first.tasks.pick]);
    expect(await tickets()).toEqual([first.tasks.pick]);
  });

  it('takes out tickets of tasks that were taken another way', async () => {
    const floor = await bench.floorWith(1);
    const made = await bench.shipments(floor, 3);
    await rows(bench.dataSource, `update tasks set state = 'cancelled' where id = any($1::uuid[])`, [
      made.slice(0, 2).map(({ tasks }) => tasks.pick),
    ]);
    expect((await app.get(TicketRepair).repair()).stale).toBeGreaterThanOrEqual(2);
    const pool = { warehouseId: floor.warehouse.id, stage: 'pick', key: '' };
    const { current } = await generations();
    const left = await app.get(TicketStorage).head(current.id, pool, 10);
    expect(left.map(({ taskId }) => taskId)).toEqual([made[2].tasks.pick]);
  });
}
