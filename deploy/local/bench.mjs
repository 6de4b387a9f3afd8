/** `npm run bench`: a fresh instance in a temporary folder, measured by dist/bench/main.js, and everything gone afterwards. */
import './node-version.mjs';

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freePort } from './ports.mjs';
import { prepare } from './prepare.mjs';
import { createSecrets } from './secrets.mjs';
import { Services } from './services.mjs';

const HELP = `npm run bench -- [--json] [intake] [upload] [media] [tracking] [log]

Measures against raw libraries, floor and ours in turn in one run. Without a name: all five (about 12 minutes).
  --json   one object a line for each figure: {"bench","figure","value","goal","better","met"}
`;

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

async function main(args) {
  if (args.includes('--help')) return process.stdout.write(HELP);
  const folder = mkdtempSync(join(tmpdir(), 'akashi-bench-'));
  let services;
  let over = false;
  const clean = async () => {
    if (over) return;
    over = true;
    await services?.stop(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => void clean().then(() => process.exit(130)));
  try {
    mkdirSync(join(folder, 'logs'));
    await prepare({ root, logFolder: join(folder, 'logs') });
    services = await startInstance(folder);
    return await measure(services, folder, args);
  } finally {
    await clean();
  }
}

async function startInstance(folder) {
  const services = new Services({
    root,
    dataDir: folder,
    secrets: createSecrets(folder),
    port: await freePort(),
    lastPorts: {},
    changed: () => undefined,
    giveUp: (message) => process.stderr.write(`${message}\n`),
  });
  await Promise.all([services.startPostgres(), services.startObjectStore()]);
  await services.migrate();
  await Promise.all([services.startApi(), services.startWorker()]);
  return services;
}

async function measure(services, folder, args) {
  const { pids } = services.description();
  const scratch = join(folder, 'bench');
  mkdirSync(scratch);
  const env = {
    ...services.environment(),
    BENCH_BASE_URL: services.baseUrl,
    BENCH_API_PID: String(pids['API']),
    BENCH_WORKER_PID: String(pids['Worker']),
    BENCH_SCRATCH: scratch,
  };
  const child = spawn(process.execPath, [join(root, 'dist/bench/main.js'), ...args], {
    env,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'close');
  process.exitCode = code ?? 1;
}

await main(process.argv.slice(2));
