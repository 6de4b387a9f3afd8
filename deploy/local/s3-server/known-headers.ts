import { S3Error } from './s3-error.js';
import type { S3Request } from './s3-request.js';

const KNOWN_HEADERS = new Set([
  'x-amz-acl',
  'x-amz-algorithm',
  'x-amz-bucket-object-lock-enabled',
  'x-amz-bypass-governance-retention',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-unmodified-since',
  'x-amz-copy-source-range',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-metadata-directive',
  'x-amz-mp-object-size',
  'x-amz-object-ownership',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-storage-class',
  'x-amz-tagging',
  'x-amz-tagging-directive',
  'x-amz-te',
  'x-amz-trailer',
  'x-amz-user-agent',
]);
const KNOWN_HEADER_PREFIXES = ['x-amz-meta-', 'x-amz-checksum-', 'x-amz-object-lock-'];

/** Refuses x-amz- headers that ask for something this server doesn't do, such as encryption or grants. */
export function refuseUnknownHeaders(request: S3Request): void {
  const unknown = request
    .headerNames()
    .filter(
      (name) =>
        name.startsWith('x-amz-') &&
        !KNOWN_HEADERS.has(name) &&
        !KNOWN_HEADER_PREFIXES.some((prefix) => name.startsWith(prefix)),
    );
  if (unknown.length > 0) throw new S3Error('NotImplemented', undefined, { Headers: unknown.join(', ') });
  const acl = request.header('x-amz-acl');
  if (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control')
    throw new S3Error('AccessControlListNotSupported');
  const storageClass = request.header('x-amz-storage-class');
  if (storageClass !== undefined && storageClass !== 'STANDARD') throw new S3Error('InvalidStorageClass');
}
