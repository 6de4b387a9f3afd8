/** A Redis from the machine's own `redis-server`, for the suites that need one. Nothing is kept on disk. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from './ports.mjs';
import { startSupervised } from './supervised.mjs';

const READY_MS = 10_000;

/** Starts Redis on a free port of the loopback, with `extra` arguments. @returns {Promise<{ service, port: number, url: string }>} */
export async function startRedis({ logFile, port, extra = [] }) {
  const chosen = port ?? (await freePort());
  const service = await startSupervised({
    name: 'Redis',
    command: process.env.REDIS_SERVER ?? 'redis-server',
    // BullMQ demands noeviction; many databases, so that each test that wants one has its own.
    args: [
      ...['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      ...['--maxmemory-policy', 'noeviction', '--databases', '4096', ...extra],
    ],
    env: { PATH: process.env.PATH },
    cwd: '/',
    logFile,
  });
  const deadline = Date.now() + READY_MS;
  while (!(await answersPing(chosen))) {
    if (service.ended || Date.now() > deadline) throw new Error(`Redis did not start:\n${service.logTail()}`);
    await sleep(40);
  }
  return { service, port: chosen, url: `redis://127.0.0.1:${chosen}` };
}

function answersPing(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    socket.once('data', (reply) => (socket.destroy(), resolve(reply.toString().startsWith('+PONG'))));
    socket.once('error', () => resolve(false));
    socket.setTimeout(500, () => (socket.destroy(), resolve(false)));
  });
}
