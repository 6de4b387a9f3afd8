import type { Answer, Call } from '../call.js';
import { takePage, walkListing, type ListingPosition } from '../list-objects.js';
import { quoteEtag } from '../object-attributes.js';
import { S3Error } from '../s3-error.js';
import type { VersionRecord } from '../version-record.js';
import { element, xmlDocument } from '../xml.js';
import {
  commonPrefixElement,
  echoListing,
  readListingRequest,
  type ListingRequest,
} from './list-operations.js';

/** ListObjectVersions: all versions and delete markers, by key, newest first. */
interface VersionItem {
  /** Absent for a common prefix. */
  readonly version?: VersionRecord;
  readonly isLatest: boolean;
  /** The key or the common prefix. */
  readonly name: string;
}

export async function listObjectVersions(call: Call): Promise<Answer> {
  const listing = readListingRequest(call, 'max-keys');
  const page = takePage(walkVersions(call, listing), listing.limit);
  const next = page.truncatedAfter;
  return {
    status: 200,
    xml: xmlDocument('ListVersionsResult', [
      element('Name', call.bucket.config.name),
      ...echoListing(call, listing),
      element('KeyMarker', listing.encode(call.request.parameter('key-marker') ?? '')),
      element('VersionIdMarker', call.request.parameter('version-id-marker') ?? ''),
      element('NextKeyMarker', next && listing.encode(next.name)),
      element('NextVersionIdMarker', next?.version?.versionId),
      element('MaxKeys', listing.limit),
      element('IsTruncated', next !== undefined),
      ...page.items.map((item) => describe(listing, item)),
    ]),
  };
}

function* walkVersions(call: Call, listing: ListingRequest): Generator<VersionItem> {
  const { bucket, request } = call;
  const keyMarker = request.parameter('key-marker') ?? '';
  const versionMarker = request.parameter('version-id-marker') ?? '';
  if (versionMarker !== '' && keyMarker === '') {
    throw new S3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.');
  }
  // With a version marker the page begins inside that key's versions.
  if (versionMarker !== '') yield* versionsAfter(bucket.index.versions(keyMarker), versionMarker);
  const isPrefix = listing.delimiter !== '' && versionMarker === '' && keyMarker.endsWith(listing.delimiter);
  const after: ListingPosition | undefined =
    keyMarker === '' ? undefined : { kind: isPrefix ? 'commonPrefix' : 'key', name: keyMarker };
  for (const item of walkListing(bucket.index.keys, { ...listing, after }, () => true)) {
    if (item.kind === 'commonPrefix') yield { name: item.name, isLatest: false };
    else yield* itemsOf(bucket.index.versions(item.name));
  }
}

function itemsOf(versions: readonly VersionRecord[]): VersionItem[] {
  return versions.map((version, index) => ({ version, isLatest: index === 0, name: version.key }));
}

function versionsAfter(versions: readonly VersionRecord[], versionId: string): VersionItem[] {
  const at = versions.findIndex((version) => version.versionId === versionId);
  if (at >= 0) return itemsOf(versions).slice(at + 1);
  // Deleted since the last page: ids begin with their time, so the older ones are those that sort before it.
  return itemsOf(versions).filter((item) => item.version !== undefined && item.version.fileId < versionId);
}

function describe({ encode }: ListingRequest, { version, isLatest, name }: VersionItem): string {
  if (version === undefined) return commonPrefixElement(encode(name));
  const common = [
    element('Key', encode(version.key)),
    element('VersionId', version.versionId),
    element('IsLatest', isLatest),
    element('LastModified', new Date(version.modifiedAt).toISOString()),
  ];
  if (version.deleteMarker) return element('DeleteMarker', common);
  return element('Version', [
    ...common,
    element('ETag', quoteEtag(version.etag)),
    element('Size', version.size),
    element('StorageClass', 'STANDARD'),
  ]);
}
