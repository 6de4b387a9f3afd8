import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { firstRow } from '../../src/database/sql.js';
import { QueueMode } from '../../src/queue/queue-mode.js';
import { TicketRepair } from '../../src/queue/ticket-repair.js';
import type { TestFloor } from '../factories/stations.js';
import { createTestApp } from '../harness/application.js';
import { freshEnvironment } from '../harness/services.js';
import { insertCopies } from '../integration/queue/many-tasks.js';
import { QueueBench } from '../integration/queue/queue-bench.js';

/**
 * A rebuild with stations at work. How many tasks: AKASHI_REBUILD_TASKS; with a million it is the measured run of
 * docs/operations.md and says its numbers:
 *   AKASHI_TEST_REDIS=1 AKASHI_REBUILD_TASKS=1000000 npm run jest -- --selectProjects=redis --testPathPatterns rebuild
 */
const TASKS = Number(process.env.AKASHI_REBUILD_TASKS ?? '5000');
const STATIONS = 4;

const OLDEST = `select coalesce(max(extract(epoch from now() - xact_start)), 0)::float8 as seconds from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and (backend_xmin is not null or backend_xid is not null)`;

async function fill(bench: QueueBench, floor: TestFloor): Promise<void> {
  const [first] = await bench.shipments(floor, 1);
  await insertCopies(floor, first, TASKS - 1);
}

async function claimUntil(
  bench: QueueBench,
  floor: TestFloor,
  over: AbortSignal,
): Promise<[string, number][]> {
  const claims: [string, number][] = [];
  const work = async (station: TestFloor['stations'][number]) => {
    while (!over.aborted) {
      const from = performance.now();
      const { task } = await bench.claim(station);
      claims.push([task?.id ?? '', performance.now() - from]);
      if (task) await bench.complete(floor, station, task.id);
      await sleep(50);
    }
  };
  await Promise.all(floor.stations.map(work));
  return claims;
}

async function oldestTransaction(bench: QueueBench, over: AbortSignal): Promise<number> {
  let oldest = 0;
  while (!over.aborted) {
    oldest = Math.max(oldest, (await firstRow<{ seconds: number }>(bench.dataSource, OLDEST))?.seconds ?? 0);
    await sleep(200);
  }
  return oldest;
}

describe(`filling the queues with ${TASKS} tickets`, () => {
  let app: NestFastifyApplication;
  let redis: Redis;

  beforeAll(async () => {
    const environment = await freshEnvironment();
    app = await createTestApp({ ...environment, LOG_LEVEL: 'silent' });
    redis = new Redis(environment.REDIS_URL ?? '');
  });

  afterAll(async () => {
    redis.disconnect();
    await app.close();
  });

  it('leaves stations at work, each task once, and ends with every waiting task in a ticket', async () => {
    const bench = new QueueBench(app);
    const floor = await bench.floorWith(STATIONS);
    await fill(bench, floor);
    await redis.flushdb();
    const over = new AbortController();
    const claiming = claimUntil(bench, floor, over.signal);
    const watching = oldestTransaction(bench, over.signal);
    const from = performance.now();
    const report = await app.get(TicketRepair).repair();
    const seconds = (performance.now() - from) / 1_000;
    over.abort();
    const [claims, oldest] = await Promise.all([claiming, watching]);
    await say({ tasks: TASKS, issued: report.issued, seconds, claims, oldest });
    const ids = claims.map(([id]) => id);
    expect(report).toMatchObject({ rebuilt: true });
    expect(new Set(ids).size).toBe(claims.length);
    expect(ids).not.toContain('');
    expect(app.get(QueueMode).report.mode).toBe('tickets');
    const before = await bench.claimsBy('ticket');
    expect((await bench.claim(floor.stations[0])).task).not.toBeNull();
    expect(await bench.claimsBy('ticket')).toBe(before + 1);
  }, 1_800_000);

  async function say(run: {
    tasks: number;
    issued: number;
    seconds: number;
    claims: [string, number][];
    oldest: number;
  }): Promise<void> {
    if (process.env.AKASHI_REBUILD_TASKS === undefined) return;
    const times = run.claims.map(([, ms]) => ms).sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(1);
    const memory = /used_memory_human:(\S+)/.exec(await redis.info('memory'))?.[1];
    const said = { ...run, claims: times.length, claimP50Ms: at(0.5), claimP99Ms: at(0.99), memory };
    process.stderr.write(`${JSON.stringify(said)}\n`);
  }
});
