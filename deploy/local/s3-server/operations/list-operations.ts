import type { Answer, Call } from '../call.js';
import {
  decodeContinuationToken,
  encodeContinuationToken,
  takePage,
  walkListing,
  type ListingPosition,
} from '../list-objects.js';
import { quoteEtag } from '../object-attributes.js';
import { S3Error } from '../s3-error.js';
import { uriEncode } from '../signature.js';
import { element, xmlDocument } from '../xml.js';
import { OWNER } from './bucket-operations.js';

/** ListObjectsV2 and the older ListObjects. */
const MAX_KEYS = 1000;

export interface ListingRequest {
  readonly prefix: string;
  readonly delimiter: string;
  readonly limit: number;
  /** Writes a key as encoding-type asks. */
  readonly encode: (name: string) => string;
}

export function readListingRequest(call: Call, limitParameter: string): ListingRequest {
  const encoding = call.request.parameter('encoding-type');
  if (encoding !== undefined && encoding !== 'url')
    throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return {
    prefix: call.request.parameter('prefix') ?? '',
    delimiter: call.request.parameter('delimiter') ?? '',
    limit: call.count(limitParameter, MAX_KEYS, MAX_KEYS),
    // "URL-encoded": slashes stay readable, as S3 leaves them.
    encode: encoding === 'url' ? (name) => uriEncode(name).replaceAll('%2F', '/') : (name) => name,
  };
}

/** Elements that every kind of listing repeats from its request. */
export const echoListing = (call: Call, { prefix, delimiter, encode }: ListingRequest): string[] => [
  element('Prefix', encode(prefix)),
  element('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
  element('EncodingType', call.request.parameter('encoding-type')),
];

export const commonPrefixElement = (name: string): string =>
  element('CommonPrefixes', [element('Prefix', name)]);

export async function listObjectsV2(call: Call): Promise<Answer> {
  const { request } = call;
  const listing = readListingRequest(call, 'max-keys');
  const token = request.parameter('continuation-token');
  const startAfter = request.parameter('start-after');
  const page = readPage(call, listing, startPosition(token, startAfter));
  return {
    status: 200,
    xml: xmlDocument('ListBucketResult', [
      element('Name', call.bucket.config.name),
      ...echoListing(call, listing),
      element('MaxKeys', listing.limit),
      element('KeyCount', page.items.length),
      element('IsTruncated', page.truncatedAfter !== undefined),
      element('ContinuationToken', token),
      element('NextContinuationToken', page.truncatedAfter && encodeContinuationToken(page.truncatedAfter)),
      element('StartAfter', startAfter === undefined ? undefined : listing.encode(startAfter)),
      ...page.items.map((item) => describeItem(call, listing, item)),
    ]),
  };
}

function startPosition(
  token: string | undefined,
  startAfter: string | undefined,
): ListingPosition | undefined {
  if (token === undefined) return startAfter === undefined ? undefined : { kind: 'key', name: startAfter };
  // "StartAfter … is ignored if a continuation token is given."
  const position = decodeContinuationToken(token);
  if (position === null)
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect.');
  return position;
}

export async function listObjects(call: Call): Promise<Answer> {
  const listing = readListingRequest(call, 'max-keys');
  const marker = call.request.parameter('marker') ?? '';
  // A marker that ends in the delimiter is the NextMarker of a page that ended in that common prefix.
  const isPrefix = listing.delimiter !== '' && marker.endsWith(listing.delimiter);
  const page = readPage(
    call,
    listing,
    marker === '' ? undefined : { kind: isPrefix ? 'commonPrefix' : 'key', name: marker },
  );
  return {
    status: 200,
    xml: xmlDocument('ListBucketResult', [
      element('Name', call.bucket.config.name),
      ...echoListing(call, listing),
      element('Marker', listing.encode(marker)),
      element('MaxKeys', listing.limit),
      element('IsTruncated', page.truncatedAfter !== undefined),
      element('NextMarker', page.truncatedAfter && listing.encode(page.truncatedAfter.name)),
      ...page.items.map((item) => describeItem(call, listing, item)),
    ]),
  };
}

function readPage({ bucket }: Call, listing: ListingRequest, after: ListingPosition | undefined) {
  const walk = walkListing(
    bucket.index.keys,
    { ...listing, after },
    (key) => bucket.current(key) !== undefined,
  );
  return takePage(walk, listing.limit);
}

function describeItem({ bucket, request }: Call, { encode }: ListingRequest, item: ListingPosition): string {
  if (item.kind === 'commonPrefix') return commonPrefixElement(encode(item.name));
  const version = bucket.current(item.name);
  if (version === undefined) return '';
  return element('Contents', [
    element('Key', encode(item.name)),
    element('LastModified', new Date(version.modifiedAt).toISOString()),
    element('ETag', quoteEtag(version.etag)),
    ...(version.checksum === undefined
      ? []
      : [
          element('ChecksumAlgorithm', version.checksum.algorithm),
          element('ChecksumType', version.checksum.type),
        ]),
    element('Size', version.size),
    element('StorageClass', 'STANDARD'),
    request.parameter('fetch-owner') === 'true' ? element('Owner', OWNER) : '',
  ]);
}
