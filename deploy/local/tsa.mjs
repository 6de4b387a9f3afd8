/**
 * The local time-stamp authority (deploy/local/tsa-server, compiled) under a supervisor. Used by start, chaos and tests. Its
 * clock and its key are this machine's: it stands in where no authority is configured, and proves nothing to anybody else.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { nodeArguments, startSupervised } from './supervised.mjs';

const READY_MS = 20_000;
const HOST = '127.0.0.1';

/**
 * Starts the authority with its key and certificates below `folder`.
 * @param {{ root: string, folder: string, logFile: string, port?: number }} options
 * @returns {Promise<{ service, url: string, caFile: string, port: number }>}
 */
export async function startTsa({ root, folder, logFile, port = 0 }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const service = await startSupervised({
    name: 'Time stamps',
    command: process.execPath,
    args: nodeArguments(join(root, 'dist/deploy/local/tsa-server/main.js')),
    env: {
      PATH: process.env.PATH,
      TSA_SERVER_DATA_DIR: folder,
      TSA_SERVER_HOST: HOST,
      TSA_SERVER_PORT: String(port),
    },
    cwd: folder,
    logFile,
  });
  const line = await service
    .waitForLine((text) => listeningEvent(text) !== undefined, READY_MS)
    .catch(async (error) => {
      await service.stop();
      throw new Failure(`${error.message}. Its log ends with:\n${service.logTail()}`);
    });
  const { port: actual, caFile } = listeningEvent(line);
  return { service, url: `http://${HOST}:${actual}/`, caFile, port: actual };
}

function listeningEvent(line) {
  if (!line.startsWith('{')) return undefined;
  const event = JSON.parse(line);
  return event.event === 'listening' ? event : undefined;
}
