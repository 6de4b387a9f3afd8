import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import {
  createPostgresBackend,
  createRedisBackend,
  PostgresConnection,
  PostgresQueueBackend,
  type BackendFactory,
  type IQueueBackend,
  type Processor,
  Queue,
  type QueueBaseOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
} from 'bullmq';
import pg from 'pg';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { parseRedisUrl } from './redis-address.js';
import { type ClientSettings, openRedis, type RedisClient } from './redis-client.js';

/** Redis keys start with a hash tag, so that on a cluster all of a queue's keys lie in one slot. */
const REDIS_PREFIX = '{akashi}';
const COMMAND_TIMEOUT_MS = 5_000;
const WORKER_POOL_MAX = 2;
// BullMQ waits this long after an error (15 s by default); storage that comes back should find us soon.
const RUN_RETRY_MS = 1_000;

/** BullMQ's queue, whatever it is stored in. */
export type AnyQueue = Queue<unknown, unknown, string, unknown, unknown, string, IQueueBackend>;

/** What the owner of a running worker needs of it. */
export interface RunningWorker {
  cancelAllJobs(reason?: string): void;
  close(force?: boolean): Promise<void>;
}

/** A job in the hands of whoever fetched it. */
export interface FetchedJob {
  id?: string;
  data: unknown;
  moveToCompleted(result: unknown, token: string, fetchNext: boolean): Promise<unknown>;
}

/** Takes jobs out of a queue one by one when it is asked to; nothing runs in the background. */
export interface Fetcher {
  getNextJob(token: string, options: { block: boolean }): Promise<FetchedJob | undefined>;
  close(): Promise<void>;
}

/** For how long a fetched job is nobody else's; taking and completing one are milliseconds apart. */
export const FETCH_LOCK_MS = 5_000;

export type WorkerSettings = Pick<
  WorkerOptions,
  'concurrency' | 'lockDuration' | 'stalledInterval' | 'maxStalledCount'
>;

/**
 * BullMQ on Postgres, or on Redis with REDIS_URL: the only place that knows which. Queues share one pool or connection; each
 * worker has its own small one, because it listens.
 * Queue storage is never the truth: losing it loses nothing, and `repairStorage` brings an empty one back.
 */
@Injectable()
export class QueueBackend implements OnApplicationShutdown {
  private readonly queues = new Map<string, AnyQueue>();
  private readonly fetchers = new Map<string, Fetcher>();
  private sharedPostgres?: PostgresConnection;
  private sharedRedis?: RedisClient;

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Where the queue is kept. */
  get kind(): 'postgres' | 'redis' {
    return this.config.queue.redisUrl ? 'redis' : 'postgres';
  }

  /** The queue of a name, opened once: for adding jobs and looking at them. Names hold no colon. */
  queue(name: string): AnyQueue {
    return opened(this.queues, name, () => {
      const queue: AnyQueue = new Queue(name, this.sharedOptions(), this.sharedFactory());
      this.watch(queue, name);
      forgetDead(this.queues, name, queue);
      return queue;
    });
  }

  /** Lets go of a queue that won't be used any more. */
  closeQueue(name: string): void {
    const used = [this.fetchers.get(name), this.queues.get(name)];
    this.fetchers.delete(name);
    this.queues.delete(name);
    for (const one of used)
      one?.close().catch((err: unknown) => this.logger.debug({ err }, 'closing a queue'));
  }

  /** Fetches from a queue by hand, on the shared connection. */
  fetcher(name: string): Fetcher {
    return opened(this.fetchers, name, () => {
      const settings = { autorun: false, skipStalledCheck: true, skipLockRenewal: true };
      const options = { ...this.sharedOptions(), ...settings, lockDuration: FETCH_LOCK_MS };
      // The factory's third argument would open a connection to block on; a fetcher never blocks.
      const factory = this.sharedFactory();
      const worker = new Worker<unknown, unknown, string, IQueueBackend>(name, null, options, (queue, opts) =>
        factory(queue, opts),
      );
      this.watch(worker, name);
      forgetDead(this.fetchers, name, worker);
      return worker;
    });
  }

  /** A running worker with connections of its own. The caller closes it. */
  worker(name: string, processor: Processor, settings: WorkerSettings): RunningWorker {
    const base = { ...settings, runRetryDelay: RUN_RETRY_MS, prefix: REDIS_PREFIX };
    if (this.kind === 'redis') return this.redisWorker(name, processor, base);
    const connection = this.postgresOptions(WORKER_POOL_MAX);
    const worker = new Worker(name, processor, { ...base, connection }, createPostgresBackend);
    this.watch(worker, name);
    return worker;
  }

