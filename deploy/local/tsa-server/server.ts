import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerQuery } from './answer.js';
import { type Authority, openAuthority } from './authority.js';

export interface TsaServerOptions {
  /** Where the authority's key and certificates are kept. */
  readonly dataDir: string;
  readonly host: string;
  /** 0: a free one. */
  readonly port: number;
}

export interface RunningTsaServer {
  readonly port: number;
  /** The CA's certificate in PEM. */
  readonly caFile: string;
  close(): Promise<void>;
}

const QUERY_TYPE = 'application/timestamp-query';
const REPLY_TYPE = 'application/timestamp-reply';
const MAX_QUERY_BYTES = 16 * 1024;

/** Opens the authority, or makes it, and listens. */
export async function startTsaServer(options: TsaServerOptions): Promise<RunningTsaServer> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const { authority, caFile } = await openAuthority(options.dataDir);
  const server = createServer((request, response) => {
    serve(request, response, authority).catch(() => response.destroy());
  });
  await listen(server, options.port, options.host);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { port, caFile, close: () => close(server) };
}

/** RFC 3161 3.4, time stamps over HTTP. */
async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  authority: Authority,
): Promise<void> {
  if (request.method !== 'POST' || request.headers['content-type'] !== QUERY_TYPE) {
    request.resume();
    response.writeHead(request.method === 'POST' ? 415 : 405, { allow: 'POST' }).end();
    return;
  }
  const query = await readQuery(request);
  if (query === undefined) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const answer = answerQuery(query, authority, new Date());
  response.writeHead(200, { 'content-type': REPLY_TYPE, 'content-length': answer.length }).end(answer);
}

async function readQuery(request: IncomingMessage): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request) {
    if (!(piece instanceof Uint8Array)) continue;
    size += piece.length;
    if (size > MAX_QUERY_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
