import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { S3Target } from './target.js';

/**
 * Requests that no SDK would send: unsigned, wrongly signed, tampered with, or chunked by hand. Signs by its own short
 * implementation of Signature Version 4, so that the server isn't tested against itself.
 */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  /** <Code> of an error document, '' when there is none. */
  readonly code: string;
}

export interface RawRequest {
  readonly method: string;
  /** As it goes on the wire, percent-encoded. */
  readonly path: string;
  /** Raw query string without the question mark. */
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

export function sendRaw(
  target: S3Target,
  { method, path, query, headers = {}, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(target.endpoint);
  return new Promise((resolve, reject) => {
    const options = {
      hostname,
      port,
      method,
      path: query === undefined ? path : `${path}?${query}`,
      headers,
    };
    const outgoing = request(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () => {
        const answer = Buffer.concat(chunks);
        const answered = Object.entries(incoming.headers).map(
          ([name, value]) => [name, String(value)] as const,
        );
        const code = /<Code>([^<]*)<\/Code>/.exec(answer.toString('utf8'))?.[1] ?? '';
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(answered),
          body: answer,
          code,
        });
      });
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

export interface Signer {
  readonly timestamp: string;
  readonly scope: string;
  readonly key: Buffer;
}

export function signerFor(target: S3Target, at = new Date()): Signer {
  const timestamp = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const date = timestamp.slice(0, 8);
  const dateKey = hmac(`AWS4${target.secretAccessKey}`, date);
  const key = hmac(hmac(hmac(dateKey, target.region), 's3'), 'aws4_request');
  return { timestamp, scope: `${date}/${target.region}/s3/aws4_request`, key };
}

export interface SignedRequest extends RawRequest {
  readonly headers: Record<string, string>;
  readonly signature: string;
}

/** Adds date, payload hash and Authorization. All given headers are signed. The query must be sorted and encoded. */
export function signRaw(target: S3Target, raw: RawRequest, signer = signerFor(target)): SignedRequest {
  const headers: Record<string, string> = {
    host: new URL(target.endpoint).host,
    'x-amz-date': signer.timestamp,
    'x-amz-content-sha256': sha256(raw.body ?? ''),
    ...raw.headers,
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    raw.method,
    raw.path,
    raw.query ?? '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', signer.timestamp, signer.scope, sha256(canonical)].join('\n');
  const signature = hmac(signer.key, text).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${target.accessKeyId}/${signer.scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...raw, headers: { ...headers, authorization }, signature };
}

/** A body of signed chunks that chain on the request's signature; `trailer` is one `name:value` line. */
export function signChunks(
  signer: Signer,
  seed: string,
  chunks: readonly Buffer[],
  trailer?: string,
): Buffer {
  const signText = (kind: string, previous: string, ...hashes: string[]): string =>
    hmac(
      signer.key,
      [`AWS4-HMAC-SHA256-${kind}`, signer.timestamp, signer.scope, previous, ...hashes].join('\n'),
    ).toString('hex');
  let signature = seed;
  const pieces: Buffer[] = [];
  for (const chunk of [...chunks, Buffer.alloc(0)]) {
    signature = signText('PAYLOAD', signature, sha256(''), sha256(chunk));
    pieces.push(Buffer.from(`${chunk.length.toString(16)};chunk-signature=${signature}\r\n`), chunk);
    if (chunk.length > 0) pieces.push(Buffer.from('\r\n'));
  }
  if (trailer !== undefined) {
    pieces.push(
      Buffer.from(
        `${trailer}\r\nx-amz-trailer-signature:${signText('TRAILER', signature, sha256(`${trailer}\n`))}\r\n`,
      ),
    );
  }
  return Buffer.concat([...pieces, Buffer.from('\r\n')]);
}
