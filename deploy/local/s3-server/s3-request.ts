import type { IncomingMessage } from 'node:http';
import { requireHeaderValue } from './header-value.js';
import { parseRequestTarget, type RequestTarget } from './request-target.js';

const AUTHENTICATION_PARAMETERS = new Set([
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-date',
  'x-amz-expires',
  'x-amz-signedheaders',
  'x-amz-signature',
  'x-amz-content-sha256',
]);

/** Header lines as received, names in lower case, repeated ones joined with a comma as SigV4 canonicalises them. */
function readHeaders(rawHeaders: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return headers;
}

/** One S3 request: where it points, what it says, and its body, which starts to flow only when it is asked for. */
export class S3Request {
  readonly method: string;
  readonly target: RequestTarget;
  readonly headers: ReadonlyMap<string, string>;
  private readonly hoisted = new Map<string, string>();

  /** @param beforeBody sends `100 Continue` when the client waits for it */
  constructor(
    readonly id: string,
    private readonly incoming: IncomingMessage,
    private readonly beforeBody: () => void,
  ) {
    this.method = incoming.method ?? 'GET';
    this.headers = readHeaders(incoming.rawHeaders);
    this.target = parseRequestTarget(incoming.url ?? '/');
    for (const [name, value] of this.target.query.pairs) {
      const header = name.toLowerCase();
      if (header.startsWith('x-amz-') && !AUTHENTICATION_PARAMETERS.has(header))
        this.hoisted.set(header, requireHeaderValue(value));
    }
  }

  /** A header, or the `x-amz-…` query parameter that a presigner has moved it to. */
  header(name: string): string | undefined {
    return this.headers.get(name) ?? this.hoisted.get(name);
  }

  /** Names of all headers, hoisted ones included. */
  headerNames(): string[] {
    return [...new Set([...this.headers.keys(), ...this.hoisted.keys()])];
  }

  parameter(name: string): string | undefined {
    return this.target.query.get(name);
  }

  async *body(): AsyncGenerator<Buffer> {
    this.beforeBody();
    // Not destroyed when we stop early: the connection still has to carry the error answer.
    const chunks: AsyncIterable<Buffer> = this.incoming.iterator({ destroyOnReturn: false });
    yield* chunks;
  }
}
