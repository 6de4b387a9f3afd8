import type { Bucket } from '../bucket.js';
import type { Answer, Call } from '../call.js';
import { checksumElement, checksumHeader, multipartChecksumType, requireAlgorithm } from '../checksums.js';
import type { UnpublishedData } from '../durable-files.js';
import type { Upload } from '../multipart-uploads.js';
import { assembleObject, parseCompletion, requirePartNumber, type AssembledObject } from '../multipart.js';
import { describeChecksum, quoteEtag, readAttributes, versionHeader } from '../object-attributes.js';
import { openPayload, type Payload } from '../payload.js';
import { parseCopyRange } from '../range.js';
import { receive } from '../receive.js';
import { S3Error } from '../s3-error.js';
import type { VersionRecord } from '../version-record.js';
import { element, xmlDocument } from '../xml.js';
import { describeCopy, findCopySource, writeCheck } from './object-writes.js';

/** CreateMultipartUpload, UploadPart, UploadPartCopy, CompleteMultipartUpload, AbortMultipartUpload. */
const MAX_PART_BYTES = 5 * 1024 ** 3;

export const findUpload = (call: Call): Upload =>
  call.bucket.uploads.find(call.key, call.request.parameter('uploadId') ?? '');

export async function createMultipartUpload(call: Call): Promise<Answer> {
  const { request, bucket } = call;
  const named = request.header('x-amz-checksum-algorithm');
  const algorithm = named === undefined ? undefined : requireAlgorithm(named);
  const checksum = algorithm && {
    algorithm,
    type: multipartChecksumType(algorithm, request.header('x-amz-checksum-type')),
  };
  const upload = await bucket.uploads.create({ key: call.key, ...readAttributes(request, bucket), checksum });
  const headers: Record<string, string> =
    checksum === undefined
      ? {}
      : { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type };
  const fields = [
    element('Bucket', bucket.config.name),
    element('Key', call.key),
    element('UploadId', upload.uploadId),
  ];
  return { status: 200, headers, xml: xmlDocument('InitiateMultipartUploadResult', fields) };
}

export async function uploadPart(call: Call): Promise<Answer> {
  const payload = openPayload(call.request, call.authentication, MAX_PART_BYTES);
  const part = await receivePart(call, payload);
  const algorithm = part.algorithm;
  const headers: Record<string, string> = { etag: quoteEtag(part.etag) };
  if (algorithm !== undefined && part.checksum !== undefined)
    headers[checksumHeader(algorithm)] = part.checksum;
  return { status: 200, headers };
}

export async function uploadPartCopy(call: Call): Promise<Answer> {
  const upload = findUpload(call);
  const source = findCopySource(call);
  const range = call.request.header('x-amz-copy-source-range');
  const bytes =
    range === undefined
      ? { start: 0, end: source.version.size - 1 }
      : parseCopyRange(range, source.version.size);
  const size = bytes.end - bytes.start + 1;
  if (size > MAX_PART_BYTES)
    throw new S3Error('InvalidRequest', 'The copy source range is larger than 5 GiB.');
  const content = source.bucket.disk.read(source.version, bytes);
  const part = await receivePart(call, { size, content, expected: {}, trailers: new Map() });
  const checksum = upload.record.checksum;
  const stated = checksum && part.checksum !== undefined ? { ...checksum, value: part.checksum } : undefined;
  return { status: 200, xml: xmlDocument('CopyPartResult', describeCopy({ ...part, checksum: stated })) };
}

