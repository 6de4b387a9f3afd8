/**
 * Runs one service and never lets it outlive whoever started it.
 *
 * Started by `supervised.mjs` with a pipe as standard input. The kernel closes that pipe when the starter ends, however it
 * ends (also by SIGKILL), and this process then stops its child: politely first, then by force. Where util-linux's
 * `setpriv` exists the kernel also kills the child when this process itself is killed.
 *
 * argv[2] is a JSON `SupervisorOptions` (see supervised.mjs); no secret is in it, those travel in the environment.
 * Standard input takes one word a line: `after <pid>` (when orphaned, let that process go first) and `stop`.
 * File descriptor 3 receives JSON lines: `{"event":"started","pid"}`, `{"event":"exited","code","signal"}`, `{"event":"failed","message"}`.
 */
import { spawn } from 'node:child_process';
import { openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

import { processBirth } from './processes.mjs';

const ORPHAN_WAIT_MS = 15_000;
const QUIT_MS = 5_000;

/** Signals in the order in which a kind of service understands them. Postgres: fast shutdown, then immediate. */
const FIRST_SIGNAL = { term: 'SIGTERM', postgres: 'SIGINT' };

const options = JSON.parse(process.argv[2] ?? '{}');
const goFirst = new Set();
let stopping = false;

function tell(event) {
  try {
    writeSync(3, `${JSON.stringify(event)}\n`);
  } catch {
    // The starter is gone: nobody listens, and the log has what matters.
  }
}

function startChild() {
  const logFd = openSync(options.logFile, 'a', 0o600);
  const { leashed } = options;
  const command = leashed ? 'setpriv' : options.command;
  const args = leashed ? ['--pdeathsig', 'KILL', '--', options.command, ...options.args] : options.args;
  return spawn(command, args, {
    cwd: options.cwd,
    env: process.env,
    uid: options.uid,
    gid: options.gid,
    // A group of its own: the terminal's Ctrl-C reaches the launcher only, and stop() can end the whole group.
    detached: true,
    stdio: ['pipe', logFd, logFd],
  });
}

function signalGroup(signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is empty already.
  }
}

async function stopInOrder() {
  if (stopping) return;
  stopping = true;
  child.kill(FIRST_SIGNAL[options.stop] ?? 'SIGTERM');
  await sleep(options.graceMs);
  if (options.stop === 'postgres') {
    child.kill('SIGQUIT');
    await sleep(QUIT_MS);
  }
  signalGroup('SIGKILL');
}

async function stopAsOrphan() {
  const deadline = Date.now() + ORPHAN_WAIT_MS;
  while (Date.now() < deadline && [...goFirst].some(processBirth)) await sleep(50);
  await stopInOrder();
}

function listen() {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const [word, pid] = line.split(' ');
    if (word === 'stop') void stopInOrder();
    if (word === 'after') goFirst.add(Number(pid));
  });
  lines.on('close', () => void stopAsOrphan());
  process.stdin.on('error', () => void stopAsOrphan());
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => void stopInOrder());
}

const child = startChild();
child.on('error', (error) => {
  tell({ event: 'failed', message: error.message });
  process.exit(1);
});
child.on('spawn', () => tell({ event: 'started', pid: child.pid }));
child.on('exit', (code, signal) => {
  signalGroup('SIGKILL');
  tell({ event: 'exited', code, signal });
  process.exit(0);
});
child.stdin?.on('error', () => undefined);
listen();
