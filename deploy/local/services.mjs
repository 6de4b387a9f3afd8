/** The services of one instance: which run here, with what environment, in which order they start and stop. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { Failure } from './failure.mjs';
import { Keeper } from './keeper.mjs';
import { MigratedMark } from './migrated.mjs';
import { freePort, isPortFree } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { processBirth } from './processes.mjs';
import { runProgram } from './run.mjs';
import { startS3 } from './s3.mjs';
import { nodeArguments, startSupervised, stopOthers } from './supervised.mjs';
import { startTsa } from './tsa.mjs';

const READY_MS = 60_000;
/** In the order in which they start; they stop in the reverse order. */
const ORDER = ['Postgres', 'S3 server', 'Time stamps', 'API', 'Worker'];
const BUCKETS = ['incoming', 'originals', 'derived', 'ledger', 'checkpoints'];

/** The compiled programs that we start. */
export const ENTRIES = {
  migrate: 'dist/src/database/migrate.js',
  api: 'dist/src/main.js',
  worker: 'dist/workers/main.js',
  demo: 'dist/deploy/demo/main.js',
  audit: 'dist/src/audit/cli/main.js',
};

export class Services {
  #running = new Map();
  #stopped;

  /**
   * @param {object} options
   * @param {string} options.root
   * @param {string} options.dataDir
   * @param {import('./secrets.mjs').Secrets} options.secrets
   * @param {number} options.port
   * @param {Record<string, number>} options.lastPorts  of Postgres, S3 and the time stamps at the last run, kept when free
   * @param {(processes: object[]) => void} options.changed
   * @param {(message: string) => void} options.giveUp
   */
  constructor(options) {
    Object.assign(this, options);
    this.ports = {};
    this.outside = process.env;
  }

