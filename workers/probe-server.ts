import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

/** Health and metrics of the worker, on a port of its own: `/health/live`, `/health/ready`, `/metrics`. */
export function startProbeServer(
  address: { host: string; port: number },
  registry: Registry,
  isReady: () => Promise<boolean>,
): Server {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type, 'x-content-type-options': 'nosniff' }).end(body);
    const answer = async () => {
      if (request.url === '/health/live') return send(200, 'application/json', '{"live":true}');
      if (request.url === '/health/ready') {
        const ready = await isReady();
        return send(ready ? 200 : 503, 'application/json', JSON.stringify({ ready }));
      }
      if (request.url === '/metrics') return send(200, registry.contentType, await registry.metrics());
      return send(404, 'application/json', '{"status":404}');
    };
    answer().catch(() => send(500, 'application/json', '{"status":500}'));
  });
  return server.listen(address.port, address.host);
}
