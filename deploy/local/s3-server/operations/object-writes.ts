import type { Bucket, CurrentVersionCheck, VersionDraft } from '../bucket.js';
import { findVersion, type Answer, type Call } from '../call.js';
import { checksumElement, requireAlgorithm, type ChecksumAlgorithm } from '../checksums.js';
import {
  describeChecksum,
  quoteEtag,
  readAttributes,
  readLockHeaders,
  readMetadata,
  requireIntegrityForLock,
  versionHeader,
  type ObjectAttributes,
} from '../object-attributes.js';
import { openPayload, type DigestNeeds, type Payload } from '../payload.js';
import { whyNotReadable, whyNotWritable, type Conditions } from '../preconditions.js';
import { receive, type Received } from '../receive.js';
import { S3Error } from '../s3-error.js';
import { parseTaggingHeader } from '../tagging.js';
import type { VersionRecord } from '../version-record.js';
import { element, xmlDocument } from '../xml.js';

/** PutObject and CopyObject. */
const MAX_OBJECT_BYTES = 5 * 1024 ** 3;

export async function putObject(call: Call): Promise<Answer> {
  const { request, bucket } = call;
  const attributes = readAttributes(request, bucket);
  requireIntegrityForLock(request, bucket, attributes);
  const check = writeCheck(call.conditions());
  // Once before the bytes, to spare an upload that can't succeed; what decides is the check under the key's lock.
  check(bucket.current(call.key));
  const payload = openPayload(request, call.authentication, MAX_OBJECT_BYTES);
  const version = await storeVersion(call, { bucket, payload, needs: { md5Etag: false }, attributes, check });
  const headers = {
    etag: quoteEtag(version.etag),
    ...versionHeader(version, bucket),
    ...describeChecksum(version),
  };
  return { status: 200, headers };
}

export function writeCheck(conditions: Conditions): CurrentVersionCheck {
  return (current) => {
    const reason = whyNotWritable(conditions, current);
    if (reason !== null) throw new S3Error(reason);
  };
}

interface Write {
  readonly bucket: Bucket;
  readonly payload: Payload;
  readonly needs: DigestNeeds;
  readonly attributes: ObjectAttributes;
  readonly check: CurrentVersionCheck;
}

async function storeVersion({ store, key }: Call, write: Write): Promise<VersionRecord> {
  const received = await receive(write.payload, write.needs, store.files);
  try {
    return await write.bucket.commit(draftOf(key, write.attributes, received), received.file, write.check);
  } catch (error) {
    await received.file.discard();
    throw error;
  }
}

const draftOf = (
  key: string,
  attributes: ObjectAttributes,
  { size, etag, checksum }: Received,
): VersionDraft => ({
  ...attributes,
  key,
  size,
  etag,
  checksum,
  pieces: [],
});

/** x-amz-copy-source: "/bucket/key, URL-encoded", with an optional ?versionId=. Throws what reading the source would. */
export function findCopySource(call: Call): { bucket: Bucket; version: VersionRecord } {
  const source = call.request.header('x-amz-copy-source') ?? '';
  const [path = '', versionId] = source.split('?versionId=', 2);
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decodeCopySource(path));
  if (match === null)
    throw new S3Error('InvalidArgument', 'x-amz-copy-source must be <bucket>/<key>, URL-encoded.');
  const bucket = call.store.bucket(match[1] ?? '');
  const version = findVersion(bucket, match[2] ?? '', versionId);
  // "412 Precondition Failed": for a copy source even what a GET would answer with 304.
  if (whyNotReadable(call.conditions('x-amz-copy-source-'), version) !== null)
    throw new S3Error('PreconditionFailed');
  return { bucket, version };
}

function decodeCopySource(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error('InvalidArgument', 'x-amz-copy-source is not URL-encoded.');
  }
}

export async function copyObject(call: Call): Promise<Answer> {
  const { bucket } = call;
  const source = findCopySource(call);
  if (source.version.size > MAX_OBJECT_BYTES)
    throw new S3Error('InvalidRequest', 'The copy source is larger than 5 GiB; copy it in parts.');
  const attributes = copiedAttributes(call, source.version);
  refuseIdleCopy(call, source);
  const check = writeCheck(call.conditions());
  const content = source.bucket.disk.read(source.version);
  const payload: Payload = { size: source.version.size, content, expected: {}, trailers: new Map() };
  const needs = { md5Etag: false, algorithm: copyAlgorithm(call, source.version) };
  const version = await storeVersion(call, { bucket, payload, needs, attributes, check });
  const sourceId: Record<string, string> = source.bucket.isVersioned
    ? { 'x-amz-copy-source-version-id': source.version.versionId }
    : {};
  return {
    status: 200,
    headers: { ...versionHeader(version, bucket), ...sourceId },
    xml: xmlDocument('CopyObjectResult', describeCopy(version)),
  };
}

export function describeCopy({
  modifiedAt,
  etag,
  checksum,
}: Pick<VersionRecord, 'modifiedAt' | 'etag' | 'checksum'>): string[] {
  return [
    element('LastModified', new Date(modifiedAt).toISOString()),
    element('ETag', quoteEtag(etag)),
    ...(checksum === undefined
      ? []
      : [
          element(checksumElement(checksum.algorithm), checksum.value),
          element('ChecksumType', checksum.type),
        ]),
  ];
}

function directive({ request }: Call, header: string): 'COPY' | 'REPLACE' {
  const value = request.header(header) ?? 'COPY';
  if (value !== 'COPY' && value !== 'REPLACE')
    throw new S3Error('InvalidArgument', `Unknown ${header}: use COPY or REPLACE.`);
  return value;
}

/** "When copying an object, you can preserve all metadata (the default) or specify new metadata. … The lock isn't copied." */
function copiedAttributes(call: Call, source: VersionRecord): ObjectAttributes {
  const replacesMetadata = directive(call, 'x-amz-metadata-directive') === 'REPLACE';
  const replacesTags = directive(call, 'x-amz-tagging-directive') === 'REPLACE';
  return {
    ...(replacesMetadata
      ? readMetadata(call.request)
      : { headers: source.headers, metadata: source.metadata }),
    tags: replacesTags ? parseTaggingHeader(call.request.header('x-amz-tagging')) : source.tags,
    ...readLockHeaders(call.request, call.bucket),
  };
}

/** "This copy request is illegal because it is trying to copy an object to itself without changing …" */
function refuseIdleCopy(call: Call, source: { bucket: Bucket; version: VersionRecord }): void {
  const isSame =
    source.bucket === call.bucket &&
    source.version.key === call.key &&
    source.version === call.bucket.current(call.key);
  if (!isSame || directive(call, 'x-amz-metadata-directive') === 'REPLACE') return;
  throw new S3Error(
    'InvalidRequest',
    'This copy request is illegal because it is trying to copy an object to itself without changing its metadata.',
  );
}

function copyAlgorithm({ request }: Call, source: VersionRecord): ChecksumAlgorithm | undefined {
  const requested = request.header('x-amz-checksum-algorithm');
  return requested === undefined ? source.checksum?.algorithm : requireAlgorithm(requested);
}
