import type { Readable } from 'node:stream';
import type { Authentication } from './authenticate.js';
import type { Bucket } from './bucket.js';
import { readDocument } from './payload.js';
import type { Conditions } from './preconditions.js';
import { S3Error } from './s3-error.js';
import type { S3Request } from './s3-request.js';
import type { Store } from './store.js';
import type { VersionRecord } from './version-record.js';

/** What an operation answers. At most one of `xml` and `stream`. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly xml?: string;
  readonly stream?: Readable;
}

/** CompleteMultipartUpload of 10,000 parts with checksums is the largest document S3 knows. */
const MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;

/** One authenticated request on its way through an operation. */
export class Call {
  constructor(
    readonly request: S3Request,
    readonly authentication: Authentication,
    readonly store: Store,
  ) {}

  /** Throws NoSuchBucket. */
  get bucket(): Bucket {
    return this.store.bucket(this.request.target.bucket);
  }

  /** For operations that don't look into the bucket; throws NoSuchBucket. */
  requireBucket(): void {
    this.store.bucket(this.request.target.bucket);
  }

  /** The server's region: authentication has compared it with the one in the credential's scope. */
  get region(): string {
    return this.authentication.scope.split('/')[1] ?? '';
  }

  get key(): string {
    return this.request.target.key;
  }

  get bypassesGovernance(): boolean {
    return this.request.header('x-amz-bypass-governance-retention')?.toLowerCase() === 'true';
  }

  /** Conditions on the target object; those on a copy's source have the prefix `x-amz-copy-source-`. */
  conditions(prefix = ''): Conditions {
    return {
      ifMatch: this.request.header(`${prefix}if-match`),
      ifNoneMatch: this.request.header(`${prefix}if-none-match`),
      ifModifiedSince: this.request.header(`${prefix}if-modified-since`),
      ifUnmodifiedSince: this.request.header(`${prefix}if-unmodified-since`),
    };
  }

  /** The body as text; digests are verified. See readDocument for `checksumIsOfObject`. */
  document(checksumIsOfObject = false): Promise<string> {
    return readDocument(this.request, this.authentication, MAX_DOCUMENT_BYTES, checksumIsOfObject);
  }

  /** A number parameter between `min` and `max`; larger values are cut, anything else is InvalidArgument. */
  count(name: string, fallback: number, max: number): number {
    const text = this.request.parameter(name);
    if (text === undefined || text === '') return fallback;
    if (!/^\d{1,10}$/.test(text))
      throw new S3Error('InvalidArgument', `${name} must be a number.`, {
        ArgumentName: name,
        ArgumentValue: text,
      });
    return Math.min(Number(text), max);
  }
}

/**
 * The version that a GET-like request means: the one named by versionId, else the current one. Throws NoSuchKey,
 * NoSuchVersion, or for delete markers what S3 prescribes.
 */
export function findVersion(bucket: Bucket, key: string, versionId: string | undefined): VersionRecord {
  if (versionId === undefined) {
    const latest = bucket.index.latest(key);
    if (latest === undefined) throw new S3Error('NoSuchKey', undefined, { Key: key });
    // "If the current version of the object is a delete marker, S3 behaves as if the object was deleted and includes x-amz-delete-marker: true."
    if (latest.deleteMarker) {
      throw new S3Error(
        'NoSuchKey',
        undefined,
        { Key: key },
        { 'x-amz-delete-marker': 'true', 'x-amz-version-id': latest.versionId },
      );
    }
    return latest;
  }
  const version = bucket.index.find(key, versionId);
  if (version === undefined)
    throw new S3Error('NoSuchVersion', undefined, { Key: key, VersionId: versionId });
  // "If the specified version is a delete marker, the response returns a 405 Method Not Allowed error."
  if (version.deleteMarker) {
    throw new S3Error(
      'MethodNotAllowed',
      undefined,
      {},
      {
        'x-amz-delete-marker': 'true',
        'x-amz-version-id': version.versionId,
        'last-modified': new Date(version.modifiedAt).toUTCString(),
        allow: 'DELETE',
      },
    );
  }
  return version;
}