  get baseUrl() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Postgres, unless DATABASE_URL names one. Resolves with a note for the terminal. */
  async startPostgres() {
    if (this.outside.DATABASE_URL) {
      this.databaseUrl = this.outside.DATABASE_URL;
      return 'Postgres from DATABASE_URL';
    }
    this.ports.postgres = await this.#samePort('postgres');
    let place;
    await this.#keep('Postgres', async () => {
      const { service, home, url } = await startPostgres({
        place: this.dataDir,
        root: this.root,
        password: this.secrets.postgresPassword,
        logFile: this.logFile('postgres'),
        port: this.ports.postgres,
      });
      this.databaseUrl = url();
      place = home;
      return service;
    });
    return `Postgres on port ${this.ports.postgres}${place.moved ? `, data in ${place.folder} (its user cannot enter the data dir)` : ''}`;
  }

  /** The object store, unless S3_ENDPOINT names one. */
  async startObjectStore() {
    if (this.outside.S3_ENDPOINT) return 'object store from S3_ENDPOINT';
    this.ports.s3 = await this.#samePort('s3');
    await this.#keep('S3 server', async () => {
      const { service, endpoint, region } = await startS3({
        root: this.root,
        folder: join(this.dataDir, 's3'),
        secrets: this.secrets,
        logFile: this.logFile('s3'),
        port: this.ports.s3,
      });
      this.s3 = { endpoint, region };
      return service;
    });
    return `object store on port ${this.ports.s3}`;
  }

  /** The stand-in for a time-stamp authority, unless TSA_URL names one. */
  async startTimeStamps() {
    if (this.outside.TSA_URL) return 'time stamps from TSA_URL';
    this.ports.tsa = await this.#samePort('tsa');
    await this.#keep('Time stamps', async () => {
      const { service, url, caFile } = await startTsa({
        root: this.root,
        folder: join(this.dataDir, 'tsa'),
        logFile: this.logFile('tsa'),
        port: this.ports.tsa,
      });
      this.tsa = { url, caFile };
      return service;
    });
    return `local time stamps (not independent) on port ${this.ports.tsa}`;
  }

  /** Brings database and buckets up to the code. Resolves with a note for the terminal. */
  async migrate() {
    const mark = this.#migratedMark();
    if (await mark?.isTrue()) return 'up to date';
    mark?.forget();
    await runProgram({
      name: 'The database migration',
      command: process.execPath,
      args: [join(this.root, ENTRIES.migrate)],
      env: this.environment(),
      cwd: this.root,
      logFile: this.logFile('migrate'),
    });
    await mark?.remember();
    return '';
  }

  async startApi() {
    await this.#keep('API', async () => {
      const service = await this.#startNode('API', 'api');
      await untilAnswers(service, `${this.baseUrl}/health/ready`);
      return service;
    });
  }

  async startWorker() {
    await this.#keep('Worker', async () => {
      const service = await this.#startNode('Worker', 'worker');
      await service.waitForLine(saysReady, READY_MS).catch((error) => stopAndExplain(service, error));
      return service;
    });
  }

  /**
   * Whatever isn't ready yet, then worker, API, time stamps, object store, Postgres: nobody loses what they stand on before they are done.
   * @param {(text: string) => void} say
   */
  async stop(say) {
    this.#stopped ??= (async () => {
      const keepers = this.#keepers().reverse();
      await stopOthers(keepers.map(({ service }) => service));
      for (const keeper of keepers) {
        say(`Stopping ${keeper.name}`);
        await keeper.stop();
      }
    })();
    return this.#stopped;
  }

  logFile(name) {
    return join(this.dataDir, 'logs', `${name}.log`);
  }

  /** What the API, the worker, the migrate step and the demo are told; see src/config/env.ts. */
  environment() {
    const scratch = join(this.dataDir, 'scratch');
    mkdirSync(scratch, { recursive: true, mode: 0o700 });
    return {
      SCRATCH_DIR: scratch,
      // React's development build renders the tracking page many times slower.
      NODE_ENV: 'production',
      ...inherited(this.outside),
      DATABASE_URL: this.databaseUrl,
      ...(this.s3 ? { ...this.#s3Keys(), S3_ENDPOINT: this.s3.endpoint, S3_REGION: this.s3.region } : {}),
      ...(this.tsa ? { TSA_URL: this.tsa.url, TSA_CA_FILE: this.tsa.caFile } : {}),
      HOST: '127.0.0.1',
      PORT: String(this.port),
      AKASHI_SECRET: this.outside.AKASHI_SECRET ?? this.secrets.akashiSecret,
      AKASHI_OPERATOR_KEY: this.outside.AKASHI_OPERATOR_KEY ?? this.secrets.operatorKey,
      SIGNING_KEY_FILE: this.outside.SIGNING_KEY_FILE ?? this.secrets.signingKeyFile,
      LOG_SIGNING_KEY_FILE: this.outside.LOG_SIGNING_KEY_FILE ?? this.secrets.logSigningKeyFile,
    };
  }

  /** The part of instance.json that says how to reach the services. */
  description() {
    const env = this.environment();
    const prefix = env.S3_BUCKET_PREFIX ?? 'akashi-';
    return {
      baseUrl: this.baseUrl,
      publicUrl: env.PUBLIC_URL ?? this.baseUrl,
      s3: {
        endpoint: env.S3_ENDPOINT,
        region: env.S3_REGION ?? 'us-east-1',
        accessKeyId: env.S3_ACCESS_KEY_ID,
        secretAccessKey: env.S3_SECRET_ACCESS_KEY,
        buckets: Object.fromEntries(BUCKETS.map((name) => [name, `${prefix}${name}`])),
      },
      databaseUrl: env.DATABASE_URL,
      redisUrl: env.REDIS_URL ?? null,
      operatorKey: env.AKASHI_OPERATOR_KEY,
      ports: this.ports,
      pids: Object.fromEntries(this.#keepers().map(({ name, service }) => [name, service.pid])),
    };
  }

  /** What isn't ours may have been changed by anybody: it is always migrated. */
  #migratedMark() {
    if (this.outside.DATABASE_URL || this.outside.S3_ENDPOINT) return undefined;
    return new MigratedMark({
      root: this.root,
      dataDir: this.dataDir,
      bucketFolder: join(this.dataDir, 's3/buckets'),
      environment: this.environment(),
    });
  }

  #s3Keys() {
    const { s3AccessKeyId, s3SecretAccessKey } = this.secrets;
    return { S3_ACCESS_KEY_ID: s3AccessKeyId, S3_SECRET_ACCESS_KEY: s3SecretAccessKey };
  }

  async #keep(name, start) {
    const keeper = new Keeper({ name, start, changed: () => this.#processesChanged(), giveUp: this.giveUp });
    await keeper.begin();
    this.#running.set(name, keeper);
    this.#processesChanged();
  }

  /** Those that run, what the others stand on first. */
  #keepers() {
    return ORDER.flatMap((name) => this.#running.get(name) ?? []);
  }

  #processesChanged() {
    const keepers = this.#keepers();
    // Should we be killed, each service waits for those that stand on it.
    keepers.forEach((below, at) =>
      keepers.slice(at + 1).forEach((above) => below.service.stopAfter(above.service)),
    );
    const processes = keepers.flatMap(({ name, service }) =>
      [service.supervisorPid, service.pid].map((pid) => ({ name, pid, birth: processBirth(pid) })),
    );
    this.changed(processes.filter(({ birth }) => birth !== undefined));
  }

  #startNode(name, entry) {
    return startSupervised({
      name,
      command: process.execPath,
      args: nodeArguments(join(this.root, ENTRIES[entry])),
      env: this.environment(),
      cwd: this.root,
      logFile: this.logFile(entry),
    });
  }

  async #samePort(name) {
    const last = this.lastPorts[name];
    return last !== undefined && (await isPortFree(last)) ? last : freePort();
  }
}

/** npm's own variables are of no use to the services and fill the logs of whoever prints them. */
function inherited(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name)));
}

function saysReady(line) {
  return line.startsWith('{') && line.includes('"event":"ready"');
}

async function untilAnswers(service, url) {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) return;
    if (service.ended)
      await stopAndExplain(service, new Failure(`${service.name} ended before it was ready`));
    if (Date.now() > deadline)
      await stopAndExplain(service, new Failure(`${service.name} was not ready in time`));
    await sleep(50);
  }
}

async function stopAndExplain(service, error) {
  await service.stop();
  throw new Failure(
    `${error.message}. The end of ${service.logFile}:\n\n${service.logTail(20).replace(/^/gm, '    ')}\n`,
  );
}
