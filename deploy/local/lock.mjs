/**
 * A lock file that a dead holder never keeps. It names the holder's pid and when that process started, so that neither a
 * crash nor a restart of the machine nor a reused pid can leave it locked.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import { processBirth } from './processes.mjs';
import { writePrivately } from './secrets.mjs';

/**
 * @typedef {object} LockHolder
 * @property {number} pid
 * @property {string} birth          see processBirth
 * @property {string} startedAt      ISO 8601
 * @property {string} [baseUrl]
 * @property {{ name: string, pid: number, birth: string }[]} [processes]  what the holder has started
 */

/**
 * Takes the lock. Returns a handle, or `{ heldBy }` when a living process has it.
 * `previous` is what a dead holder left in it.
 * @returns {{ lock: { update(more: object): void, release(): void }, previous?: LockHolder } | { heldBy: LockHolder }}
 */
export function takeLock(file) {
  const mine = { pid: process.pid, birth: processBirth(process.pid), startedAt: new Date().toISOString() };
  for (;;) {
    if (placed(file, mine)) return { lock: handle(file, mine) };
    const holder = readHolder(file);
    if (holder === undefined) continue;
    if (isAlive(holder)) return { heldBy: holder };
    if (setAside(file, holder) && placed(file, mine)) return { lock: handle(file, mine), previous: holder };
  }
}

/** Whether that very process still runs. */
export function isAlive({ pid, birth }) {
  return processBirth(pid) === birth;
}

function handle(file, mine) {
  let now = mine;
  return {
    update(more) {
      now = { ...now, ...more };
      writePrivately(file, `${JSON.stringify(now, null, 2)}\n`);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** A link fails when the name exists: of two that try, one wins, and nobody reads a half-written file. */
function placed(file, holder) {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(unfinished, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    return { pid: 0, birth: 'unreadable' };
  }
}

/** Moves a dead holder's lock away, unless somebody else has just replaced it: then it is put back. */
function setAside(file, holder) {
  const aside = `${file}.dead.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  const moved = readHolder(aside);
  const isTheDead = moved?.pid === holder.pid && moved.birth === holder.birth;
  if (!isTheDead) linkSync(aside, file);
  rmSync(aside, { force: true });
  return isTheDead;
}
