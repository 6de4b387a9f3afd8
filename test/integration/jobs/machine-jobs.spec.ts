import { Redis } from 'ioredis';
import pg from 'pg';
import { Registry } from 'prom-client';
import type { AppConfig } from '../../../src/config/env.js';
import { newId } from '../../../src/database/ids.js';
import { JobQueue } from '../../../src/jobs/job-queue.js';
import { QueueBackend, type RunningWorker } from '../../../src/jobs/queue-backend.js';
import { createLogger } from '../../../src/logging/logger.js';
import { currentRequestId, runInContext } from '../../../src/logging/request-context.js';
import type { JobContext } from '../../../workers/job-handler.js';
import { JobMetrics } from '../../../workers/job-metrics.js';
import { startMachineWorkers, stopMachineWorkers } from '../../../workers/machine-workers.js';
import { testConfig } from '../../harness/application.js';
import { eventually } from '../../harness/processes.js';
import { freshEnvironment } from '../../harness/services.js';

type Run = (payload: { clipId?: string; caseId?: string }, context: JobContext) => Promise<void>;

const logger = createLogger('silent', 'test');
let backend: QueueBackend;
let queue: JobQueue;
let workers: RunningWorker[];
let config: AppConfig;
let run: Run;

beforeEach(async () => {
  config = await testConfig(await freshEnvironment());
  backend = new QueueBackend(config, logger);
  queue = new JobQueue(backend, logger);
  const handlerOf = () => ({ run: (payload: object, context: JobContext) => run(payload, context) });
  workers = startMachineWorkers(backend, config, {
    handlerOf,
    logger,
    metrics: new JobMetrics(new Registry()),
  });
});

afterEach(async () => {
  await stopMachineWorkers(workers);
  await backend.onApplicationShutdown();
});

describe('a background job', () => {
  it('arrives with its payload and the id of the request that asked for it', async () => {
    const clipId = newId();
    const seen: unknown[] = [];
    run = async (payload) => void seen.push([payload, currentRequestId()]);
    const added = await runInContext({ requestId: 'request-7' }, () => queue.add('seal-clip', { clipId }));
    expect(added).toBe(true);
    await eventually('the job', () => (seen.length > 0 ? true : undefined));
    expect(seen).toEqual([[{ clipId }, 'request-7']]);
  });

  it('is tried again after a failure', async () => {
    const attempts: number[] = [];
    run = async (_, { attempt }) => {
      attempts.push(attempt);
      if (attempt === 1) throw new Error('the first time');
    };
    await queue.add('assemble-clip', { clipId: newId() });
    await eventually('the second attempt', () => (attempts.length === 2 ? true : undefined));
    expect(attempts).toEqual([1, 2]);
  });

  it('is not added twice while one with its key waits or runs, and is free again afterwards', async () => {
    const clipId = newId();
    let runs = 0;
    let release: () => void = () => undefined;
    run = async () => {
      runs += 1;
      await new Promise<void>((resolve) => (release = resolve));
    };
    await queue.add('render-clip', { clipId }, { once: clipId });
    await eventually('the job', () => (runs === 1 ? true : undefined));
    await queue.add('render-clip', { clipId }, { once: clipId });
    release();
    await eventually('another run', async () => {
      await queue.add('render-clip', { clipId }, { once: clipId });
      return runs === 2 ? true : undefined;
    });
    release();
  });

  it('is told when the worker stops', async () => {
    let stopped = false;
    let started = false;
    run = async (_, { signal }) => {
      started = true;
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      stopped = true;
    };
    await queue.add('render-clip', { clipId: newId() });
    await eventually('the job', () => (started ? true : undefined));
    await stopMachineWorkers(workers);
    expect(stopped).toBe(true);
  });

  it('is refused for good when its payload does not fit', async () => {
    let runs = 0;
    run = async () => void (runs += 1);
    await backend.queue('evidence').add('seal-clip', { payload: { clipId: 'x' } }, { attempts: 5 });
    const failed = await eventually('the refusal', async () => {
      const found = await backend.queue('evidence').getFailed();
      return found.length > 0 ? found : undefined;
    });
    expect(failed[0]?.attemptsMade).toBe(1);
    expect(runs).toBe(0);
  });
});

describe('losing the queue’s storage', () => {
  it('fails no caller, and jobs run again once it is repaired', async () => {
    const seen: string[] = [];
    run = async ({ clipId }) => void seen.push(String(clipId));
    await queue.add('seal-clip', { clipId: newId() });
    await eventually('the first job', () => (seen.length === 1 ? true : undefined));
    await loseStorage();
    await queue.add('seal-clip', { clipId: newId() });
    await backend.repairStorage();
    await backend.ping();
    const clipId = newId();
    expect(await queue.add('seal-clip', { clipId })).toBe(true);
    await eventually('a job in the new storage', () => (seen.includes(clipId) ? true : undefined));
  });
});

async function loseStorage(): Promise<void> {
  const { database, queue: where } = config;
  if (where.redisUrl) {
    const redis = new Redis(where.redisUrl);
    await redis.flushdb();
    await redis.quit();
    return;
  }
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`drop schema ${where.schema} cascade`);
  await client.end();
}
