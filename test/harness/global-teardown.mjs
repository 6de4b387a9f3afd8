/** Stops what global-setup.mjs started. Should this process be killed instead, the supervisors do it. */
import { rmSync } from 'node:fs';

import { removePostgresHome } from '../../deploy/local/postgres-home.mjs';

export async function teardown() {
  const run = globalThis.akashiTest;
  if (run === undefined) return;
  globalThis.akashiTest = undefined;
  await Promise.all(run.services.map((service) => service.stop()));
  if (process.env.AKASHI_TEST_KEEP) return process.stderr.write(`Logs are kept in ${run.folder}\n`);
  removePostgresHome(run.folder);
  rmSync(run.folder, { recursive: true, force: true });
}

export default teardown;
