import { createHash } from 'node:crypto';
import { finished, type Readable } from 'node:stream';
import { PutObjectCommand, type PutObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectLock } from './bucket-locks.js';
import type { ObjectRef } from './object-store.options.js';
import { withPayloadHash } from './s3-client.js';

export interface PutRequest extends ObjectRef {
  body: Readable | Buffer;
  /** Needed for a stream; it must give exactly as many. */
  bytes?: number;
  /** SHA-256 of the body: storage refuses other bytes. Computed for a buffer when absent. */
  sha256?: Buffer;
  contentType: string;
  /** Never overwrite: an object under this key is kept, and the answer says `existed`. */
  ifAbsent?: boolean;
  /** Object Lock from the first moment, where the bucket has it; the answer says whether it does. */
  lock?: ObjectLock;
  signal?: AbortSignal;
}

const LOCK_MODES = { governance: 'GOVERNANCE', compliance: 'COMPLIANCE' } as const;

/** Names and headers that a put in one request and one in parts have in common. */
export function commonInput(request: PutRequest, bucket: string) {
  return {
    Bucket: bucket,
    Key: request.key,
    ContentType: request.contentType,
    ObjectLockMode: request.lock && LOCK_MODES[request.lock.mode],
    ObjectLockRetainUntilDate: request.lock?.until,
  };
}

/** How many bytes a put has. */
export function bodyLength({ body, bytes }: Pick<PutRequest, 'body' | 'bytes'>): number {
  if (Buffer.isBuffer(body)) return body.length;
  if (bytes === undefined)
    throw new TypeError('A stream is put with its length: storage wants to know it first.');
  return bytes;
}

/** SHA-256 of the body, as far as it can be known before sending. */
export function digestOf({ body, sha256 }: Pick<PutRequest, 'body' | 'sha256'>): Buffer | undefined {
  if (sha256 || !Buffer.isBuffer(body)) return sha256;
  return createHash('sha256').update(body).digest();
}

/** The stream that was to be stored broke off or was destroyed; storage has nothing to do with it. */
export class BrokenSourceError extends Error {
  constructor(readonly reason: Error) {
    super('The source of a put broke off.', { cause: reason });
    this.name = 'BrokenSourceError';
  }
}

/** One PUT. A stream flows through and is never collected. */
export async function putWhole(
  client: S3Client,
  request: PutRequest,
  bucket: string,
): Promise<string | undefined> {
  const { body } = request;
  const sha256 = digestOf(request);
  const input: PutObjectCommandInput = {
    ...commonInput(request, bucket),
    Body: body,
    ContentLength: bodyLength(request),
    IfNoneMatch: request.ifAbsent ? '*' : undefined,
    ChecksumSHA256: sha256?.toString('base64'),
  };
  const command = new PutObjectCommand(input);
  if (sha256) withPayloadHash(command, sha256);
  const output = await whileFlowing(body, request.signal, (abortSignal) =>
    client.send(command, { abortSignal }),
  );
  return output.VersionId;
}

/**
 * Sends while watching the source: the SDK pipes it and would wait for ever for the rest of a stream that broke off.
 * @throws BrokenSourceError when it is the source that broke
 */
export async function whileFlowing<T>(
  body: Readable | Buffer,
  signal: AbortSignal | undefined,
  send: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const broken = new AbortController();
  const stopWatching = Buffer.isBuffer(body)
    ? () => undefined
    : finished(body, { writable: false }, (error) => error && broken.abort(error));
  try {
    return await send(signal ? AbortSignal.any([signal, broken.signal]) : broken.signal);
  } catch (error) {
    const reason = abortReason(broken.signal);
    throw reason ? new BrokenSourceError(reason) : error;
  } finally {
    stopWatching();
  }
}

/** Why a signal was raised; undefined while it isn't. */
export function abortReason(signal: AbortSignal | undefined): Error | undefined {
  if (!signal?.aborted) return undefined;
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
