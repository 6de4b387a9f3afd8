/** What the chaos runs share: a fresh instance in a temporary folder, played on, and cleared away whatever happens. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ChaosInstance } from './chaos-instance.mjs';
import { watchNpm } from './npm-parent.mjs';
import { removePostgresHome } from './postgres-home.mjs';
import { prepare } from './prepare.mjs';
import { say, step } from './progress.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * Sets the exit code: 0 when every promise was kept.
 * @param {{ queue: 'redis' | 'postgres', keep?: boolean, 'no-build'?: boolean }} options
 * @param {string} program  compiled module with the story
 * @param {(module: object, instance: ChaosInstance) => Promise<boolean>} play
 */
export async function playOnInstance(options, program, play) {
  const folder = mkdtempSync(join(tmpdir(), 'akashi-chaos-'));
  mkdirSync(join(folder, 'logs'));
  let instance;
  let over;
  const clean = () => (over ??= end(instance, folder, options.keep));
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => void clean().then(() => process.exit(130)));
  watchNpm(() => void clean().then(() => process.exit(1)));
  try {
    if (!options['no-build']) await prepare({ root, logFolder: join(folder, 'logs') });
    instance = new ChaosInstance({ root, folder, queue: options.queue, apis: 2 });
    await step('Starting an instance of its own', () => instance.begin());
    const kept = await play(await import(join(root, program)), instance);
    const load = loadavg().map((value) => value.toFixed(1));
    say(`${cpus().length} processors, load ${load.join(' ')}`);
    process.exitCode = kept ? 0 : 1;
  } finally {
    await clean();
  }
}

async function end(instance, folder, keep) {
  await instance?.stop();
  removePostgresHome(folder);
  if (keep) return say(`Logs are kept in ${join(folder, 'logs')}`);
  rmSync(folder, { recursive: true, force: true });
}
