/** The data dir of one local instance: data, keys, logs, and the note of what is running. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import { isAlive, takeLock } from './lock.mjs';
import { UsageError } from './options.mjs';
import { removePostgresHome } from './postgres-home.mjs';
import { say } from './progress.mjs';
import { writePrivately } from './secrets.mjs';

const LOCK = 'instance.lock';
const PREDECESSOR_MS = 25_000;

/** What we make in a data dir; anything else in it isn't ours to delete. */
const OURS = [
  'instance.json',
  'logs',
  'migrated.json',
  'postgres',
  'postgres.place',
  's3',
  'scratch',
  'secrets.json',
  'signing-key.pem',
  'demo-result.json',
];

/** Makes the data dir if need be, takes its lock and waits for what a killed predecessor left to end. */
export async function openDataDir(dataDir) {
  const taken = lockOf(dataDir);
  if (taken.heldBy) throw new UsageError(whoHasIt(dataDir, taken.heldBy));
  await endPredecessor(taken.previous?.processes ?? []);
  return taken.lock;
}

function lockOf(dataDir) {
  try {
    mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
    return takeLock(join(dataDir, LOCK));
  } catch (error) {
    throw new UsageError(
      `You cannot write to the data dir ${dataDir} (${error.code ?? error.message}). Choose another with --data-dir DIR.`,
    );
  }
}

function whoHasIt(dataDir, holder) {
  const where = holder.baseUrl ? `It serves ${holder.baseUrl}.` : 'It is still starting.';
  return `Akashi is already running on ${dataDir}: process ${holder.pid}, since ${holder.startedAt}. ${where}
Stop it with Ctrl-C in its terminal or kill ${holder.pid}, or give this one another --data-dir.`;
}

/** Supervisors stop their services when the launcher is killed; that takes a moment. */
async function endPredecessor(processes) {
  const deadline = Date.now() + PREDECESSOR_MS;
  const left = () => processes.filter(isAlive);
  if (left().length > 0)
    say(
      `Waiting for what the last run left behind to end: ${left()
        .map(({ name }) => name)
        .join(', ')}`,
    );
  while (left().length > 0 && Date.now() < deadline) await sleep(50);
  for (const { pid } of left()) process.kill(pid, 'SIGKILL');
}

/** Asks (unless `yes`), then deletes what we keep in the data dir. The lock must be held. @returns whether it was done */
export async function resetDataDir(dataDir, yes) {
  const kept = OURS.filter(
    (name) =>
      existsSync(join(dataDir, name)) && !(name === 'logs' && readdirSync(join(dataDir, name)).length === 0),
  );
  if (kept.length === 0) return true;
  if (!yes && !(await confirmed(dataDir))) return false;
  removePostgresHome(dataDir);
  for (const name of kept) rmSync(join(dataDir, name), { recursive: true, force: true });
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  return true;
}

/** Refuses before anything is touched when nobody can answer the question. */
export function requireAnswerable({ reset, yes }) {
  if (!reset || yes || process.stdin.isTTY) return;
  throw new UsageError(
    '--reset asks before it deletes, and there is no terminal to ask on. Add --yes if you mean it.',
  );
}

async function confirmed(dataDir) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    const answer = await terminal.question(
      `Delete all orders, films, evidence and keys in ${dataDir}? Type yes to do it: `,
    );
    return answer.trim().toLowerCase() === 'yes';
  } finally {
    terminal.close();
  }
}

/**
 * `instance.json`: how to reach this instance, for people, the demo and tests. Contains keys: mode 0600.
 * `baseUrl, s3{endpoint,region,accessKeyId,secretAccessKey,buckets}, databaseUrl, redisUrl, operatorKey, pids`, and what
 * the demo has made: `brandKey, stationKey, logins[], trackingUrls[], disputeUrl`.
 */
export function instanceFile(dataDir) {
  const file = join(dataDir, 'instance.json');
  const read = () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  return {
    file,
    read,
    exists: () => existsSync(file),
    merge(more) {
      writePrivately(file, `${JSON.stringify({ ...read(), ...more }, null, 2)}\n`);
    },
  };
}
