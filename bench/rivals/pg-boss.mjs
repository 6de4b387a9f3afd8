/** pg-boss: fetch of the most urgent job and its completion. */
import { rivalPackage, serve } from './rival.mjs';

const PgBoss = rivalPackage('pg-boss');
const pg = rivalPackage('pg');
const QUEUE = 'line';
const BATCH = 5_000;

const boss = new PgBoss({
  connectionString: process.env.DATABASE_URL,
  max: 10,
  supervise: false,
  schedule: false,
});
boss.on('error', (error) => process.stderr.write(`pg-boss: ${error.message}\n`));
await boss.start();
await boss.createQueue(QUEUE);
let waiting = 0;

const add = (count) =>
  boss.insert(
    Array.from({ length: count }, () => ({
      name: QUEUE,
      priority: Math.floor(Math.random() * 86_400),
      data: { taskId: 'x' },
    })),
  );

await serve({
  async grow(to) {
    while (waiting < to) {
      const count = Math.min(BATCH, to - waiting);
      await add(count);
      waiting += count;
    }
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query('vacuum (analyze)').finally(() => client.end());
  },
  async claim(count) {
    const times = [];
    for (let n = 0; n < count; n += 1) {
      const from = performance.now();
      const [job] = await boss.fetch(QUEUE, { batchSize: 1, priority: true });
      await boss.complete(QUEUE, job.id);
      times.push(performance.now() - from);
    }
    await add(count);
    return times;
  },
  end: () => boss.stop({ graceful: false }),
});
