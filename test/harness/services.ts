import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { z } from 'zod';
import { ObjectStore } from '../../src/storage/object-store.js';

/**
 * The services that global-setup.mjs started, cut to one Jest worker: a database of its own made from the migrated
 * template, a bucket prefix of its own, a Redis database of its own. They last for the whole run, so tests make a fresh
 * brand each and never truncate. A test that destroys something (drops a schema, flushes a queue) takes `freshEnvironment()`.
 */

const shared = z.object({
  repository: z.string(),
  folder: z.string(),
  run: z.string(),
  environment: z.record(z.string(), z.string()),
});

/** What the loser of two CREATE DATABASE of one name hears: usually the first, in the same instant the second. */
/** Those below belong to the Jest workers. */
const FIRST_FRESH_REDIS_DATABASE = 100;
const DUPLICATE_DATABASE: readonly (string | undefined)[] = ['42P04', '23505'];

export type Environment = Record<string, string>;

/** S3 as a test sees it; buckets are `${bucketPrefix}incoming`, `originals`, `derived`, `ledger` and `checkpoints`. */
export interface TestS3 {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  bucketPrefix: string;
}

function sharedServices(): z.infer<typeof shared> {
  const text = process.env.AKASHI_TEST;
  if (text === undefined)
    throw new Error('This test needs services: put it below test/ in a suite that starts them.');
  return shared.parse(JSON.parse(text));
}

function workerName(): string {
  return `w${process.env.JEST_WORKER_ID ?? '1'}`;
}

/** The repository's root: where `dist/` and `node_modules/` are. */
export function repositoryRoot(): string {
  return sharedServices().repository;
}

/** Where a test's logs and files may go; removed after the run. */
export function runFolder(): string {
  return sharedServices().folder;
}

/** The whole environment (see src/config/env.ts) of this worker: its own database, bucket prefix and Redis database. */
export async function testEnvironment(): Promise<Environment> {
  return environmentNamed(workerName());
}

/** As `testEnvironment`, but nobody else ever uses its database and buckets: for tests that break things (but FLUSHALL reaches everybody). */
export async function freshEnvironment(): Promise<Environment> {
  return environmentNamed(`x${randomBytes(5).toString('hex')}`);
}

/** The migrated database of this worker, made at the first call. */
export async function testDatabaseUrl(): Promise<string> {
  return databaseNamed(workerName());
}

/** A migrated database of the caller's own. */
export async function freshDatabaseUrl(): Promise<string> {
  return databaseNamed(`x${randomBytes(5).toString('hex')}`);
}

/** An empty database of the caller's own, for testing migrations. */
export async function emptyDatabaseUrl(): Promise<string> {
  return databaseNamed(`e${randomBytes(5).toString('hex')}`, 'template0');
}

/** The object store with a bucket prefix that only this worker uses. */
export function testS3(name = workerName()): TestS3 {
  const { environment, run } = sharedServices();
  return {
    endpoint: required(environment, 'S3_ENDPOINT'),
    region: required(environment, 'S3_REGION'),
    accessKeyId: required(environment, 'S3_ACCESS_KEY_ID'),
    secretAccessKey: required(environment, 'S3_SECRET_ACCESS_KEY'),
    bucketPrefix: `t${run}-${name}-`,
  };
}

/** This worker's Redis, or undefined when the suite runs on BullMQ's Postgres backend. */
export function testRedisUrl(): string | undefined {
  const url = sharedServices().environment.REDIS_URL;
  return url === undefined ? undefined : `${url}/${process.env.JEST_WORKER_ID ?? '1'}`;
}

/** A Redis database that nobody else uses, counted out by Redis itself, as spec files know nothing of each other. */
async function freshRedisUrl(): Promise<string | undefined> {
  const url = sharedServices().environment.REDIS_URL;
  if (url === undefined) return undefined;
  const redis = new Redis(`${url}/0`);
  try {
    return `${url}/${FIRST_FRESH_REDIS_DATABASE + (await redis.incr('fresh-databases'))}`;
  } finally {
    redis.disconnect();
  }
}

async function environmentNamed(name: string): Promise<Environment> {
  const { environment, folder } = sharedServices();
  const redisUrl = name === workerName() ? testRedisUrl() : await freshRedisUrl();
  await bucketsNamed(name);
  return {
    ...environment,
    DATABASE_URL: await databaseNamed(name),
    S3_BUCKET_PREFIX: testS3(name).bucketPrefix,
    SCRATCH_DIR: join(folder),
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  };
}

const madeBuckets = new Map<string, Promise<unknown>>();

/** Makes the buckets of a prefix, once: what the migrate step does for an instance. */
function bucketsNamed(name: string): Promise<unknown> {
  const { bucketPrefix, ...s3 } = testS3(name);
  const bucket = (kind: string) => `${bucketPrefix}${kind}`;
  const buckets = {
    ...{ incoming: bucket('incoming'), originals: bucket('originals') },
    ...{ derived: bucket('derived'), ledger: bucket('ledger'), checkpoints: bucket('checkpoints') },
  };
  const make = async () => {
    const store = new ObjectStore({ ...s3, publicEndpoint: s3.endpoint, forcePathStyle: true, buckets });
    await store.ensureBuckets('http://127.0.0.1').finally(() => store.destroy());
  };
  const making = madeBuckets.get(name) ?? make();
  madeBuckets.set(name, making);
  return making;
}

async function databaseNamed(name: string, template = 'akashi'): Promise<string> {
  const url = new URL(required(sharedServices().environment, 'DATABASE_URL'));
  const database = `test_${name}`;
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database} template ${template}`);
  } catch (error) {
    // Two calls of one spec file at the same moment: the other one made it.
    if (!(error instanceof pg.DatabaseError) || !DUPLICATE_DATABASE.includes(error.code)) throw error;
  } finally {
    await client.end();
  }
  return withDatabase(url, database);
}

function withDatabase(url: URL, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined) throw new Error(`${name} is not part of the test's services`);
  return value;
}
