import type { Answer, Call } from './call.js';
import * as buckets from './operations/bucket-operations.js';
import * as settings from './operations/bucket-settings.js';
import * as lists from './operations/list-operations.js';
import { listObjectVersions } from './operations/list-versions.js';
import { listMultipartUploads, listParts } from './operations/multipart-lists.js';
import * as multipart from './operations/multipart-operations.js';
import { deleteObject, deleteObjects } from './operations/object-deletes.js';
import { getObject, headObject } from './operations/object-reads.js';
import * as objectSettings from './operations/object-settings.js';
import { copyObject, putObject } from './operations/object-writes.js';
import { S3Error } from './s3-error.js';
import type { S3Request } from './s3-request.js';

/**
 * Every operation there is. A request means one when method, kind of path and sub-resource fit and it has no parameter
 * beyond those listed: whatever else a client asks for is answered 501, never half-done.
 */
export interface Operation {
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  /** Query parameters that must be there; they tell the sub-resource. */
  readonly subresource: readonly string[];
  /** Further query parameters that the operation understands. */
  readonly parameters: readonly string[];
  /** A header whose presence tells two operations apart. */
  readonly header?: string;
  readonly run: (call: Call) => Promise<Answer>;
}

const VERSION = ['versionId'];
const LISTING = ['prefix', 'delimiter', 'encoding-type'];
const OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];
const READING = [...VERSION, 'partNumber', ...OVERRIDES.map((name) => `response-${name}`)];
const PART = ['partNumber', 'uploadId'];
const COPY_SOURCE = 'x-amz-copy-source';

