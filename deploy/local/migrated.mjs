/**
 * Whether the embedded database and buckets still are what this build's migrate step left behind. Loading that step costs a
 * second, and a second start has nothing to migrate. What was remembered counts only while it fits three things: the code
 * and settings that the step depends on, the database as it is at this moment (by one query), and the buckets' settings on
 * disk. A restored older data dir, a dropped schema or a crash in between fits none and is migrated as ever.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { hashFiles } from './files.mjs';
import { writePrivately } from './secrets.mjs';

const MARK = 'migrated.json';
const CODE = ['dist/migrations', 'dist/src/database', 'dist/src/storage', 'node_modules/bullmq/package.json'];
const SETTINGS = ['HOST', 'PORT', 'PUBLIC_URL', 'QUEUE_SCHEMA', 'REDIS_URL', 'S3_BUCKET_PREFIX'];

// Without sequences: BullMQ makes one for each queue when it is first used.
const TABLES = `
  select format('%s.%s.%s %s', c.relnamespace::regnamespace, c.relname, a.attname, format_type(a.atttypid, a.atttypmod)) as line
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind in ('r', 'p', 'i', 'I', 'v', 'm')
    and c.relnamespace::regnamespace::text not in ('pg_catalog', 'pg_toast', 'information_schema')
  union all select format('migration %s', name) from akashi_migrations
  union all select format('cluster %s', system_identifier) from pg_control_system()`;
const AS_IT_IS = `select md5(string_agg(line, ',' order by line)) as found from (${TABLES}) lines`;

export class MigratedMark {
  /**
   * @param {object} where
   * @param {string} where.root
   * @param {string} where.dataDir
   * @param {string} where.bucketFolder  where the embedded object store keeps its buckets
   * @param {Record<string, string | undefined>} where.environment  what the migrate step is told
   */
  constructor({ root, dataDir, bucketFolder, environment }) {
    Object.assign(this, { root, bucketFolder, environment, file: join(dataDir, MARK) });
  }

  /** Whether the migrate step would find nothing to do. */
  async isTrue() {
    if (!existsSync(this.file)) return false;
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')).found === (await this.#found());
    } catch {
      // A file cut short, or a database without its tables: the migrate step knows what to do or to say.
      return false;
    }
  }

  forget() {
    rmSync(this.file, { force: true });
  }

  async remember() {
    writePrivately(this.file, `${JSON.stringify({ found: await this.#found() })}\n`);
  }

  async #found() {
    const hash = createHash('sha256').update(hashFiles(this.root, CODE, (path) => /\.js(on)?$/.test(path)));
    for (const name of SETTINGS) hash.update(`\0${this.environment[name] ?? ''}`);
    for (const bucket of readdirSync(this.bucketFolder).sort()) {
      hash.update(readFileSync(join(this.bucketFolder, bucket, 'bucket.json')));
    }
    return hash.update(await tablesOf(this.environment.DATABASE_URL)).digest('hex');
  }
}

async function tablesOf(connectionString) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows } = await client.query(AS_IT_IS);
    return rows[0].found;
  } finally {
    await client.end();
  }
}
