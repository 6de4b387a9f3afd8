/** The starter's side of supervisor.mjs: start a service that cannot outlive this process, watch it, stop it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { Failure } from './failure.mjs';
import { canDieWithParent } from './leash.mjs';

const SUPERVISOR = fileURLToPath(new URL('./supervisor.mjs', import.meta.url));
const WATCH_PARENT = new URL('./watch-parent.mjs', import.meta.url);
const LOG_LIMIT_BYTES = 5 * 1024 * 1024;
const TAIL_BYTES = 64 * 1024;

/**
 * @typedef {object} ServiceOptions
 * @property {string} name      shown to people and used for messages
 * @property {string} command   program, found on PATH or absolute
 * @property {string[]} args    never a secret: visible to every process of the machine
 * @property {Record<string, string | undefined>} [env]  whole environment of the service
 * @property {string} [cwd]
 * @property {number} [uid]     run as somebody else (only root can)
 * @property {number} [gid]
 * @property {string} logFile   standard output and error are appended
 * @property {'term' | 'postgres'} [stop]  how the service likes to be stopped
 * @property {number} [graceMs] time between the polite signal and SIGKILL
 */

/** Starts a service; resolves when the process runs (not when it is ready). Rejects when it cannot be started. */
export async function startSupervised(options) {
  rotateLog(options.logFile);
  const logStart = sizeOf(options.logFile);
  const { name, command, args, cwd, uid, gid, logFile, stop = 'term', graceMs = 10_000 } = options;
  const leashed = canDieWithParent();
  const spec = JSON.stringify({ command, args, cwd, uid, gid, logFile, stop, graceMs, leashed });
  const supervisor = spawn(process.execPath, [SUPERVISOR, spec], {
    env: options.env ?? process.env,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
  });
  supervisor.stdin.on('error', () => undefined);
  const service = new Supervised({ name, logFile, logStart }, supervisor);
  living.add(service);
  void service.exited.then(() => living.delete(service));
  await service.started;
  return service;
}

const living = new Set();

/** Stops every service that this process has started, except `kept`. */
export async function stopOthers(kept = []) {
  const others = [...living].filter((service) => !kept.includes(service));
  await Promise.all(others.map((service) => service.stop()));
}

/** A running service. `exited` resolves with `{ code, signal }` however it ends and never rejects. */
class Supervised {
  constructor(about, supervisor) {
    this.name = about.name;
    this.logFile = about.logFile;
    this.logStart = about.logStart;
    this.supervisor = supervisor;
    this.ended = false;
    let failure = 'its supervisor ended';
    const lines = createInterface({ input: supervisor.stdio[3] });
    this.started = new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const event = JSON.parse(line);
        if (event.event === 'started') resolve((this.pid = event.pid));
        if (event.event === 'failed') failure = event.message;
        if (event.event === 'exited') this.outcome = { code: event.code, signal: event.signal };
      });
      supervisor.once('error', (error) => reject(new Failure(`${this.name}: ${error.message}`)));
      supervisor.once('close', () => reject(new Failure(`${this.name} could not be started: ${failure}`)));
    });
    this.started.catch(() => undefined);
    this.exited = once(supervisor, 'close').then(() => this.#afterSupervisor());
  }

  get supervisorPid() {
    return this.supervisor.pid;
  }

  /** Should this process die, the service waits for `other` to be gone before it stops itself. */
  stopAfter(other) {
    if (!this.ended) this.supervisor.stdin.write(`after ${other.supervisorPid}\n`);
  }

  /** Asks the service to stop, by force after its grace time; resolves when it is gone. */
  async stop() {
    if (!this.ended) this.supervisor.stdin.write('stop\n');
    return this.exited;
  }

  /**
   * Waits for a line of this run's log that `matches` accepts, and returns it.
   * Rejects when the service ends first or `timeoutMs` has passed.
   */
  async waitForLine(matches, timeoutMs) {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const over = this.ended;
      const line = this.logLines().find(matches);
      if (line !== undefined) return line;
      if (over) throw new Failure(`${this.name} ended before it was ready`);
      if (Date.now() > deadline) throw new Failure(`${this.name} was not ready after ${timeoutMs / 1000} s`);
      await sleep(40);
    }
  }

  /** The complete lines that this run has written (the first MiB of them). */
  logLines() {
    return readFrom(this.logFile, this.logStart).split('\n').slice(0, -1);
  }

  /** The last `count` lines that this run wrote. */
  logTail(count = 20) {
    return tailOf(this.logFile, count, this.logStart);
  }

  #afterSupervisor() {
    this.ended = true;
    // A supervisor that was itself killed could not clean up.
    if (this.outcome === undefined && this.pid !== undefined) killGroup(this.pid);
    return this.outcome ?? { code: null, signal: 'SIGKILL' };
  }
}

/** Arguments that start one of our own Node services, on a leash where the kernel has none. */
export function nodeArguments(entry, ...rest) {
  if (canDieWithParent()) return [entry, ...rest];
  return ['--import', pathToFileURL(fileURLToPath(WATCH_PARENT)).href, entry, ...rest];
}

/** The last `count` lines of a log, empty when there is none. */
export function tailOf(file, count = 20, from = 0) {
  const start = Math.max(from, sizeOf(file) - TAIL_BYTES);
  return readFrom(file, start).trimEnd().split('\n').slice(-count).join('\n');
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Gone with its supervisor.
  }
}

function rotateLog(file) {
  if (sizeOf(file) > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
}

function sizeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function readFrom(file, start) {
  if (sizeOf(file) <= start) return '';
  const fd = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(fstatSync(fd).size - start, 1024 * 1024));
    return buffer.toString('utf8', 0, readSync(fd, buffer, 0, buffer.length, start));
  } finally {
    closeSync(fd);
  }
}
