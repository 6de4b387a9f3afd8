/** `npm run bench:queue`: a fresh instance with Redis in a temporary folder, measured by dist/bench/queue/main.js. */
import './node-version.mjs';

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { ChaosInstance } from './chaos-instance.mjs';
import { hashFiles, readIfThere } from './files.mjs';
import { npm } from './install.mjs';
import { watchNpm } from './npm-parent.mjs';
import { removePostgresHome } from './postgres-home.mjs';
import { prepare } from './prepare.mjs';
import { runProgram } from './run.mjs';

const HELP = `npm run bench:queue -- [--json] [--depths 1000,10000,100000,1000000] [--no-rivals]

Times a claim against the least that BullMQ and Postgres can do (getNextJob, one committed UPDATE, moveToCompleted), against
pg-boss and graphile-worker up to 100,000 waiting tasks, and over HTTP with 64 stations. In turn in one run, on Redis: needs
Debian's redis-server. About 15 minutes and 3 GB of memory; a shorter line is quicker.
  --json       one object a line for each figure: {"bench","figure","value","goal","better","met"}
  --no-rivals  without pg-boss and graphile-worker, which are installed from bench/package.json into .akashi/bench
`;

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

const { values: options } = parseArgs({
  options: {
    depths: { type: 'string', default: '1000,10000,100000,1000000' },
    json: { type: 'boolean', default: false },
    'no-rivals': { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function main() {
  if (options.help) return process.stdout.write(HELP);
  requireRedis();
  const folder = mkdtempSync(join(tmpdir(), 'akashi-bench-queue-'));
  mkdirSync(join(folder, 'logs'));
  let instance;
  let over;
  const clean = () => (over ??= end(instance, folder));
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => void clean().then(() => process.exit(130)));
  watchNpm(() => void clean().then(() => process.exit(1)));
  try {
    if (!options['no-build']) await prepare({ root, logFolder: join(folder, 'logs') });
    const rivals = options['no-rivals'] ? undefined : await installRivals(join(folder, 'logs'));
    instance = new ChaosInstance({ root, folder, queue: 'redis', apis: 2 });
    await instance.begin();
    // Its sweeps would be measured too, now and then.
    await instance.killWorker();
    process.exitCode = await measure(instance, rivals);
    const load = loadavg().map((value) => value.toFixed(1));
    process.stderr.write(`${cpus().length} processors, load ${load.join(' ')}\n`);
  } finally {
    await clean();
  }
}

function requireRedis() {
  const found = process.env.PATH.split(delimiter).some((at) => existsSync(join(at, 'redis-server')));
  if (found || process.env.REDIS_SERVER) return;
  process.stderr.write(
    'bench:queue needs redis-server, which is not on this machine: apt-get install redis-server\n',
  );
  process.exit(1);
}

/** Exactly what bench/package-lock.json says, kept for the next run. @returns the folder with the packages */
async function installRivals(logFolder) {
  const folder = join(root, '.akashi/bench');
  const stamp = join(folder, 'installed');
  const files = ['bench/package.json', 'bench/package-lock.json'];
  const wanted = hashFiles(root, files);
  if (readIfThere(stamp) === wanted) return folder;
  mkdirSync(folder, { recursive: true });
  for (const file of files) copyFileSync(join(root, file), join(folder, file.replace('bench/', '')));
  await runProgram({
    name: 'npm ci of bench/package.json',
    ...npm('ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'),
    env: process.env,
    cwd: folder,
    logFile: join(logFolder, 'rivals.log'),
  });
  writeFileSync(stamp, wanted);
  return folder;
}

async function measure(instance, rivals) {
  const env = {
    ...instance.environment(),
    ...(rivals ? { BENCH_RIVALS: rivals } : {}),
    BENCH_API_URLS: instance.apiUrls.join(','),
    BENCH_REPOSITORY: root,
  };
  const args = [join(root, 'dist/bench/queue/main.js'), '--depths', options.depths];
  const child = spawn(process.execPath, options.json ? [...args, '--json'] : args, { env, stdio: 'inherit' });
  const [code] = await once(child, 'close');
  return code ?? 1;
}

async function end(instance, folder) {
  await instance?.stop();
  removePostgresHome(folder);
  rmSync(folder, { recursive: true, force: true });
}

await main();
