/** Which port the web server gets. */
import { setTimeout as sleep } from 'node:timers/promises';

import { DEFAULT_PORT, UsageError } from './options.mjs';
import { isPortFree } from './ports.mjs';

const TRIES = 50;
const PATIENCE_MS = 3_000;

/**
 * The port asked for, or else the default one or the next free one.
 * @param {number | undefined} wanted  from --port
 * @returns {Promise<{ port: number, note: string }>} `note` says why when it isn't the default one
 */
export async function choosePort(wanted) {
  if (wanted !== undefined) {
    if (await becomesFree(wanted)) return { port: wanted, note: '' };
    throw new UsageError(
      `Port ${wanted} is taken by another program. Choose another one, or leave --port out.`,
    );
  }
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + TRIES; port += 1) {
    if (!(await isPortFree(port))) continue;
    const note =
      port === DEFAULT_PORT ? '' : `Port ${DEFAULT_PORT} is taken by another program: using ${port}.`;
    return { port, note };
  }
  throw new UsageError(
    `Ports ${DEFAULT_PORT} to ${DEFAULT_PORT + TRIES - 1} are all taken. Name a free one with --port N.`,
  );
}

/** A process of our last run that was killed counts as ended a moment before the kernel has closed its sockets. */
async function becomesFree(port) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isPortFree(port))) {
    if (Date.now() > deadline) return false;
    await sleep(100);
  }
  return true;
}
