import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/**
 * AWS Signature Version 4, the pure arithmetic: "Authenticating Requests (AWS Signature Version 4)", S3 API reference.
 * Nothing here knows HTTP objects or the clock.
 */
export const ALGORITHM = 'AWS4-HMAC-SHA256';
export const EMPTY_SHA256 = createHash('sha256').digest('hex');

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

export interface CanonicalInput {
  readonly method: string;
  /** Decoded path, as S3 signs it: never normalised, encoded once. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: ReadonlyMap<string, string>;
  readonly signedHeaders: readonly string[];
  readonly payloadHash: string;
}

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** "URI encode every byte except the unreserved characters A-Z a-z 0-9 - . _ ~. The space character must be encoded as %20." */
export const uriEncode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** "Encode the forward slash character, '/', everywhere except in the object key name." */
const encodePath = (path: string): string => path.split('/').map(uriEncode).join('/');

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** "You must sort the parameters in the canonical query string alphabetically by key name … after encoding." */
function canonicalQuery(query: CanonicalInput['query']): string {
  return query
    .map(([name, value]) => [uriEncode(name), uriEncode(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => byText(nameA, nameB) || byText(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** "Lowercase(HeaderName) + ':' + Trim(value) + '\n'", runs of spaces made one. */
const canonicalHeader = (name: string, value: string): string =>
  `${name}:${value.trim().replace(/ +/g, ' ')}\n`;

export function canonicalRequest(input: CanonicalInput): string {
  const headers = input.signedHeaders.map((name) => canonicalHeader(name, input.headers.get(name) ?? ''));
  return [
    input.method,
    encodePath(input.path),
    canonicalQuery(input.query),
    headers.join(''),
    input.signedHeaders.join(';'),
    input.payloadHash,
  ].join('\n');
}

/** `scope` is `<yyyymmdd>/<region>/s3/aws4_request`, `timestamp` is ISO 8601 basic (`yyyymmddThhmmssZ`). */
export const stringToSign = (timestamp: string, scope: string, canonical: string): string =>
  [ALGORITHM, timestamp, scope, sha256Hex(canonical)].join('\n');

/** "DateKey, DateRegionKey, DateRegionServiceKey, SigningKey": four chained HMACs. */
export function signingKey(secretAccessKey: string, date: string, region: string): Buffer {
  return ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, date), region));
}

export const sign = (key: Buffer, text: string): string => hmac(key, text).toString('hex');

/** What a streamed payload's chunk signatures chain on: the request's own signature is the seed. */
export interface SigningContext {
  readonly key: Buffer;
  readonly timestamp: string;
  readonly scope: string;
  readonly seedSignature: string;
}

/** "Signature calculations for the Authorization header: transferring payload in multiple chunks". */
export const chunkSignature = (context: SigningContext, previous: string, chunkSha256: string): string =>
  sign(
    context.key,
    ['AWS4-HMAC-SHA256-PAYLOAD', context.timestamp, context.scope, previous, EMPTY_SHA256, chunkSha256].join(
      '\n',
    ),
  );

/** "… including trailing headers": the trailer lines are signed after the last chunk. */
export const trailerSignature = (context: SigningContext, previous: string, trailerLines: string): string =>
  sign(
    context.key,
    ['AWS4-HMAC-SHA256-TRAILER', context.timestamp, context.scope, previous, sha256Hex(trailerLines)].join(
      '\n',
    ),
  );

/** Compares in constant time, so that a guess can't be refined byte by byte. */
export function sameSignature(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}
