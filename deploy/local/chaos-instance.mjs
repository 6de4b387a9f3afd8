/** An instance to be ill-treated: two API processes, a worker, Postgres, S3 and (if wanted) Redis, each killed and started by itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { Failure } from './failure.mjs';
import { freePort } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { runProgram } from './run.mjs';
import { startS3 } from './s3.mjs';
import { createSecrets } from './secrets.mjs';
import { ENTRIES } from './services.mjs';
import { nodeArguments, startSupervised, stopOthers } from './supervised.mjs';
import { startTsa } from './tsa.mjs';

const READY_MS = 60_000;

export class ChaosInstance {
  #running = new Map();

  /** @param {{ root: string, folder: string, queue: 'redis' | 'postgres', apis: number }} options */
  constructor({ root, folder, queue, apis }) {
    Object.assign(this, { root, folder, queue, apis });
    this.secrets = createSecrets(folder);
    this.operatorKey = this.secrets.operatorKey;
    for (const name of ['logs', 'scratch']) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  }

  async begin() {
    this.ports = { postgres: await freePort(), redis: await freePort(), apis: [] };
    for (let n = 0; n < this.apis; n += 1) this.ports.apis.push(await freePort());
    this.apiUrls = this.ports.apis.map((port) => `http://127.0.0.1:${port}`);
    await Promise.all([
      ...[this.startPostgres(), this.#startS3(), this.#startTsa()],
      this.queue === 'redis' && this.startRedis(),
    ]);
    await this.#migrate();
    await Promise.all([...this.ports.apis.keys()].map((n) => this.startApi(n)).concat(this.startWorker()));
  }

  /** Everything, also what is in the middle of starting. */
  async stop() {
    await stopOthers([this.#running.get('postgres')].filter(Boolean));
    await stopOthers();
  }

  async startPostgres() {
    const { service, url } = await startPostgres({
      place: this.folder,
      root: this.root,
      password: this.secrets.postgresPassword,
      logFile: this.#logFile('postgres'),
      port: this.ports.postgres,
    });
    this.databaseUrl = url();
    this.#running.set('postgres', service);
  }

  async stopPostgres() {
    await this.#running.get('postgres').stop();
  }

  async killPostgres() {
    const service = this.#running.get('postgres');
    // The whole group: a postmaster that is killed alone leaves backends behind that still write.
    process.kill(-service.pid, 'SIGKILL');
    await service.exited;
  }

  async killObjectStore() {
    await this.#kill('s3');
  }

  async startObjectStore() {
    await this.#startS3();
  }

  /** The auditor, in a process of its own. */
  async audit() {
    const child = spawn(process.execPath, [join(this.root, ENTRIES.audit), '--deep'], {
      env: this.environment(),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    const [code] = await once(child, 'close');
    return { code, said: lines };
  }

  async startRedis() {
    const { service, url } = await startRedis({ logFile: this.#logFile('redis'), port: this.ports.redis });
    this.redisUrl = url;
    this.#running.set('redis', service);
  }

  async stopRedis() {
    await this.#kill('redis');
  }

  /** What a flushed Redis or a dropped schema leaves of the queue: nothing. */
  async emptyQueue() {
    if (this.queue === 'redis') return sayToRedis(this.ports.redis, 'FLUSHALL');
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    await client.query('drop schema bullmq cascade').finally(() => client.end());
  }

  async startApi(n) {
    const port = this.ports.apis[n];
    const service = await this.#startNode(`api-${n}`, ENTRIES.api, { PORT: String(port) });
    const deadline = Date.now() + READY_MS;
    while (!(await answers(`http://127.0.0.1:${port}/health/live`))) {
      if (service.ended || Date.now() > deadline)
        throw new Failure(`The API did not start:\n${service.logTail()}`);
      await sleep(50);
    }
  }

  async killApi(n) {
    await this.#kill(`api-${n}`);
  }

  async startWorker() {
    const service = await this.#startNode('worker', ENTRIES.worker, {});
    await service.waitForLine((line) => line.includes('"event":"ready"'), READY_MS);
  }

  async killWorker() {
    await this.#kill('worker');
  }

  async #kill(name) {
    const service = this.#running.get(name);
    process.kill(service.pid, 'SIGKILL');
    await service.exited;
  }

  async #startS3() {
    const { service, endpoint, region, port } = await startS3({
      root: this.root,
      folder: join(this.folder, 's3'),
      secrets: this.secrets,
      logFile: this.#logFile('s3'),
      port: this.s3?.port,
    });
    this.s3 = { endpoint, region, port };
    this.#running.set('s3', service);
  }

  async #startTsa() {
    const { service, url, caFile } = await startTsa({
      root: this.root,
      folder: join(this.folder, 'tsa'),
      logFile: this.#logFile('tsa'),
    });
    this.tsa = { url, caFile };
    this.#running.set('tsa', service);
  }

  async #migrate() {
    await runProgram({
      name: 'The database migration',
      command: process.execPath,
      args: [join(this.root, ENTRIES.migrate)],
      env: this.environment(),
      cwd: this.root,
      logFile: this.#logFile('migrate'),
    });
  }

  async #startNode(name, entry, more) {
    const service = await startSupervised({
      name,
      command: process.execPath,
      args: nodeArguments(join(this.root, entry)),
      env: { ...this.environment(), ...more },
      cwd: this.root,
      logFile: this.#logFile(name),
    });
    this.#running.set(name, service);
    return service;
  }

  /** Nothing of the caller's own settings: the story is the same wherever it is played. */
  environment() {
    return {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      HOST: '127.0.0.1',
      SCRATCH_DIR: join(this.folder, 'scratch'),
      DATABASE_URL: this.databaseUrl,
      ...(this.queue === 'redis' ? { REDIS_URL: this.redisUrl } : {}),
      S3_ENDPOINT: this.s3.endpoint,
      S3_REGION: this.s3.region,
      S3_ACCESS_KEY_ID: this.secrets.s3AccessKeyId,
      S3_SECRET_ACCESS_KEY: this.secrets.s3SecretAccessKey,
      TSA_URL: this.tsa.url,
      TSA_CA_FILE: this.tsa.caFile,
      AKASHI_SECRET: this.secrets.akashiSecret,
      AKASHI_OPERATOR_KEY: this.secrets.operatorKey,
      SIGNING_KEY_FILE: this.secrets.signingKeyFile,
      LOG_SIGNING_KEY_FILE: this.secrets.logSigningKeyFile,
    };
  }

  #logFile(name) {
    return join(this.folder, 'logs', `${name}.log`);
  }
}

async function answers(url) {
  const answer = await fetch(url).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.ok === true;
}

function sayToRedis(port, command) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(`${command}\r\n`));
    socket.once('data', (reply) => {
      socket.destroy();
      if (reply.toString().startsWith('+OK')) resolve();
      else reject(new Error(`Redis: ${reply}`));
    });
    socket.once('error', reject);
  });
}
