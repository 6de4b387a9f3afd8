/** The embedded S3-compatible server (deploy/local/s3-server, compiled) under a supervisor. Used by start and tests. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { nodeArguments, startSupervised } from './supervised.mjs';

const READY_MS = 20_000;
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
      HOST: '127.0.0.1',
      PORT: String(port),
      S3_DATA_DIR: folder,
      S3_REGION: REGION,
      S3_ACCESS_KEY_ID: secrets.s3AccessKeyId,
      S3_SECRET_ACCESS_KEY: secrets.s3SecretAccessKey,
    },
    cwd: folder,
    logFile,
  });
  const line = await service
    .waitForLine((text) => readyEvent(text) !== undefined, READY_MS)
    .catch(async (error) => {
      await service.stop();
      throw new Error(`${error.message}. Its log ends with:\n${service.logTail()}`);
    });
  const { endpoint } = readyEvent(line);
  return { service, endpoint, region: REGION, port: Number(new URL(endpoint).port) };
}

function readyEvent(line) {
  if (!line.startsWith('{')) return undefined;
  const event = JSON.parse(line);
  return event.event === 'ready' ? event : undefined;
}
