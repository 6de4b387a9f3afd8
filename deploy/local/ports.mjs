/** Ports of this machine's loopback. */
import { createServer } from 'node:net';

/** A port that nobody listens on at this moment. */
export async function freePort() {
  return listenOnce(0);
}

/** Whether a server could listen on 127.0.0.1:`port` now. */
export async function isPortFree(port) {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}
