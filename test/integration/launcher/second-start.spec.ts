import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { freePort } from '../../../deploy/local/ports.mjs';
import type { Service } from '../../../deploy/local/supervised.mjs';
import { launchReady, makeClone, processesOf, readInstance } from '../../harness/launcher.js';

const LONG_MS = 120_000;

const clone = makeClone();
const mark = join(clone.dataDir, 'migrated.json');
const instance = z.object({ databaseUrl: z.string() });

let port: number;
let launcher: Service;

async function start(): Promise<void> {
  launcher = await launchReady(clone, '--port', String(port));
}

const migrating = () => launcher.logLines().find((line) => line.startsWith('Migrating'));

/** While it runs: what happens to the database then is what a next start finds. */
async function change(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: instance.parse(readInstance(clone)).databaseUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

describe('a second start', () => {
  beforeAll(async () => {
    port = await freePort();
    await start();
  }, LONG_MS);
  afterAll(() => launcher.stop());

  it(
    'leaves out the migrate step when code, database and buckets are as that step left them',
    async () => {
      expect(migrating()).not.toContain('up to date');
      await launcher.stop();
      await start();
      expect(migrating()).toContain('up to date');
    },
    LONG_MS,
  );

  it(
    'migrates when the database has lost what a migration made, whatever was remembered',
    async () => {
      // They would bring it back within a second or two.
      for (const { name, pid } of processesOf(clone)) {
        if (name === 'API' || name === 'Worker') process.kill(pid, 'SIGSTOP');
      }
      await change('drop schema bullmq cascade');
      await launcher.stop();
      await start();
      expect(migrating()).not.toContain('up to date');
      await change('select id from bullmq.job limit 1');
    },
    LONG_MS,
  );

  it(
    'migrates when buckets are as another time left them, or when what was remembered is not readable',
    async () => {
      await launcher.stop();
      const bucket = join(clone.dataDir, 's3/buckets/akashi-originals/bucket.json');
      writeFileSync(bucket, readFileSync(bucket, 'utf8').replaceAll(`:${port}`, ':1'));
      await start();
      expect(migrating()).not.toContain('up to date');
      expect(readFileSync(bucket, 'utf8')).toContain(`:${port}`);

      await launcher.stop();
      writeFileSync(mark, '{"found":');
      await start();
      expect(migrating()).not.toContain('up to date');
    },
    LONG_MS,
  );
});
