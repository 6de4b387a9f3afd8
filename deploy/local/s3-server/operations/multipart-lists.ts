import type { Answer, Call } from '../call.js';
import { checksumElement } from '../checksums.js';
import { takePage, walkListing, type ListingPosition } from '../list-objects.js';
import type { UploadRecord } from '../multipart-uploads.js';
import { quoteEtag } from '../object-attributes.js';
import { SortedKeys } from '../sorted-keys.js';
import { element, xmlDocument } from '../xml.js';
import {
  commonPrefixElement,
  echoListing,
  readListingRequest,
  type ListingRequest,
} from './list-operations.js';
import { findUpload } from './multipart-operations.js';

/** ListParts and ListMultipartUploads. */
const MAX_PARTS = 1000;

export async function listParts(call: Call): Promise<Answer> {
  const { record, parts } = findUpload(call);
  const marker = call.count('part-number-marker', 0, Number.MAX_SAFE_INTEGER);
  const limit = call.count('max-parts', MAX_PARTS, MAX_PARTS);
  const remaining = [...parts.values()]
    .filter((part) => part.partNumber > marker)
    .sort((a, b) => a.partNumber - b.partNumber);
  const page = takePage(remaining, limit);
  const { checksum } = record;
  return {
    status: 200,
    xml: xmlDocument('ListPartsResult', [
      element('Bucket', call.bucket.config.name),
      element('Key', call.key),
      element('UploadId', record.uploadId),
      element('PartNumberMarker', marker),
      element('NextPartNumberMarker', page.truncatedAfter?.partNumber),
      element('MaxParts', limit),
      element('IsTruncated', page.truncatedAfter !== undefined),
      element('ChecksumAlgorithm', checksum?.algorithm),
      element('ChecksumType', checksum?.type),
      ...page.items.map((part) =>
        element('Part', [
          element('PartNumber', part.partNumber),
          element('LastModified', new Date(part.modifiedAt).toISOString()),
          element('ETag', quoteEtag(part.etag)),
          element('Size', part.size),
          checksum === undefined ? '' : element(checksumElement(checksum.algorithm), part.checksum),
        ]),
      ),
    ]),
  };
}

interface UploadItem {
  readonly name: string;
  /** Absent for a common prefix. */
  readonly upload?: UploadRecord;
}

export async function listMultipartUploads(call: Call): Promise<Answer> {
  const listing = readListingRequest(call, 'max-uploads');
  const page = takePage(walkUploads(call, listing), listing.limit);
  const next = page.truncatedAfter;
  return {
    status: 200,
    xml: xmlDocument('ListMultipartUploadsResult', [
      element('Bucket', call.bucket.config.name),
      ...echoListing(call, listing),
      element('KeyMarker', listing.encode(call.request.parameter('key-marker') ?? '')),
      element('UploadIdMarker', call.request.parameter('upload-id-marker') ?? ''),
      element('NextKeyMarker', next && listing.encode(next.name)),
      element('NextUploadIdMarker', next?.upload?.uploadId),
      element('MaxUploads', listing.limit),
      element('IsTruncated', next !== undefined),
      ...page.items.map((item) => describeUpload(listing, item)),
    ]),
  };
}

/** "Sorted in lexicographical order by key; uploads of the same key by initiation time." Unfinished uploads are few: sorted on demand. */
function* walkUploads(call: Call, listing: ListingRequest): Generator<UploadItem> {
  const byKey = new Map<string, UploadRecord[]>();
  for (const upload of call.bucket.uploads.list().sort((a, b) => a.createdAt - b.createdAt)) {
    byKey.set(upload.key, [...(byKey.get(upload.key) ?? []), upload]);
  }
  const keyMarker = call.request.parameter('key-marker') ?? '';
  const idMarker = call.request.parameter('upload-id-marker') ?? '';
  const sameKey = idMarker === '' ? [] : (byKey.get(keyMarker) ?? []);
  const at = sameKey.findIndex((upload) => upload.uploadId === idMarker);
  yield* sameKey.slice(at + 1).map((upload) => ({ name: keyMarker, upload }));
  const after: ListingPosition | undefined = keyMarker === '' ? undefined : { kind: 'key', name: keyMarker };
  for (const item of walkListing(SortedKeys.from(byKey.keys()), { ...listing, after }, () => true)) {
    if (item.kind === 'commonPrefix') yield { name: item.name };
    else for (const upload of byKey.get(item.name) ?? []) yield { name: item.name, upload };
  }
}

function describeUpload({ encode }: ListingRequest, { name, upload }: UploadItem): string {
  if (upload === undefined) return commonPrefixElement(encode(name));
  return element('Upload', [
    element('Key', encode(upload.key)),
    element('UploadId', upload.uploadId),
    element('Initiated', new Date(upload.createdAt).toISOString()),
    element('StorageClass', 'STANDARD'),
    element('ChecksumAlgorithm', upload.checksum?.algorithm),
    element('ChecksumType', upload.checksum?.type),
  ]);
}