  private redisWorker(
    name: string,
    processor: Processor,
    settings: Omit<WorkerOptions, 'connection'>,
  ): RunningWorker {
    // BullMQ opens a second one to wait on and closes that one only: this one is ours.
    const connection = this.openRedis({ maxRetriesPerRequest: null });
    const worker = new Worker(name, processor, { ...settings, connection }, createRedisBackend);
    this.watch(worker, name);
    return {
      cancelAllJobs: (reason) => worker.cancelAllJobs(reason),
      close: async (force) => {
        await worker.close(force).finally(() => connection.disconnect());
      },
    };
  }

  /** Answers when the storage does; throws when it doesn't. */
  async ping(): Promise<void> {
    // A key and no PING: on a Cluster the node that holds our slot must answer, not just any.
    if (this.kind === 'redis') await this.redis().exists(REDIS_PREFIX);
    else await this.postgres().pool.query(`select 1 from ${this.config.queue.schema}.migration limit 1`);
  }

  /** Brings back the storage's structure after it was dropped. Redis has none. Safe to repeat and to race. */
  async repairStorage(): Promise<void> {
    if (this.kind === 'redis') return;
    const client = new pg.Client({ connectionString: this.config.database.url });
    await client.connect();
    try {
      await runMigrations(client, this.config.queue.schema);
    } finally {
      await client.end();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const used = [...this.fetchers.values(), ...this.queues.values()];
    await Promise.allSettled(used.map((one) => one.close()));
    await this.sharedPostgres?.close();
    this.sharedRedis?.disconnect();
  }

  private sharedFactory(): BackendFactory<IQueueBackend, QueueBaseOptions['connection']> {
    if (this.kind === 'redis') {
      return createRedisBackend;
    }
    const connection = this.postgres();
    return (name) => new PostgresQueueBackend(connection, name, { connection: {} }, false);
  }

  /** `connection` is used by Redis's factory only; the Postgres factory above closes over its own. */
  private sharedOptions(): { connection: QueueBaseOptions['connection']; prefix: string } {
    return { connection: this.kind === 'redis' ? this.redis() : {}, prefix: REDIS_PREFIX };
  }

  private postgres(): PostgresConnection {
    if (!this.sharedPostgres) {
      const connection = new PostgresConnection(this.postgresOptions(this.config.queue.poolMax));
      connection.on('error', (err: Error) => this.logger.warn({ err }, 'queue connection'));
      // BullMQ remembers that a first check failed, for good: storage that comes back later needs a new connection.
      connection.waitUntilReady().catch(() => this.forget(connection));
      this.sharedPostgres = connection;
    }
    return this.sharedPostgres;
  }

  private forget(connection: PostgresConnection): void {
    if (this.sharedPostgres !== connection) return;
    this.sharedPostgres = undefined;
    this.queues.clear();
    this.fetchers.clear();
    connection.close().catch((err: unknown) => this.logger.debug({ err }, 'closing a queue connection'));
  }

  private redis(): RedisClient {
    this.sharedRedis ??= this.openRedis({ maxRetriesPerRequest: 1, commandTimeoutMs: COMMAND_TIMEOUT_MS });
    return this.sharedRedis;
  }

  private openRedis(settings: ClientSettings): RedisClient {
    const address = parseRedisUrl(this.config.queue.redisUrl ?? '');
    // The configuration has refused such an address at the start.
    if (typeof address === 'string') throw new TypeError(`REDIS_URL ${address}`);
    const client = openRedis(address, settings);
    client.on('error', (err: Error) => this.logger.warn({ err }, 'queue connection'));
    return client;
  }

  // A config object, not a pool: BullMQ pins the schema only on connections that it opens itself.
  private postgresOptions(max: number) {
    const { database, queue } = this.config;
    return {
      connectionString: database.url,
      connectionTimeoutMillis: database.connectTimeoutMs,
      application_name: 'akashi-queue',
      schema: queue.schema,
      max,
    };
  }

  private watch(
    source: { on(event: 'error', listener: (err: Error) => void): unknown },
    queue: string,
  ): void {
    source.on('error', (err) => this.logger.warn({ err, queue }, 'queue error'));
  }
}

/** BullMQ remembers that a first connection failed, for good: the next use opens a new one. */
function forgetDead<T extends { waitUntilReady(): Promise<unknown> }>(
  cache: Map<string, unknown>,
  name: string,
  one: T,
): void {
  one.waitUntilReady().catch(() => {
    if (cache.get(name) === one) cache.delete(name);
  });
}

function opened<T>(cache: Map<string, T>, name: string, open: () => T): T {
  let found = cache.get(name);
  if (!found) {
    found = open();
    cache.set(name, found);
  }
  return found;
}
