import type { Bucket } from './bucket.js';
import { checksumHeader } from './checksums.js';
import { RETENTION_MODES, type Retention } from './object-lock.js';
import { S3Error } from './s3-error.js';
import type { S3Request } from './s3-request.js';
import { parseTaggingHeader, type Tags } from './tagging.js';
import type { VersionRecord } from './version-record.js';

/** What a request says about an object besides its bytes, and how an answer says it back. */
export interface ObjectAttributes {
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Tags;
  readonly retention?: Retention;
  readonly legalHold: boolean;
}

const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
const METADATA_PREFIX = 'x-amz-meta-';
const MAX_METADATA_BYTES = 2048;
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

/** Reads all attributes from the headers of a PUT, CopyObject (REPLACE) or CreateMultipartUpload. */
export function readAttributes(request: S3Request, bucket: Bucket): ObjectAttributes {
  return {
    ...readMetadata(request),
    tags: parseTaggingHeader(request.header('x-amz-tagging')),
    ...readLockHeaders(request, bucket),
  };
}

export function readMetadata(request: S3Request): Pick<ObjectAttributes, 'headers' | 'metadata'> {
  return { headers: readKeptHeaders(request), metadata: readUserMetadata(request) };
}

function readKeptHeaders(request: S3Request): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': DEFAULT_CONTENT_TYPE };
  for (const name of KEPT_HEADERS) {
    const value = name === 'content-encoding' ? storedEncoding(request.header(name)) : request.header(name);
    if (value !== undefined && value !== '') headers[name] = value;
  }
  return headers;
}

/** "Amazon S3 stores the resulting object without the aws-chunked value in the content-encoding." */
const storedEncoding = (header: string | undefined): string | undefined =>
  header
    ?.split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'aws-chunked')
    .join(',');

function readUserMetadata(request: S3Request): Record<string, string> {
  const names = request.headerNames().filter((name) => name.startsWith(METADATA_PREFIX));
  const entries = names.map(
    (name) => [name.slice(METADATA_PREFIX.length), request.header(name) ?? ''] as const,
  );
  // "The user-defined metadata is limited to 2 KB in size: the sum of the number of bytes of each key and value."
  const bytes = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  if (bytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge');
  return Object.fromEntries(entries);
}

export function readLockHeaders(
  request: S3Request,
  bucket: Bucket,
): Pick<ObjectAttributes, 'retention' | 'legalHold'> {
  const mode = request.header('x-amz-object-lock-mode');
  const until = request.header('x-amz-object-lock-retain-until-date');
  const legalHold = request.header('x-amz-object-lock-legal-hold');
  if (mode === undefined && until === undefined && legalHold === undefined) return { legalHold: false };
  if (!bucket.config.objectLock)
    throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  if ((mode === undefined) !== (until === undefined)) {
    throw new S3Error(
      'InvalidArgument',
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  }
  if (legalHold !== undefined && legalHold !== 'ON' && legalHold !== 'OFF') {
    throw new S3Error('InvalidArgument', 'Legal Hold must be either of ON or OFF');
  }
  const retention = mode === undefined || until === undefined ? undefined : requireRetention(mode, until);
  return { retention, legalHold: legalHold === 'ON' };
}

/** A retention stated by a client: a known mode and a date in the future. */
export function requireRetention(modeText: string, untilText: string): Retention {
  const mode = RETENTION_MODES.find((candidate) => candidate === modeText);
  if (mode === undefined) throw new S3Error('InvalidArgument', 'Unknown wormMode directive');
  const until = Date.parse(untilText);
  if (Number.isNaN(until))
    throw new S3Error('InvalidArgument', 'The retain until date must be provided in ISO 8601 format');
  if (until <= Date.now())
    throw new S3Error('InvalidArgument', 'The retain until date must be in the future!');
  return { mode, until };
}

/** "A Content-MD5 or x-amz-checksum- header is required for any request to upload an object with a retention period." */
export function requireIntegrityForLock(
  request: S3Request,
  bucket: Bucket,
  attributes: ObjectAttributes,
): void {
  const isLocked =
    attributes.legalHold ||
    attributes.retention !== undefined ||
    bucket.config.defaultRetention !== undefined;
  if (!isLocked || statesIntegrity(request)) return;
  throw new S3Error(
    'InvalidRequest',
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
  );
}

export const statesIntegrity = (request: S3Request): boolean =>
  request.header('content-md5') !== undefined ||
  request.header('x-amz-trailer') !== undefined ||
  request.headerNames().some((name) => /^x-amz-checksum-(sha256|sha1|crc32|crc32c|crc64nvme)$/.test(name));

export const quoteEtag = (etag: string): string => `"${etag}"`;

/** Headers of GET and HEAD. */
export function describeVersion(
  version: VersionRecord,
  bucket: Bucket,
  withChecksum: boolean,
): Record<string, string> {
  const headers: Record<string, string> = {
    ...version.headers,
    'accept-ranges': 'bytes',
    'last-modified': new Date(version.modifiedAt).toUTCString(),
    etag: quoteEtag(version.etag),
    ...versionHeader(version, bucket),
    ...(withChecksum ? describeChecksum(version) : {}),
  };
  for (const [name, value] of Object.entries(version.metadata)) headers[METADATA_PREFIX + name] = value;
  const tagCount = Object.keys(version.tags).length;
  if (tagCount > 0) headers['x-amz-tagging-count'] = String(tagCount);
  if (version.retention !== undefined) {
    headers['x-amz-object-lock-mode'] = version.retention.mode;
    headers['x-amz-object-lock-retain-until-date'] = new Date(version.retention.until).toISOString();
  }
  if (version.legalHold) headers['x-amz-object-lock-legal-hold'] = 'ON';
  return headers;
}

export const versionHeader = (
  version: { readonly versionId: string },
  bucket: Bucket,
): Record<string, string> => (bucket.isVersioned ? { 'x-amz-version-id': version.versionId } : {});

export function describeChecksum(version: Pick<VersionRecord, 'checksum'>): Record<string, string> {
  if (version.checksum === undefined) return {};
  const { algorithm, type, value } = version.checksum;
  return { [checksumHeader(algorithm)]: value, 'x-amz-checksum-type': type };
}
