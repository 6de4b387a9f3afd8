import { S3ServiceException } from '@aws-sdk/client-s3';

/**
 * - `not_found`: no such object, version or bucket
 * - `exists`: a put that must not overwrite found another object
 * - `digest_mismatch`: the bytes that arrived are not those that were announced
 * - `locked`: a legal hold or retention protects the version
 * - `unavailable`: anything else, most often that storage can't be reached; trying again later is right
 */
export type ObjectStoreErrorKind = 'not_found' | 'exists' | 'digest_mismatch' | 'locked' | 'unavailable';

/** The only error that `src/storage` throws for what storage answers; the SDK's own is its cause. */
export class ObjectStoreError extends Error {
  constructor(
    readonly kind: ObjectStoreErrorKind,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'ObjectStoreError';
  }
}

const NAMES: Readonly<Record<string, ObjectStoreErrorKind>> = {
  NotFound: 'not_found',
  NoSuchKey: 'not_found',
  NoSuchVersion: 'not_found',
  NoSuchBucket: 'not_found',
  NoSuchUpload: 'not_found',
  PreconditionFailed: 'exists',
  BadDigest: 'digest_mismatch',
  InvalidDigest: 'digest_mismatch',
  XAmzContentSHA256Mismatch: 'digest_mismatch',
  XAmzContentChecksumMismatch: 'digest_mismatch',
  ObjectLocked: 'locked',
};
const STATUSES: Readonly<Record<number, ObjectStoreErrorKind>> = { 404: 'not_found', 412: 'exists' };

/**
 * Translates what the SDK threw. S3 answers a delete of a protected version with a plain AccessDenied, so only the
 * caller knows that it means `locked`.
 */
export function toObjectStoreError(error: unknown, action: string, whenDenied?: 'locked'): ObjectStoreError {
  if (error instanceof ObjectStoreError) return error;
  if (!(error instanceof S3ServiceException)) {
    return new ObjectStoreError('unavailable', `${action}: storage gave no answer`, error);
  }
  const status = error.$metadata.httpStatusCode ?? 0;
  const denied = error.name === 'AccessDenied' || status === 403 ? whenDenied : undefined;
  const kind = NAMES[error.name] ?? denied ?? STATUSES[status] ?? 'unavailable';
  return new ObjectStoreError(kind, `${action}: ${error.name}`, error);
}

export function isObjectStoreError(error: unknown, kind: ObjectStoreErrorKind): boolean {
  return error instanceof ObjectStoreError && error.kind === kind;
}
