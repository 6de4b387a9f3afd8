import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { freePort } from '../../deploy/local/ports.mjs';
import { startRedis } from '../../deploy/local/redis.mjs';
import type { Service } from '../../deploy/local/supervised.mjs';
import { QueueMode, type QueueModeName } from '../../src/queue/queue-mode.js';
import { TicketRepair } from '../../src/queue/ticket-repair.js';
import { createTestApp } from '../harness/application.js';
import { crash, eventually } from '../harness/processes.js';
import { freshEnvironment, runFolder } from '../harness/services.js';
import { QueueBench } from '../integration/queue/queue-bench.js';
import { RedisCluster } from './redis-cluster.js';

const STATIONS = 8;
const TASKS = 240;

/** Does what the worker's sweep does, for as long as a test runs. */
async function sweepingDuring<T>(app: NestFastifyApplication, work: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const sweep = async () => {
    while (!stop.signal.aborted) {
      await app
        .get(TicketRepair)
        .repair(stop.signal)
        .catch(() => undefined);
      await sleep(200);
    }
  };
  const sweeping = sweep();
  try {
    return await work();
  } finally {
    stop.abort();
    await sweeping;
  }
}

/** Breaks the storage while stations claim in parallel: nothing may be lost or doubled, and the order stays. */
async function workThrough(
  bench: QueueBench,
  steps: readonly { at: number; act: () => Promise<unknown> }[],
): Promise<void> {
  const floor = await bench.floorWith(STATIONS);
  const made = await bench.shipments(floor, TASKS);
  const shift = bench.shift(floor, made);
  await sweepingDuring(bench.app, async () => {
    for (const { at, act } of steps) await Promise.all([shift.work(at), act()]);
    await until(bench.app, 'tickets');
    const before = await bench.claimsBy('ticket');
    await shift.work();
    expect(await bench.claimsBy('ticket')).toBeGreaterThan(before);
  });
  expect([...shift.given].sort((a, b) => a - b)).toEqual(made.map((_, index) => index));
  expect(shift.passedOver).toBeLessThanOrEqual(STATIONS);
}

const until = (app: NestFastifyApplication, mode: QueueModeName) =>
  eventually(`tasks come from ${mode}`, () => app.get(QueueMode).report.mode === mode || undefined, 30_000);

describe('a Redis that is flushed, killed and started again while stations claim', () => {
  let app: NestFastifyApplication;
  let redis: Service;
  let port: number;

  const start = async () => {
    redis = (await startRedis({ port, logFile: `${runFolder()}/switching-${port}.log` })).service;
  };

  beforeAll(async () => {
    port = await freePort();
    const environment = { ...(await freshEnvironment()), REDIS_URL: `redis://127.0.0.1:${port}` };
    app = await createTestApp({ ...environment, LOG_LEVEL: 'silent' });
  });

  afterAll(async () => {
    await app.close();
    await redis.stop();
  });

  it('gives tasks while it has never been there yet, and takes to tickets when it comes', async () => {
    const bench = new QueueBench(app);
    const floor = await bench.floorWith(2);
    const made = await bench.shipments(floor, 4);
    expect((await bench.claim(floor.stations[0])).task?.id).toBe(made[0].tasks.pick);
    expect(app.get(QueueMode).report.mode).toBe('rows');
    await start();
    await sweepingDuring(app, () => until(app, 'tickets'));
    const before = await bench.claimsBy('ticket');
    expect((await bench.claim(floor.stations[1])).task?.id).toBe(made[1].tasks.pick);
    expect(await bench.claimsBy('ticket')).toBe(before + 1);
  }, 60_000);

  it('gives each task once and in order, with its storage killed and started twice', async () => {
    const bench = new QueueBench(app);
    await workThrough(bench, [
      { at: 40, act: () => sleep(0) },
      { at: 100, act: () => crash(redis) },
      { at: 130, act: start },
      { at: 160, act: () => until(app, 'tickets') },
      { at: 180, act: () => crash(redis) },
      { at: 200, act: start },
    ]);
  }, 120_000);
});

describe('a Cluster whose node with the queue is killed while stations claim', () => {
  let app: NestFastifyApplication;
  let cluster: RedisCluster;

  beforeAll(async () => {
    cluster = await RedisCluster.start();
    const environment = { ...(await freshEnvironment()), REDIS_URL: cluster.url };
    app = await createTestApp({ ...environment, LOG_LEVEL: 'silent' });
    await app.get(TicketRepair).repair();
  });

  afterAll(async () => {
    await app.close();
    await cluster.stop();
  });

  it('goes on from the rows, and from tickets when it is back', async () => {
    let revive: () => Promise<void> = () => Promise.resolve();
    await workThrough(new QueueBench(app), [
      { at: 40, act: async () => (revive = await cluster.crashNodeOf('{akashi}')) },
      { at: 100, act: () => until(app, 'rows') },
      { at: 160, act: () => revive() },
    ]);
  }, 120_000);
});
