/** Packages and build in place, whatever the state of the clone. Shared by start, test and check. */
import { createHash } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { build, whyBuild } from './build.mjs';
import { completeInstall, install, whyInstall } from './install.mjs';
import { takeLock } from './lock.mjs';
import { say, step } from './progress.mjs';

/**
 * Installs and builds where needed, one process at a time on one clone.
 * @param {{ root: string, logFolder: string }} where
 */
export async function prepare({ root, logFolder }) {
  const lock = await setupLock(root);
  try {
    await prepareInstall(root, logFolder);
    const why = whyBuild(root);
    if (why !== undefined) await step(`Building (${why})`, () => build(root, join(logFolder, 'build.log')));
  } finally {
    lock.release();
  }
}

/** Packages only. */
export async function prepareInstall(root, logFolder) {
  const why = whyInstall(root);
  if (why !== undefined) {
    await step(`Installing packages (${why})`, () => install(root, join(logFolder, 'install.log')));
  }
  completeInstall(root);
}

async function setupLock(root) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const file = join(tmpdir(), `akashi-setup-${userInfo().uid}-${name}.lock`);
  for (let told = false; ; told = true) {
    const taken = takeLock(file);
    if (taken.lock) return taken.lock;
    if (!told) say(`Waiting for process ${taken.heldBy.pid}, which is installing or building here`);
    await sleep(250);
  }
}
