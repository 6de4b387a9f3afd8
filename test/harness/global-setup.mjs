/**
 * Once a run: one embedded Postgres with a migrated template database and one embedded S3 server, one local time-stamp authority, and Redis when the suite
 * wants it. What tests need to know travels in AKASHI_TEST; test/harness/services.ts is its only reader.
 *
 * AKASHI_TEST_REDIS=1 puts the queue on Redis; AKASHI_TEST_POSTGRES_BIN runs another Postgres' binaries; AKASHI_TEST_KEEP=1
 * leaves the folder with the logs behind.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { takeLock } from '../../deploy/local/lock.mjs';
import { removePostgresHome } from '../../deploy/local/postgres-home.mjs';
import { startPostgres } from '../../deploy/local/postgres.mjs';
import { startRedis } from '../../deploy/local/redis.mjs';
import { startS3 } from '../../deploy/local/s3.mjs';
import { createSecrets } from '../../deploy/local/secrets.mjs';
import { startTsa } from '../../deploy/local/tsa.mjs';
import { teardown } from './global-teardown.mjs';

const PREFIX = 'akashi-test-';
const LOCK = 'run.lock';
const ENTRIES = [
  'dist/src/database/migrate.js',
  'dist/deploy/local/s3-server/main.js',
  'dist/deploy/local/tsa-server/main.js',
];
const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export default async function setup() {
  if (globalThis.akashiTest !== undefined) return;
  requireBuild();
  // It would be said once a Jest worker; the dependency's next major version says it for good.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  takeLock(join(folder, LOCK));
  const secrets = createSecrets(folder);
  globalThis.akashiTest = { folder, services: [] };
  try {
    const [postgres, s3, tsa, redis] = await Promise.all([
      startPostgres({
        place: folder,
        root: repository,
        password: secrets.postgresPassword,
        logFile: join(folder, 'postgres.log'),
        bin: process.env.AKASHI_TEST_POSTGRES_BIN,
        durable: false,
      }).then(remember),
      startS3({
        root: repository,
        folder: join(folder, 's3'),
        secrets,
        logFile: join(folder, 's3.log'),
      }).then(remember),
      startTsa({ root: repository, folder: join(folder, 'tsa'), logFile: join(folder, 'tsa.log') }).then(
        remember,
      ),
      process.env.AKASHI_TEST_REDIS
        ? startRedis({ logFile: join(folder, 'redis.log') }).then(remember)
        : undefined,
    ]);
    const environment = serviceEnvironment({ secrets, postgres, s3, tsa, redis });
    migrateTemplate(environment);
    process.env.AKASHI_TEST = JSON.stringify({
      repository,
      folder,
      run: randomBytes(4).toString('hex'),
      environment,
    });
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** What runs that were killed have left in the temporary folder; their services ended by themselves. */
function removeAbandoned() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (!existsSync(join(folder, LOCK)) || takeLock(join(folder, LOCK)).heldBy) continue;
      removePostgresHome(folder);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}

function remember(started) {
  globalThis.akashiTest.services.push(started.service);
  return started;
}

function requireBuild() {
  const missing = ENTRIES.filter((entry) => !existsSync(join(repository, entry)));
  if (missing.length > 0) throw new Error(`${missing.join(', ')} missing: run npm run build first.`);
}

function serviceEnvironment({ secrets, postgres, s3, tsa, redis }) {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    DATABASE_URL: postgres.url(),
    ...(redis ? { REDIS_URL: redis.url } : {}),
    S3_ENDPOINT: s3.endpoint,
    S3_REGION: s3.region,
    S3_ACCESS_KEY_ID: secrets.s3AccessKeyId,
    S3_SECRET_ACCESS_KEY: secrets.s3SecretAccessKey,
    TSA_URL: tsa.url,
    TSA_CA_FILE: tsa.caFile,
    AKASHI_SECRET: secrets.akashiSecret,
    AKASHI_OPERATOR_KEY: secrets.operatorKey,
    SIGNING_KEY_FILE: secrets.signingKeyFile,
    LOG_SIGNING_KEY_FILE: secrets.logSigningKeyFile,
    ...(process.env.FFMPEG_PATH ? { FFMPEG_PATH: process.env.FFMPEG_PATH } : {}),
    ...(process.env.FFPROBE_PATH ? { FFPROBE_PATH: process.env.FFPROBE_PATH } : {}),
  };
}

/** The database `akashi` itself is the template: nothing connects to it again. The queue's schema is always in it. */
function migrateTemplate(environment) {
  const { REDIS_URL: _, ...withoutRedis } = environment;
  const result = spawnSync(process.execPath, [join(repository, 'dist/src/database/migrate.js')], {
    env: { PATH: process.env.PATH, ...withoutRedis },
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`migrate failed:\n${result.stdout}${result.stderr}`);
}
