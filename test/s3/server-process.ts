import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';

/** Our server as the process that it is in production, to be killed. Needs the build (`npm run build`). */
const ENTRY = fileURLToPath(new URL('../../dist/deploy/local/s3-server/main.js', import.meta.url));
const CREDENTIALS = { accessKeyId: 'durability', secretAccessKey: 'not-a-secret' };

export interface ServerProcess {
  readonly client: S3Client;
  readonly endpoint: string;
  /** What it wrote to stderr so far. */
  problems(): string;
  /** Ends with the exit code, null after a signal. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
  /** Resident memory right now, in bytes. */
  memoryBytes(): number;
}

export async function startProcess(dataDir: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      S3_SERVER_DATA_DIR: dataDir,
      S3_SERVER_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
      S3_SERVER_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
  const port = await readPort(child, () => problems);
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: CREDENTIALS,
    maxAttempts: 1,
    // Or presigned URLs would carry the checksum of an empty body.
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return {
    client,
    endpoint,
    problems: () => problems,
    memoryBytes: () => residentBytes(child.pid ?? 0),
    end: async (signal) => {
      const exit = child.exitCode === null ? once(child, 'exit') : Promise.resolve([child.exitCode]);
      child.kill(signal);
      const [code]: unknown[] = await exit;
      client.destroy();
      return typeof code === 'number' ? code : null;
    },
  };
}

async function readPort(child: ChildProcess, problems: () => string): Promise<number> {
  if (child.stdout === null) throw new Error('the server has no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    const event: unknown = JSON.parse(line);
    if (typeof event === 'object' && event !== null && 'port' in event && typeof event.port === 'number')
      return event.port;
  }
  throw new Error(`the S3 server did not start: ${problems()}`);
}

function residentBytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kib = existsSync(status)
    ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])
        .toString()
        .trim();
  return Number(kib) * 1024;
}
