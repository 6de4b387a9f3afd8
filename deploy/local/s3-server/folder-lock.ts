import { createHash } from 'node:crypto';
import { realpath, unlink } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Keeps two servers from using one data folder: the second would delete the first one's temporaries and know nothing of its
 * objects. The lock is a listening socket and not a file with a process id, because the kernel closes it with the process,
 * however that ends.
 */
const MAX_SOCKET_PATH = 100;
const POLL_MS = 50;

export interface FolderLock {
  release(): Promise<void>;
}

/** Waits up to `waitMs` for another holder (one that is just being stopped) to go away; then rejects. */
export async function lockFolder(folder: string, waitMs: number): Promise<FolderLock> {
  const path = socketPath(await realpath(folder));
  const deadline = Date.now() + waitMs;
  for (;;) {
    const server = await listen(path);
    if (server !== null) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    if (!(await isAlive(path))) await unlink(path).catch(() => undefined);
    else if (Date.now() > deadline) throw new Error(`another S3 server is using ${folder}`);
    else await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Socket paths are limited to about 100 bytes: a long one is replaced by its hash in the temporary folder. */
function socketPath(folder: string): string {
  const path = join(folder, 'lock');
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH) return path;
  return join(tmpdir(), `akashi-s3-${createHash('sha256').update(folder).digest('hex').slice(0, 24)}`);
}

function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) =>
      'code' in error && error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(path, () => resolve(server.unref()));
  });
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
