import { startS3Server, type S3ServerOptions } from './server.js';

/**
 * The process: configuration from the environment, one JSON line on stdout when it listens, SIGTERM to stop.
 *
 *     S3_SERVER_DATA_DIR            required
 *     S3_SERVER_ACCESS_KEY_ID       required
 *     S3_SERVER_SECRET_ACCESS_KEY   required
 *     S3_SERVER_HOST                127.0.0.1
 *     S3_SERVER_PORT                0: a free port
 *     S3_SERVER_REGION              us-east-1
 */
function readOptions(env: NodeJS.ProcessEnv): S3ServerOptions {
  const required = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') throw new Error(`${name} must be set`);
    return value;
  };
  const port = Number(env['S3_SERVER_PORT'] ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('S3_SERVER_PORT must be a port number');
  return {
    dataDir: required('S3_SERVER_DATA_DIR'),
    accessKeyId: required('S3_SERVER_ACCESS_KEY_ID'),
    secretAccessKey: required('S3_SERVER_SECRET_ACCESS_KEY'),
    host: env['S3_SERVER_HOST'] ?? '127.0.0.1',
    port,
    region: env['S3_SERVER_REGION'] ?? 'us-east-1',
    report: (problem) => log(process.stderr, { event: 'problem', problem }),
  };
}

const log = (stream: NodeJS.WriteStream, entry: Record<string, unknown>): void => {
  stream.write(`${JSON.stringify(entry)}\n`);
};

async function run(): Promise<void> {
  const server = await startS3Server(readOptions(process.env));
  log(process.stdout, { event: 'listening', port: server.port });
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

run().catch((error: unknown) => {
  log(process.stderr, { event: 'failed', problem: error instanceof Error ? error.message : String(error) });
  process.exit(1);
});
