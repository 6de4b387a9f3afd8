import { runMigrations } from 'bullmq';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { AppConfig } from '../config/env.js';
import { ObjectStore } from '../storage/object-store.js';
import { dataSourceOptions } from './data-source.js';

// "AKSH" in ASCII: one migrator at a time on a database, whatever started it.
const ADVISORY_LOCK = 0x414b5348;

/** One line of progress: a step of the migration that has ended. */
export interface MigrateProgress {
  event: 'migrate';
  step: 'lock' | 'schema' | 'queue' | 'buckets' | 'done';
  applied?: string[];
  version?: number;
  /** What the object storage can't do, in words for an operator. */
  warnings?: string[];
  ms: number;
}

/**
 * Brings the database up to the code: the application's migrations and, without Redis, BullMQ's own schema; then makes
 * the buckets that are missing. Takes an advisory lock first, so that several starters on one database wait for each
 * other; safe to repeat.
 * @param report called after each step
 */
export async function migrate(config: AppConfig, report: (progress: MigrateProgress) => void): Promise<void> {
  const startedAt = Date.now();
  const elapsed = () => Date.now() - startedAt;
  const client = new pg.Client({
    connectionString: config.database.url,
    connectionTimeoutMillis: config.database.connectTimeoutMs,
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    report({ event: 'migrate', step: 'lock', ms: elapsed() });
    report({ event: 'migrate', step: 'schema', applied: await migrateSchema(config), ms: elapsed() });
    if (!config.queue.redisUrl) {
      report({ event: 'migrate', step: 'queue', version: await migrateQueue(config), ms: elapsed() });
    }
    // After every table and the queue's schema is there: logins of API and worker may be members of that role.
    await client.query('select grant_app_rights($1)', [config.queue.schema]);
    report({ event: 'migrate', step: 'buckets', warnings: await makeBuckets(config), ms: elapsed() });
    report({ event: 'migrate', step: 'done', ms: elapsed() });
  } finally {
    // Ending the connection gives the lock back, however we got here.
    await client.end();
  }
}

async function migrateSchema(config: AppConfig): Promise<string[]> {
  const dataSource = await new DataSource(dataSourceOptions(config)).initialize();
  try {
    const applied = await dataSource.runMigrations();
    return applied.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

/** BullMQ runs its own lock and transaction, so it gets a connection to itself. */
async function migrateQueue(config: AppConfig): Promise<number> {
  const client = new pg.Client({
    connectionString: config.database.url,
    connectionTimeoutMillis: config.database.connectTimeoutMs,
  });
  await client.connect();
  try {
    return await runMigrations(client, config.queue.schema);
  } finally {
    await client.end();
  }
}

async function makeBuckets(config: AppConfig): Promise<string[]> {
  const store = new ObjectStore(config.s3);
  try {
    return await store.ensureBuckets(new URL(config.http.publicUrl).origin);
  } finally {
    store.destroy();
  }
}
