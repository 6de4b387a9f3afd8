import { createHash } from 'node:crypto';
import type { Authentication } from './authenticate.js';
import {
  CHECKSUM_ALGORITHMS,
  checksumHeader,
  createHasher,
  findAlgorithm,
  requireDigest,
  type Checksum,
  type ChecksumAlgorithm,
} from './checksums.js';
import { decodeChunkedBody } from './chunked-body.js';
import { S3Error } from './s3-error.js';
import type { S3Request } from './s3-request.js';

/** What a request says about its payload, and the check that what arrived is what was said. */
export interface Payload {
  /** Decoded length in bytes, as announced. */
  readonly size: number;
  readonly content: AsyncIterable<Buffer>;
  readonly expected: ExpectedDigests;
  /** Filled while `content` is read to its end. */
  readonly trailers: ReadonlyMap<string, string>;
}

export interface ExpectedDigests {
  readonly md5?: Buffer;
  /** Hex, from a signed x-amz-content-sha256. */
  readonly sha256?: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value?: string };
}

export interface ReceivedDigests {
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  readonly checksum?: Checksum;
}

interface Hasher {
  update(chunk: Buffer): unknown;
  digest(): Buffer;
}

const UNSIGNED = 'UNSIGNED-PAYLOAD';
const STREAMING = 'STREAMING-';

/** Opens the body for reading; throws before a byte is read when its headers are wrong. `maxBytes` → EntityTooLarge. */
export function openPayload(
  request: S3Request,
  authentication: Authentication,
  maxBytes: number,
  checksumIsOfObject = false,
): Payload {
  const streaming = authentication.payloadHash.startsWith(STREAMING);
  const size = readLength(request, streaming ? 'x-amz-decoded-content-length' : 'content-length');
  if (size > maxBytes)
    throw new S3Error('EntityTooLarge', undefined, {
      ProposedSize: String(size),
      MaxSizeAllowed: String(maxBytes),
    });
  const trailers = new Map<string, string>();
  const trailerNames = announcedTrailers(request, authentication.payloadHash);
  const signing = authentication.payloadHash.startsWith('STREAMING-AWS4') ? authentication : undefined;
  const content = streaming
    ? decodeChunkedBody(request.body(), { signing, trailerNames }, trailers)
    : request.body();
  const checksum = checksumIsOfObject ? undefined : readExpectedChecksum(request, trailerNames);
  return {
    size,
    content,
    trailers,
    expected: { ...readExpectedDigests(request, authentication.payloadHash), checksum },
  };
}

function readLength(request: S3Request, header: string): number {
  const text = request.headers.get(header);
  // "You must provide the Content-Length HTTP header"; for chunked uploads the x-amz-decoded-content-length as well.
  if (text === undefined)
    throw new S3Error('MissingContentLength', `You must provide the ${header} HTTP header.`);
  if (!/^\d{1,15}$/.test(text)) throw new S3Error('InvalidArgument', `${header} is not a number.`);
  return Number(text);
}