async function receivePart(call: Call, payload: Payload) {
  const partNumber = requirePartNumber(call.request.parameter('partNumber'));
  const upload = findUpload(call);
  const algorithm = partAlgorithm(upload, payload);
  const { file, size, etag, checksum } = await receive(
    payload,
    { md5Etag: true, algorithm },
    call.store.files,
  );
  try {
    const part = await call.bucket.uploads.putPart(
      upload,
      { partNumber, size, etag, checksum: checksum?.value },
      file,
    );
    return { ...part, algorithm: checksum?.algorithm };
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** "Checksum Type mismatch occurred, expected checksum Type: …, actual checksum Type: …" */
function partAlgorithm({ record }: Upload, payload: Payload) {
  const expected = record.checksum?.algorithm;
  const actual = payload.expected.checksum?.algorithm;
  if (actual !== undefined && expected !== undefined && actual !== expected) {
    throw new S3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${expected.toLowerCase()}, actual checksum Type: ${actual.toLowerCase()}`,
    );
  }
  return expected;
}

export async function abortMultipartUpload(call: Call): Promise<Answer> {
  await call.bucket.uploads.abort(findUpload(call));
  return { status: 204 };
}

export async function completeMultipartUpload(call: Call): Promise<Answer> {
  const { bucket, request } = call;
  const uploadId = request.parameter('uploadId') ?? '';
  const listed = parseCompletion(await call.document(true));
  // A client that lost our answer asks again: the upload is gone, but its result is there.
  const earlier = bucket.index.completedBy(uploadId);
  if (earlier?.key === call.key) return describeCompletion(call, earlier);
  const upload = findUpload(call);
  const assembled = assembleObject(upload.record, upload.parts, listed);
  verifyStated(call, assembled);
  const version = await bucket.uploads.complete(upload, (data) =>
    commitUpload(call, upload, assembled, data),
  );
  await bucket.disk.trimPieces(version);
  return describeCompletion(call, version);
}

function commitUpload(
  call: Call,
  { record, parts }: Upload,
  assembled: AssembledObject,
  data: UnpublishedData,
): Promise<VersionRecord> {
  // A part may have been replaced since the list was checked: then its file is gone.
  if (assembled.parts.some((part) => parts.get(part.partNumber) !== part)) throw new S3Error('InvalidPart');
  const { key, headers, metadata, tags, retention, legalHold, uploadId } = record;
  const pieces = assembled.parts.map(({ partNumber, file, size, checksum }) => ({
    partNumber,
    file,
    size,
    checksum,
  }));
  const { size, etag, checksum } = assembled;
  const draft = {
    key,
    headers,
    metadata,
    tags,
    retention,
    legalHold,
    uploadId,
    pieces,
    size,
    etag,
    checksum,
  };
  return call.bucket.commit(draft, data, writeCheck(call.conditions()));
}

/** Optional statements about the whole: x-amz-mp-object-size and the object's checksum. */
function verifyStated({ request }: Call, assembled: AssembledObject): void {
  const size = request.header('x-amz-mp-object-size');
  if (size !== undefined && Number(size) !== assembled.size) {
    throw new S3Error(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${size} does not match what was computed: ${assembled.size}`,
    );
  }
  const type = request.header('x-amz-checksum-type');
  if (type !== undefined && type !== assembled.checksum?.type) {
    throw new S3Error(
      'InvalidRequest',
      'The x-amz-checksum-type of the completion is not that of the upload.',
    );
  }
  const checksum = assembled.checksum;
  const stated = checksum && request.header(checksumHeader(checksum.algorithm));
  // A composite value may be stated with or without its number of parts.
  if (stated !== undefined && stated !== checksum?.value && stated !== checksum?.value.split('-')[0])
    throw new S3Error('BadDigest');
}

function describeCompletion(call: Call, version: VersionRecord): Answer {
  const { bucket }: { bucket: Bucket } = call;
  const { name } = bucket.config;
  return {
    status: 200,
    headers: { ...versionHeader(version, bucket), ...describeChecksum(version) },
    xml: xmlDocument('CompleteMultipartUploadResult', [
      element('Location', `/${name}/${call.key}`),
      element('Bucket', name),
      element('Key', call.key),
      element('ETag', quoteEtag(version.etag)),
      ...(version.checksum === undefined
        ? []
        : [
            element(checksumElement(version.checksum.algorithm), version.checksum.value),
            element('ChecksumType', version.checksum.type),
          ]),
    ]),
  };
}
