import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { firstRow } from '../../../src/database/sql.js';
import { TicketRepair } from '../../../src/queue/ticket-repair.js';
import { insertShipment } from '../../factories/shipments.js';
import { createTestApp } from '../../harness/application.js';
import { eventually } from '../../harness/processes.js';
import { freshEnvironment } from '../../harness/services.js';
import { minutesFromNow, QueueBench } from './queue-bench.js';

/** Longest wait for the storage of one claim, and what the rest of it takes on a busy machine. */
const ANSWERED_WITHIN_MS = 4_000;

describe('a queue storage that hangs in the middle of a claim', () => {
  let app: NestFastifyApplication;
  let bench: QueueBench;
  let holder: pg.Client;
  let storage: pg.Client;

  beforeAll(async () => {
    const environment = await freshEnvironment();
    app = await createTestApp({ ...environment, REDIS_URL: '', LOG_LEVEL: 'silent' });
    bench = new QueueBench(app);
    await app.get(TicketRepair).repair();
    const connection = { connectionString: environment['DATABASE_URL'] };
    holder = new pg.Client(connection);
    storage = new pg.Client(connection);
    await Promise.all([holder.connect(), storage.connect()]);
  });

  afterAll(async () => {
    await Promise.all([holder.end(), storage.end()]);
    await app.close();
  });

  it('keeps a packer waiting once, not for each thing that the claim asks of it', async () => {
    const floor = await bench.floorWith(2);
    const [one, two] = floor.stations;
    const made = await bench.shipments(floor, 2);
    expect((await bench.claim(one)).task?.id).toBe(made[0].tasks.pick);
    // A more urgent order in another pool: what this process knows of the pools is wrong now.
    const urgent = await insertShipment(floor, { due: minutesFromNow(-5) });
    const sql = `update tasks set pool = 'skill=noshi' where id = $1`;
    await floor.dataSource.query(sql, [urgent.tasks.pick]);

    // The ticket is taken; the row's statement is kept waiting until the storage hangs.
    await holder.query('begin; lock table claim_requests in access exclusive mode');
    const claim = bench.claim(two);
    const waiting = `select exists (select from pg_locks where not granted and relation = 'claim_requests'::regclass) as yes`;
    await eventually('the claim is kept waiting', async () => {
      const row = await firstRow<{ yes: boolean }>(floor.dataSource, waiting);
      return row?.yes ? true : undefined;
    });
    await storage.query('begin; lock table bullmq.job in access exclusive mode');
    const since = performance.now();
    await holder.query('rollback');
    try {
      expect((await claim).task?.id).toBe(urgent.tasks.pick);
      expect(performance.now() - since).toBeLessThan(ANSWERED_WITHIN_MS);
    } finally {
      await storage.query('rollback');
    }
  }, 60_000);
});
