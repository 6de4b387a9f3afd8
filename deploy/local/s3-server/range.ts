import type { ByteRange } from './object-disk.js';
import { S3Error } from './s3-error.js';

/**
 * One byte range of a Range header (RFC 9110 §14.2), or undefined for the whole object. "Amazon S3 doesn't support
 * retrieving multiple ranges of data per GET request": those and malformed headers are ignored, as the RFC allows.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const range =
    first === ''
      ? { start: Math.max(size - Number(last), 0), end: size - 1 }
      : { start: Number(first), end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
  // "If the last position is less than the first, the range is invalid" and so ignored.
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (range.start > range.end) {
    throw new S3Error(
      'InvalidRange',
      undefined,
      { RangeRequested: header ?? '', ActualObjectSize: String(size) },
      { 'content-range': `bytes */${size}` },
    );
  }
  return range;
}

/** x-amz-copy-source-range: "must be of the form bytes=first-last", inside the source. */
export function parseCopyRange(header: string, size: number): ByteRange {
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const range = { start: Number(match?.[1]), end: Number(match?.[2]) };
  if (match === null || range.start > range.end || range.end >= size) {
    throw new S3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last, inside the source object.',
    );
  }
  return range;
}
