import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../deploy/local/ports.mjs';
import { startRedis } from '../../deploy/local/redis.mjs';
import { nodeArguments, startSupervised, type Service } from '../../deploy/local/supervised.mjs';
import { repositoryRoot, runFolder, testEnvironment, type Environment } from './services.js';

/**
 * Processes of a test. Each runs under the launcher's supervisor, so that none outlives the test run even when Jest is
 * killed, and is stopped after the spec file that started it.
 */

const API_READY_MS = 60_000;
const WORKER_READY_MS = 60_000;

const started = new Set<Service>();
let counter = 0;

afterAll(async () => {
  await Promise.all([...started].map((service) => service.stop()));
  started.clear();
});

export { freePort };

export interface ProcessOptions {
  name: string;
  command: string;
  args: string[];
  env?: Environment;
  cwd?: string;
  graceMs?: number;
}

/** Starts any program; its output goes to a file (`service.logFile`). Stopped after the spec file at the latest. */
export async function startProcess(options: ProcessOptions): Promise<Service> {
  counter += 1;
  const logFile = join(runFolder(), `${options.name}-${process.pid}-${counter}.log`);
  const service = await startSupervised({
    ...options,
    env: { PATH: process.env.PATH, ...options.env },
    logFile,
  });
  started.add(service);
  return service;
}

export interface RunningApi {
  service: Service;
  baseUrl: string;
}

/** Starts the built API on a free port and waits until it is ready. `env` goes over this worker's environment. */
export async function startApi(env: Environment = {}): Promise<RunningApi> {
  const port = env.PORT ?? String(await freePort());
  const service = await startProcess({
    name: 'api',
    command: process.execPath,
    args: nodeArguments(join(repositoryRoot(), 'dist/src/main.js')),
    env: { ...(await testEnvironment()), HOST: '127.0.0.1', ...env, PORT: port },
  });
  const baseUrl = `http://127.0.0.1:${port}`;
  await untilReady(service, `${baseUrl}/health/ready`);
  return { service, baseUrl };
}

/** Starts the built worker and waits until it takes jobs. `env` goes over this worker's environment. */
export async function startWorker(env: Environment = {}): Promise<Service> {
  const service = await startProcess({
    name: 'worker',
    command: process.execPath,
    args: nodeArguments(join(repositoryRoot(), 'dist/workers/main.js')),
    env: { ...(await testEnvironment()), ...env },
  });
  await service.waitForLine((line) => line.includes('"event":"ready"'), WORKER_READY_MS);
  return service;
}

/** A Redis of the test's own, to be flushed or killed. Needs the machine's redis-server: for the redis suite only. */
export async function startOwnRedis(): Promise<{ service: Service; url: string }> {
  counter += 1;
  const redis = await startRedis({ logFile: join(runFolder(), `redis-${process.pid}-${counter}.log`) });
  started.add(redis.service);
  return redis;
}

/** Kills a service as a crash or a power cut would, and waits until it is gone. */
export async function crash(service: Service): Promise<void> {
  process.kill(service.pid, 'SIGKILL');
  await service.exited;
}

/** Asks `check` again and again until it answers something; fails with `what` after `timeoutMs`. */
export async function eventually<T>(
  what: string,
  check: () => Promise<T | undefined> | T | undefined,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await check();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`);
    await sleep(50);
  }
}

async function untilReady(service: Service, url: string): Promise<void> {
  const isReady = async () => {
    if (service.ended) throw new Error(`The API ended. Its log ends with:\n${service.logTail()}`);
    const answer = await fetch(url).catch(() => undefined);
    return answer?.ok === true ? true : undefined;
  };
  await eventually(`The API's ${url}`, isReady, API_READY_MS).catch((error: unknown) => {
    throw new Error(`${String(error)}. Its log ends with:\n${service.logTail()}`);
  });
}
