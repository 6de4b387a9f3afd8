import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { authenticate } from './authenticate.js';
import { Call, type Answer } from './call.js';
import { corsHeaders, parseCorsDocument, parseHeaderList, preflightHeaders, type CorsRule } from './cors.js';
import { lockFolder } from './folder-lock.js';
import { refuseUnknownHeaders } from './known-headers.js';
import { findOperation } from './operations.js';
import { S3Error } from './s3-error.js';
import { S3Request } from './s3-request.js';
import type { Credentials } from './signature.js';
import { Store } from './store.js';
import { element } from './xml.js';

export interface S3ServerOptions extends Credentials {
  readonly dataDir: string;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Hears about internal errors and unreadable files, one sentence each. */
  readonly report?: (problem: string) => void;
}

export interface RunningS3Server {
  readonly port: number;
  /** Takes no new requests, lets running ones finish for up to `graceMs` (default 5 s), then cuts them off. */
  close(graceMs?: number): Promise<void>;
}

/** A connection on which nothing moves for so long is dropped; a slow upload that moves is not. */
const IDLE_TIMEOUT_MS = 5 * 60 * 1000;
/** Longer than the keep-alive of usual clients and proxies, so that we don't close under a request on its way. */
const KEEP_ALIVE_MS = 75 * 1000;
const CLOSE_POLL_MS = 20;
const DEFAULT_GRACE_MS = 5000;
/** A server that is being stopped needs its grace period before it lets go of the folder. */
const LOCK_WAIT_MS = 8000;

/** Opens the data folder, rebuilds the index and listens. Rejects when the folder or the port can't be used. */
export async function startS3Server(options: S3ServerOptions): Promise<RunningS3Server> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(options.dataDir, LOCK_WAIT_MS);
  try {
    const report = options.report ?? (() => undefined);
    const server = createS3Server(new Gateway(await Store.open(options.dataDir, report), options, report));
    await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { port, close: (graceMs = DEFAULT_GRACE_MS) => close(server, graceMs).then(() => lock.release()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function createS3Server(gateway: Gateway): Server {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 });
  server.setTimeout(IDLE_TIMEOUT_MS);
  server.on('request', (incoming, response) => void gateway.serve(incoming, response, () => undefined));
  server.on('checkContinue', (incoming, response) => {
    // Refused before its body was asked for, a client may or may not send it: such a connection can't be used again.
    response.shouldKeepAlive = false;
    void gateway.serve(incoming, response, () => {
      response.shouldKeepAlive = true;
      response.writeContinue();
    });
  });
  return server;
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

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // Connections become idle one by one as their last answer leaves.
    const poll = setInterval(() => server.closeIdleConnections(), CLOSE_POLL_MS);
    const limit = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(poll);
      clearTimeout(limit);
      resolve();
    });
  });
}

/** From an HTTP request to an S3 answer: target, CORS, signature, operation, and every refusal as S3's XML. */
class Gateway {
  private readonly corsRules = new WeakMap<object, readonly CorsRule[]>();

  constructor(
    private readonly store: Store,
    private readonly credentials: Credentials,
    private readonly report: (problem: string) => void,
  ) {}

  async serve(incoming: IncomingMessage, response: ServerResponse, beforeBody: () => void): Promise<void> {
    const id = randomBytes(8).toString('hex').toUpperCase();
    response.setHeader('x-amz-request-id', id);
    response.setHeader('server', 'akashi-s3');
    try {
      const answer = await this.answer(new S3Request(id, incoming, beforeBody), response);
      await send(response, answer);
    } catch (error) {
      await this.sendError(incoming, response, id, error);
    }
  }

  private async answer(request: S3Request, response: ServerResponse): Promise<Answer> {
    if (request.method === 'OPTIONS') return this.preflight(request);
    // Set at once, so that a browser may read an error answer too.
    for (const [name, value] of Object.entries(this.crossOriginHeaders(request)))
      response.setHeader(name, value);
    const authentication = authenticate(request, this.credentials, Date.now());
    const operation = findOperation(request);
    refuseUnknownHeaders(request);
    return operation.run(new Call(request, authentication, this.store));
  }

  /** Preflight requests carry no credentials: they are answered from the bucket's rules alone. */
  private preflight(request: S3Request): Answer {
    const origin = request.headers.get('origin');
    const method = request.headers.get('access-control-request-method');
    if (origin === undefined)
      throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
    if (method === undefined) throw new S3Error('BadRequest', 'Invalid Access-Control-Request-Method: null');
    const headers = parseHeaderList(request.headers.get('access-control-request-headers'));
    return { status: 200, headers: preflightHeaders(this.rulesFor(request), { origin, method, headers }) };
  }

  private crossOriginHeaders(request: S3Request): Record<string, string> {
    const origin = request.headers.get('origin');
    if (origin === undefined) return {};
    return corsHeaders(this.rulesFor(request), { origin, method: request.method, headers: [] });
  }

  /** No rules, and so no cross-origin access, for a bucket that has none or doesn't exist. */
  private rulesFor(request: S3Request): readonly CorsRule[] {
    const config = this.store.find(request.target.bucket)?.config;
    if (config?.corsXml === undefined) return [];
    const known = this.corsRules.get(config);
    if (known !== undefined) return known;
    const rules = parseCorsDocument(config.corsXml);
    this.corsRules.set(config, rules);
    return rules;
  }

  private async sendError(
    incoming: IncomingMessage,
    response: ServerResponse,
    id: string,
    error: unknown,
  ): Promise<void> {
    const isAborted = incoming.destroyed && !incoming.complete;
    const known = error instanceof S3Error ? error : new S3Error('InternalError');
    if (known !== error && !isAborted)
      this.report(
        `request ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    if (response.headersSent || isAborted) {
      // Too late for an error document: a cut connection is the only honest answer to a broken stream.
      response.destroy();
      return;
    }
    await send(response, describeError(known, incoming, id)).catch(() => response.destroy());
  }
}

function describeError(error: S3Error, incoming: IncomingMessage, id: string): Answer {
  // "The 304 response MUST NOT contain a message body"; nor does an answer to HEAD.
  if (error.status === 304 || incoming.method === 'HEAD')
    return { status: error.status, headers: error.headers };
  const detail = Object.entries(error.detail).map(([name, value]) => element(name, value));
  const fields = [
    element('Code', error.code),
    element('Message', error.message),
    ...detail,
    element('RequestId', id),
  ];
  return {
    status: error.status,
    headers: error.headers,
    xml: `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', [...fields, element('HostId', 'akashi')])}`,
  };
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  const { status, headers = {}, xml, stream } = answer;
  const body =
    xml === undefined
      ? bodyless(status)
      : { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(xml) };
  response.writeHead(status, { ...body, ...headers });
  if (stream === undefined) {
    response.end(xml);
    return;
  }
  await pipeline(stream, response);
}

/** Without a length Node would frame an empty answer as chunked. 204 and 304 have no body to measure. */
const bodyless = (status: number): Record<string, number> =>
  status === 204 || status === 304 ? {} : { 'content-length': 0 };
