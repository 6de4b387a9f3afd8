import { compareKeys } from './sorted-keys.js';

/** Listing a bucket: prefix, delimiter and paging over sorted keys ("ListObjectsV2"). Pure; reads only as far as a page goes. */
export interface KeySource {
  /** As in SortedKeys. */
  firstNotBefore(isBefore: (key: string) => boolean): string | undefined;
}

export interface Listing {
  readonly prefix: string;
  /** '' for none. */
  readonly delimiter: string;
  /** Where the page starts: behind a key, or behind everything in a common prefix. */
  readonly after?: ListingPosition;
}

export interface ListingPosition {
  readonly kind: 'key' | 'commonPrefix';
  readonly name: string;
}

/** "CommonPrefixes contains all keys between the prefix and the next occurrence of the string specified by a delimiter." */
function commonPrefixOf(key: string, { prefix, delimiter }: Listing): string | null {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? null : key.slice(0, at + delimiter.length);
}

/** True for keys up to and including the position. */
function isPassed(key: string, position: ListingPosition): boolean {
  if (position.kind === 'commonPrefix' && key.startsWith(position.name)) return true;
  return compareKeys(key, position.name) <= 0;
}

/** Keys and common prefixes in order, each once, from the listing's start to its end; invisible keys count nowhere. */
export function* walkListing(
  source: KeySource,
  listing: Listing,
  isVisible: (key: string) => boolean,
): Generator<ListingPosition> {
  let passed = listing.after;
  for (;;) {
    const position = passed;
    const key = source.firstNotBefore(
      (candidate) =>
        compareKeys(candidate, listing.prefix) < 0 ||
        (position !== undefined && isPassed(candidate, position)),
    );
    if (key === undefined || !key.startsWith(listing.prefix)) return;
    passed = { kind: 'key', name: key };
    if (!isVisible(key)) continue;
    const commonPrefix = commonPrefixOf(key, listing);
    if (commonPrefix !== null) passed = { kind: 'commonPrefix', name: commonPrefix };
    yield passed;
  }
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The last item of this page when more follow. */
  readonly truncatedAfter?: T;
}

/** The first `limit` items, and whether there is a next one. "MaxKeys: 0" answers an empty, finished page. */
export function takePage<T>(items: Iterable<T>, limit: number): Page<T> {
  const page: T[] = [];
  if (limit === 0) return { items: page };
  for (const item of items) {
    if (page.length === limit) return { items: page, truncatedAfter: page.at(-1) };
    page.push(item);
  }
  return { items: page };
}

/** "ContinuationToken is obfuscated and is not a real key." */
export const encodeContinuationToken = ({ kind, name }: ListingPosition): string =>
  Buffer.from(`${kind === 'key' ? 'k' : 'p'}${name}`).toString('base64url');

/** Null when it isn't one of ours. */
export function decodeContinuationToken(token: string): ListingPosition | null {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (encodeText(text) !== token) return null;
  if (text.startsWith('k')) return { kind: 'key', name: text.slice(1) };
  return text.startsWith('p') ? { kind: 'commonPrefix', name: text.slice(1) } : null;
}

const encodeText = (text: string): string => Buffer.from(text).toString('base64url');
