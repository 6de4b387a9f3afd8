/** `npm ci` when node_modules is missing or not what package-lock.json says, and what install scripts may have left undone. */
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { hashFiles, readIfThere } from './files.mjs';
import { completeLibraryLinks } from './postgres-home.mjs';
import { runProgram } from './run.mjs';

const STAMP = 'node_modules/.akashi-installed';

/** Why packages must be installed, in words for the terminal, or undefined when they are in place. */
export function whyInstall(root) {
  if (!existsSync(join(root, 'node_modules'))) return 'first start';
  const stamp = readIfThere(join(root, STAMP));
  if (stamp === installStamp(root)) return undefined;
  const sameMachine = stamp === undefined || stamp.endsWith(machine());
  if (sameMachine && matchesLockFile(root)) return undefined;
  return 'package-lock.json or Node has changed';
}

/** Installs exactly what package-lock.json says, development packages too (the build needs them). */
export async function install(root, logFile) {
  await runProgram({
    name: 'npm ci',
    ...npm('ci', '--include=dev', '--no-audit', '--no-fund'),
    env: installEnvironment(),
    cwd: root,
    logFile,
    graceMs: 3_000,
  });
}

/** Makes the packages usable where npm was told not to run install scripts or another user installed them. */
export function completeInstall(root) {
  if (process.env.DATABASE_URL === undefined) completeLibraryLinks(root);
  for (const [scope, program] of [
    ['@ffmpeg-installer', 'ffmpeg'],
    ['@ffprobe-installer', 'ffprobe'],
  ]) {
    makeExecutable(join(root, 'node_modules', scope, `${process.platform}-${process.arch}`, program));
  }
  try {
    writeFileSync(join(root, STAMP), installStamp(root));
  } catch {
    // Not our folder: whoever owns it has installed what we need, and there is nothing to remember.
  }
}

/** How to start npm: the one that started us, else the one on PATH. */
export function npm(...args) {
  const own = process.env.npm_execpath;
  return own?.endsWith('.js')
    ? { command: process.execPath, args: [own, ...args] }
    : { command: 'npm', args };
}

function installStamp(root) {
  return `${hashFiles(root, ['package-lock.json'])} ${machine()}`;
}

/** What compiled packages depend on. */
function machine() {
  return `node${process.versions.node.split('.')[0]} ${process.platform}-${process.arch}`;
}

/** npm keeps its own record of what it installed: whoever ran `npm ci` by hand need not wait for another one. */
function matchesLockFile(root) {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    return path === '' || (found === undefined ? entry.optional === true : found.version === entry.version);
  });
}

/** NODE_ENV=production and the like would leave the build's tools out. */
function installEnvironment() {
  const { NODE_ENV: _, ...environment } = process.env;
  return environment;
}

function makeExecutable(file) {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  if (mode === undefined || (mode & 0o111) === 0o111) return;
  try {
    chmodSync(file, 0o755);
  } catch {
    // Somebody else's file; finding an ffmpeg says what to do when it cannot be run.
  }
}
