import type { S3ErrorCode } from './s3-error.js';

/** Conditional requests: RFC 9110 §13 as S3 documents it for reads ("GetObject"), and S3's conditional writes. Pure. */
export interface Conditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** HTTP dates as received. */
  readonly ifModifiedSince?: string;
  readonly ifUnmodifiedSince?: string;
}

export interface Comparable {
  /** Without quotes. */
  readonly etag: string;
  readonly modifiedAt: number;
}

/** Whether an `If-Match`-like list (`"a", "b"` or `*`) names the ETag. */
function namesEtag(list: string, etag: string): boolean {
  const candidates = list.split(',').map((item) =>
    item
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1'),
  );
  return candidates.includes('*') || candidates.includes(etag);
}

/** HTTP dates have whole seconds, so both sides are compared in seconds. Undefined when the date is absent or not one. */
function modifiedAfter(version: Comparable, date: string | undefined): boolean | undefined {
  const at = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(at) ? undefined : Math.floor(version.modifiedAt / 1000) > Math.floor(at / 1000);
}

export function whyNotReadable(
  conditions: Conditions,
  version: Comparable,
): 'PreconditionFailed' | 'NotModified' | null {
  // "If both If-Match and If-Unmodified-Since are present … If-Match evaluates to true and If-Unmodified-Since to false, S3 returns 200."
  if (conditions.ifMatch !== undefined) {
    if (!namesEtag(conditions.ifMatch, version.etag)) return 'PreconditionFailed';
  } else if (modifiedAfter(version, conditions.ifUnmodifiedSince) === true) {
    return 'PreconditionFailed';
  }
  // "If-None-Match evaluates to false, and If-Modified-Since to true, S3 returns 304."
  if (conditions.ifNoneMatch !== undefined)
    return namesEtag(conditions.ifNoneMatch, version.etag) ? 'NotModified' : null;
  return modifiedAfter(version, conditions.ifModifiedSince) === false ? 'NotModified' : null;
}

export function whyNotWritable(conditions: Conditions, current: Comparable | undefined): S3ErrorCode | null {
  if (conditions.ifNoneMatch !== undefined) {
    // "Expects the '*' (asterisk) character."
    if (conditions.ifNoneMatch !== '*') return 'NotImplemented';
    if (current !== undefined) return 'PreconditionFailed';
  }
  if (conditions.ifMatch === undefined) return null;
  // "If-Match … returns 404 NoSuchKey if no current object version with the same name exists."
  if (current === undefined) return 'NoSuchKey';
  return namesEtag(conditions.ifMatch, current.etag) ? null : 'PreconditionFailed';
}
