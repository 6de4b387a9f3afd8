import { startTsaServer, type TsaServerOptions } from './server.js';

/**
 * A time-stamp authority (RFC 3161) for trying and for tests. Its clock is this machine's and its key lies on this machine's
 * disk: it proves nothing to anybody else, and its name says so. One JSON line on stdout when it listens, SIGTERM to stop.
 *
 *     TSA_SERVER_DATA_DIR   required
 *     TSA_SERVER_HOST       127.0.0.1
 *     TSA_SERVER_PORT       0: a free port
 */
function readOptions(env: NodeJS.ProcessEnv): TsaServerOptions {
  const dataDir = env['TSA_SERVER_DATA_DIR'];
  if (dataDir === undefined || dataDir === '') throw new Error('TSA_SERVER_DATA_DIR must be set');
  const port = Number(env['TSA_SERVER_PORT'] ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('TSA_SERVER_PORT must be a port number');
  return { dataDir, port, host: env['TSA_SERVER_HOST'] ?? '127.0.0.1' };
}

const log = (stream: NodeJS.WriteStream, entry: Record<string, unknown>): void => {
  stream.write(`${JSON.stringify(entry)}\n`);
};

async function run(): Promise<void> {
  const server = await startTsaServer(readOptions(process.env));
  log(process.stdout, { event: 'listening', port: server.port, caFile: server.caFile });
  const stop = (): void => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

run().catch((error: unknown) => {
  log(process.stderr, { event: 'failed', problem: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