/** More specific ones before those they would also fit. */
const OPERATIONS: readonly Operation[] = [
  { method: 'GET', on: 'service', subresource: [], parameters: [], run: buckets.listBuckets },

  { method: 'GET', on: 'bucket', subresource: ['location'], parameters: [], run: buckets.getBucketLocation },
  {
    method: 'GET',
    on: 'bucket',
    subresource: ['versioning'],
    parameters: [],
    run: settings.getBucketVersioning,
  },
  {
    method: 'PUT',
    on: 'bucket',
    subresource: ['versioning'],
    parameters: [],
    run: settings.putBucketVersioning,
  },
  {
    method: 'GET',
    on: 'bucket',
    subresource: ['object-lock'],
    parameters: [],
    run: settings.getObjectLockConfiguration,
  },
  {
    method: 'PUT',
    on: 'bucket',
    subresource: ['object-lock'],
    parameters: [],
    run: settings.putObjectLockConfiguration,
  },
  { method: 'GET', on: 'bucket', subresource: ['cors'], parameters: [], run: settings.getBucketCors },
  { method: 'PUT', on: 'bucket', subresource: ['cors'], parameters: [], run: settings.putBucketCors },
  { method: 'DELETE', on: 'bucket', subresource: ['cors'], parameters: [], run: settings.deleteBucketCors },
  {
    method: 'GET',
    on: 'bucket',
    subresource: ['lifecycle'],
    parameters: [],
    run: settings.getBucketLifecycle,
  },
  {
    method: 'PUT',
    on: 'bucket',
    subresource: ['lifecycle'],
    parameters: [],
    run: settings.putBucketLifecycle,
  },
  {
    method: 'DELETE',
    on: 'bucket',
    subresource: ['lifecycle'],
    parameters: [],
    run: settings.deleteBucketLifecycle,
  },
  { method: 'GET', on: 'bucket', subresource: ['tagging'], parameters: [], run: settings.getBucketTagging },
  { method: 'PUT', on: 'bucket', subresource: ['tagging'], parameters: [], run: settings.putBucketTagging },
  {
    method: 'DELETE',
    on: 'bucket',
    subresource: ['tagging'],
    parameters: [],
    run: settings.deleteBucketTagging,
  },
  { method: 'POST', on: 'bucket', subresource: ['delete'], parameters: [], run: deleteObjects },
  {
    method: 'GET',
    on: 'bucket',
    subresource: ['uploads'],
    parameters: [...LISTING, 'key-marker', 'upload-id-marker', 'max-uploads'],
    run: listMultipartUploads,
  },
  {
    method: 'GET',
    on: 'bucket',
    subresource: ['versions'],
    parameters: [...LISTING, 'key-marker', 'version-id-marker', 'max-keys'],
    run: listObjectVersions,
  },
  {
    method: 'GET',
    on: 'bucket',
    subresource: ['list-type'],
    parameters: [...LISTING, 'continuation-token', 'start-after', 'max-keys', 'fetch-owner'],
    run: lists.listObjectsV2,
  },
  {
    method: 'GET',
    on: 'bucket',
    subresource: [],
    parameters: [...LISTING, 'marker', 'max-keys'],
    run: lists.listObjects,
  },
  { method: 'PUT', on: 'bucket', subresource: [], parameters: [], run: buckets.createBucket },
  { method: 'HEAD', on: 'bucket', subresource: [], parameters: [], run: buckets.headBucket },
  { method: 'DELETE', on: 'bucket', subresource: [], parameters: [], run: buckets.deleteBucket },

  {
    method: 'POST',
    on: 'object',
    subresource: ['uploads'],
    parameters: [],
    run: multipart.createMultipartUpload,
  },
  {
    method: 'PUT',
    on: 'object',
    subresource: PART,
    parameters: [],
    header: COPY_SOURCE,
    run: multipart.uploadPartCopy,
  },
  { method: 'PUT', on: 'object', subresource: PART, parameters: [], run: multipart.uploadPart },
  {
    method: 'GET',
    on: 'object',
    subresource: ['uploadId'],
    parameters: ['max-parts', 'part-number-marker'],
    run: listParts,
  },
  {
    method: 'POST',
    on: 'object',
    subresource: ['uploadId'],
    parameters: [],
    run: multipart.completeMultipartUpload,
  },
  {
    method: 'DELETE',
    on: 'object',
    subresource: ['uploadId'],
    parameters: [],
    run: multipart.abortMultipartUpload,
  },
  {
    method: 'GET',
    on: 'object',
    subresource: ['tagging'],
    parameters: VERSION,
    run: objectSettings.getObjectTagging,
  },
  {
    method: 'PUT',
    on: 'object',
    subresource: ['tagging'],
    parameters: VERSION,
    run: objectSettings.putObjectTagging,
  },
  {
    method: 'DELETE',
    on: 'object',
    subresource: ['tagging'],
    parameters: VERSION,
    run: objectSettings.deleteObjectTagging,
  },
  {
    method: 'GET',
    on: 'object',
    subresource: ['retention'],
    parameters: VERSION,
    run: objectSettings.getObjectRetention,
  },
  {
    method: 'PUT',
    on: 'object',
    subresource: ['retention'],
    parameters: VERSION,
    run: objectSettings.putObjectRetention,
  },
  {
    method: 'GET',
    on: 'object',
    subresource: ['legal-hold'],
    parameters: VERSION,
    run: objectSettings.getObjectLegalHold,
  },
  {
    method: 'PUT',
    on: 'object',
    subresource: ['legal-hold'],
    parameters: VERSION,
    run: objectSettings.putObjectLegalHold,
  },
  { method: 'GET', on: 'object', subresource: [], parameters: READING, run: getObject },
  { method: 'HEAD', on: 'object', subresource: [], parameters: READING, run: headObject },
  { method: 'PUT', on: 'object', subresource: [], parameters: [], header: COPY_SOURCE, run: copyObject },
  { method: 'PUT', on: 'object', subresource: [], parameters: [], run: putObject },
  { method: 'DELETE', on: 'object', subresource: [], parameters: VERSION, run: deleteObject },
];

/** Parameters that mean nothing to an operation: the SDK's label, and authentication (already checked). */
const isNeutral = (name: string): boolean => name === 'x-id' || /^x-amz-/i.test(name);

/** Throws NotImplemented when nothing fits, MethodNotAllowed for a method that S3 doesn't know there. */
export function findOperation(request: S3Request): Operation {
  const { bucket, key } = request.target;
  const on = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const names = request.target.query.names().filter((name) => !isNeutral(name));
  const operation = OPERATIONS.find((candidate) => candidate.on === on && fits(candidate, request, names));
  if (operation !== undefined) return operation;
  if (names.length > 0) throw new S3Error('NotImplemented', undefined, { Parameters: names.join(', ') });
  throw new S3Error('MethodNotAllowed', undefined, { Method: request.method });
}

function fits(operation: Operation, request: S3Request, names: readonly string[]): boolean {
  return (
    operation.method === request.method &&
    operation.subresource.every((name) => names.includes(name)) &&
    (operation.header === undefined || request.header(operation.header) !== undefined) &&
    names.every((name) => operation.subresource.includes(name) || operation.parameters.includes(name))
  );
}
