import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { removePostgresHome } from '../../deploy/local/postgres-home.mjs';
import { processBirth } from '../../deploy/local/processes.mjs';
import type { Service } from '../../deploy/local/supervised.mjs';
import { startProcess } from './processes.js';
import { repositoryRoot, runFolder } from './services.js';

/**
 * `npm start` on a small clone: the launcher and the built programs, in a folder with a space below a private one. Its
 * `npm run build` does nothing, so that starting it never touches the repository's own build.
 */
export interface Clone {
  root: string;
  dataDir: string;
}

const READY_MS = 60_000;

const clones: Clone[] = [];

// Root's Postgres cannot enter a private folder: its data lies outside of the clone.
afterAll(() => clones.splice(0).forEach(({ dataDir }) => removePostgresHome(dataDir)));

const lockFile = z.object({
  pid: z.number(),
  processes: z.array(z.object({ name: z.string(), pid: z.number(), birth: z.string() })).default([]),
});

export function makeClone(): Clone {
  const root = join(mkdtempSync(join(runFolder(), 'launcher-')), 'a clone');
  const from = repositoryRoot();
  mkdirSync(join(root, 'deploy'), { recursive: true, mode: 0o700 });
  mkdirSync(join(root, 'deploy/local'));
  for (const name of readdirSync(join(from, 'deploy/local')).filter((file) => file.endsWith('.mjs'))) {
    cpSync(join(from, 'deploy/local', name), join(root, 'deploy/local', name));
  }
  for (const built of ['dist', 'web/dist']) cpSync(join(from, built), join(root, built), { recursive: true });
  cpSync(join(from, 'package-lock.json'), join(root, 'package-lock.json'));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', scripts: { build: 'true' } }));
  symlinkSync(join(from, 'node_modules'), join(root, 'node_modules'));
  const clone = { root, dataDir: join(root, '.akashi') };
  clones.push(clone);
  return clone;
}

/** Starts the launcher without waiting for anything. */
export async function launch(clone: Clone, ...args: string[]): Promise<Service> {
  return startProcess({
    name: 'launcher',
    command: process.execPath,
    args: [join(clone.root, 'deploy/local/start.mjs'), ...args],
    env: { HOME: process.env.HOME ?? clone.root, LOG_LEVEL: 'info' },
    cwd: clone.root,
    graceMs: 30_000,
  });
}

/** Starts the launcher without a demo and waits until it says that it is ready. */
export async function launchReady(clone: Clone, ...args: string[]): Promise<Service> {
  const launcher = await launch(clone, '--no-demo', ...args);
  await launcher
    .waitForLine((line) => line === 'Akashi is ready.', READY_MS)
    .catch((error: unknown) => {
      throw new Error(`${String(error)}:\n${launcher.logTail(60)}`);
    });
  return launcher;
}

export interface RunningProcess {
  name: string;
  pid: number;
  birth: string;
}

/** The supervisors and services that the launcher has started: of each, the supervisor comes first. */
export function processesOf(clone: Clone): RunningProcess[] {
  const file = join(clone.dataDir, 'instance.lock');
  return existsSync(file) ? lockFile.parse(JSON.parse(readFileSync(file, 'utf8'))).processes : [];
}

/** Those that still run; a zombie that nobody has reaped doesn't. */
export function stillRunning(processes: RunningProcess[]): RunningProcess[] {
  return processes.filter(({ pid, birth }) => processBirth(pid) === birth);
}

export function readInstance(clone: Clone): Record<string, unknown> {
  return z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(readFileSync(join(clone.dataDir, 'instance.json'), 'utf8')));
}