function announcedTrailers(request: S3Request, payloadHash: string): string[] {
  const names = (request.header('x-amz-trailer') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  if (names.length > 0 && !payloadHash.endsWith('-TRAILER')) {
    throw new S3Error('InvalidRequest', 'x-amz-trailer needs x-amz-content-sha256: STREAMING-…-TRAILER.');
  }
  if (names.some((name) => algorithmOfHeader(name) === undefined)) {
    throw new S3Error('InvalidRequest', 'The value specified in the x-amz-trailer header is not supported.');
  }
  return names;
}

const algorithmOfHeader = (header: string): ChecksumAlgorithm | undefined =>
  CHECKSUM_ALGORITHMS.find((algorithm) => checksumHeader(algorithm) === header);

function readExpectedDigests(request: S3Request, payloadHash: string): ExpectedDigests {
  const md5 = request.header('content-md5');
  const isDigest = payloadHash !== UNSIGNED && !payloadHash.startsWith(STREAMING);
  return {
    md5: md5 === undefined ? undefined : readMd5(md5),
    sha256: isDigest ? payloadHash : undefined,
  };
}

function readMd5(text: string): Buffer {
  const digest = Buffer.from(text, 'base64');
  if (digest.length !== 16 || digest.toString('base64') !== text) throw new S3Error('InvalidDigest');
  return digest;
}

function readExpectedChecksum(
  request: S3Request,
  trailerNames: readonly string[],
): ExpectedDigests['checksum'] {
  const stated = CHECKSUM_ALGORITHMS.filter(
    (algorithm) =>
      request.header(checksumHeader(algorithm)) !== undefined ||
      trailerNames.includes(checksumHeader(algorithm)),
  );
  // "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed."
  if (stated.length > 1) throw new S3Error('InvalidRequest', 'Expecting a single x-amz-checksum- header.');
  const [algorithm] = stated;
  const named = request.header('x-amz-sdk-checksum-algorithm');
  if (named !== undefined && findAlgorithm(named) !== algorithm) {
    throw new S3Error(
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer header was found.',
    );
  }
  if (algorithm === undefined) return undefined;
  const value = request.header(checksumHeader(algorithm));
  return { algorithm, value: value === undefined ? undefined : requireDigest(algorithm, value) };
}

export interface DigestNeeds {
  /** Multipart ETags are defined over the parts' MD5s, so parts need it; whole objects take the cheapest that fits. */
  readonly md5Etag: boolean;
  /** To be computed even when the client states none. */
  readonly algorithm?: ChecksumAlgorithm;
}

/**
 * Hashes while the payload flows by. The ETag of an object put in one piece is the MD5 only when that isn't extra work:
 * MD5 is the slowest hash here, "the ETag may or may not be an MD5 digest of the object data", and every SDK request
 * already states a SHA-256. A SHA-256 ETag has 64 digits, so that no client takes it for an MD5.
 */
export class PayloadDigests {
  private readonly hashers = new Map<ChecksumAlgorithm | 'MD5', Hasher>();
  private readonly etagFrom: 'MD5' | 'SHA256';
  private readonly algorithm: ChecksumAlgorithm | undefined;
  private size = 0;

  constructor(
    private readonly payload: Payload,
    needs: DigestNeeds,
  ) {
    const { md5, sha256, checksum } = payload.expected;
    this.algorithm = checksum?.algorithm ?? needs.algorithm;
    const hashesSha256 = sha256 !== undefined || this.algorithm === 'SHA256';
    this.etagFrom = needs.md5Etag || md5 !== undefined || !hashesSha256 ? 'MD5' : 'SHA256';
    if (this.algorithm !== undefined) this.hashers.set(this.algorithm, createHasher(this.algorithm));
    if (hashesSha256 && this.algorithm !== 'SHA256') this.hashers.set('SHA256', createHasher('SHA256'));
    if (this.etagFrom === 'MD5') this.hashers.set('MD5', createHash('md5'));
  }

  update(chunk: Buffer): void {
    this.size += chunk.length;
    // "You did not provide the number of bytes specified": also stops a chunked body that is longer than it said.
    if (this.size > this.payload.size)
      throw new S3Error('IncompleteBody', 'The body is longer than announced.');
    for (const hasher of this.hashers.values()) hasher.update(chunk);
  }

  /** Call once, after the last byte; throws when size or any digest differs from what the request stated. */
  verify(): ReceivedDigests {
    if (this.size !== this.payload.size) throw new S3Error('IncompleteBody');
    const digests = new Map([...this.hashers].map(([name, hasher]) => [name, hasher.digest()] as const));
    const { md5, sha256 } = this.payload.expected;
    if (sha256 !== undefined && digests.get('SHA256')?.toString('hex') !== sha256)
      throw new S3Error('XAmzContentSHA256Mismatch');
    if (md5 !== undefined && digests.get('MD5')?.equals(md5) !== true)
      throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    return {
      size: this.size,
      etag: digests.get(this.etagFrom)?.toString('hex') ?? '',
      checksum: this.verifyChecksum(digests),
    };
  }

  private verifyChecksum(digests: ReadonlyMap<string, Buffer>): Checksum | undefined {
    if (this.algorithm === undefined) return undefined;
    const value = digests.get(this.algorithm)?.toString('base64') ?? '';
    const stated = this.payload.expected.checksum;
    const expected = stated?.value ?? this.payload.trailers.get(checksumHeader(this.algorithm));
    if (stated !== undefined && expected !== value) {
      throw new S3Error(
        'BadDigest',
        `The ${this.algorithm} you specified did not match the calculated checksum.`,
      );
    }
    return { algorithm: this.algorithm, type: 'FULL_OBJECT', value };
  }
}

/**
 * Reads a small body (an XML document) whole, with the same checks. `maxBytes` bounds memory. `checksumIsOfObject`: a
 * completion's checksum header speaks of the finished object, not of the document.
 */
export async function readDocument(
  request: S3Request,
  authentication: Authentication,
  maxBytes: number,
  checksumIsOfObject: boolean,
): Promise<string> {
  const payload = openPayload(request, authentication, maxBytes, checksumIsOfObject);
  const digests = new PayloadDigests(payload, { md5Etag: false });
  const chunks: Buffer[] = [];
  for await (const chunk of payload.content) {
    digests.update(chunk);
    chunks.push(chunk);
  }
  digests.verify();
  return Buffer.concat(chunks).toString('utf8');
}
