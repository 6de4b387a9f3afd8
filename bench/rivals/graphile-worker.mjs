/** graphile-worker: it fetches for itself, so the time of a job is that from one task's start to the next one's. */
import { rivalPackage, serve } from './rival.mjs';

const { Logger, makeWorkerUtils, run } = rivalPackage('graphile-worker');
const pg = rivalPackage('pg');

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const logger = new Logger(() => () => undefined);
const utils = await makeWorkerUtils({ pgPool: pool, logger });
await utils.migrate();
let waiting = 0;

const add = (count) =>
  pool.query(
    `select count(job) from (select graphile_worker.add_job('claim', '{"taskId":"x"}'::json,
      priority := (random() * 60000 - 30000)::integer) as job from generate_series(1, $1::integer) offset 0) added`,
    [count],
  );

await serve({
  async grow(to) {
    await add(to - waiting);
    waiting = to;
    await pool.query('vacuum (analyze)');
  },
  async claim(count) {
    const starts = [];
    let enough;
    const reached = new Promise((resolve) => (enough = resolve));
    const task = () => {
      if (starts.push(performance.now()) > count) enough();
    };
    const settings = { pgPool: pool, concurrency: 1, noHandleSignals: true, logger };
    const runner = await run({ ...settings, taskList: { claim: task } });
    await reached;
    await runner.stop();
    await add(starts.length);
    return starts.slice(1, count + 1).map((start, n) => start - starts[n]);
  },
  async end() {
    await utils.release();
    await pool.end();
  },
});
