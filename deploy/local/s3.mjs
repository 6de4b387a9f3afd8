/** The embedded S3-compatible server (deploy/local/s3-server, compiled) under a supervisor. Used by start and tests. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { nodeArguments, startSupervised } from './supervised.mjs';

const READY_MS = 20_000;
const HOST = '127.0.0.1';
const REGION = 'us-east-1';

/**
 * Starts the object store with its objects below `folder`.
 * @param {{ root: string, folder: string, secrets: import('./secrets.mjs').Secrets, logFile: string, port?: number }} options
 * @returns {Promise<{ service, endpoint: string, region: string, port: number }>}
 */
export async function startS3({ root, folder, secrets, logFile, port = 0 }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const service = await startSupervised({
    name: 'S3 server',
    command: process.execPath,
    args: nodeArguments(join(root, 'dist/deploy/local/s3-server/main.js')),
    env: {
      PATH: process.env.PATH,
      S3_SERVER_DATA_DIR: folder,
      S3_SERVER_HOST: HOST,
      S3_SERVER_PORT: String(port),
      S3_SERVER_REGION: REGION,
      S3_SERVER_ACCESS_KEY_ID: secrets.s3AccessKeyId,
      S3_SERVER_SECRET_ACCESS_KEY: secrets.s3SecretAccessKey,
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
  const listening = listeningEvent(line);
  return { service, endpoint: `http://${HOST}:${listening.port}`, region: REGION, port: listening.port };
}

function listeningEvent(line) {
  if (!line.startsWith('{')) return undefined;
  const event = JSON.parse(line);
  return event.event === 'listening' ? event : undefined;
}
