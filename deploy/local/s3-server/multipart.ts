import { createHash } from 'node:crypto';
import { CHECKSUM_ALGORITHMS, checksumElement, combineChecksums, type Checksum } from './checksums.js';
import type { PartRecord, UploadRecord } from './multipart-uploads.js';
import { S3Error } from './s3-error.js';
import { childrenNamed, childText, parseXmlRoot, requiredText, type XmlElement } from './xml.js';

/** Multipart uploads, the rules: which parts make the object, its ETag and its checksum ("CompleteMultipartUpload"). Pure. */
export const MAX_PART_NUMBER = 10_000;
const MIN_PART_BYTES = 5 * 1024 * 1024;
/** "Maximum object size: 48.8 TiB" (S3's limit). */
const MAX_OBJECT_BYTES = 10_000 * 5 * 1024 ** 3;

export interface ListedPart {
  readonly partNumber: number;
  /** Without quotes. */
  readonly etag: string;
  /** base64, whichever algorithm it was listed under. */
  readonly checksum?: string;
}

export interface AssembledObject {
  readonly parts: readonly PartRecord[];
  readonly size: number;
  readonly etag: string;
  readonly checksum?: Checksum;
}

/** "Part numbers can be any number from 1 to 10,000, inclusive." */
export function requirePartNumber(text: string | undefined): number {
  const partNumber = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 0;
  if (partNumber < 1 || partNumber > MAX_PART_NUMBER) {
    throw new S3Error(
      'InvalidArgument',
      `Part number must be an integer between 1 and ${MAX_PART_NUMBER}, inclusive`,
    );
  }
  return partNumber;
}

export function parseCompletion(source: string): ListedPart[] {
  const parts = childrenNamed(parseXmlRoot(source, 'CompleteMultipartUpload'), 'Part').map(parseListedPart);
  // "You must specify at least one part."
  if (parts.length === 0 || parts.length > MAX_PART_NUMBER) throw new S3Error('MalformedXML');
  return parts;
}

function parseListedPart(part: XmlElement): ListedPart {
  const checksums = CHECKSUM_ALGORITHMS.map((algorithm) => childText(part, checksumElement(algorithm)));
  return {
    partNumber: requirePartNumber(requiredText(part, 'PartNumber')),
    etag: requiredText(part, 'ETag').replace(/^"(.*)"$/, '$1'),
    checksum: checksums.find((checksum) => checksum !== undefined),
  };
}

/** Throws InvalidPartOrder, InvalidPart, EntityTooSmall or InvalidRequest when the list doesn't fit what was uploaded. */
export function assembleObject(
  upload: Pick<UploadRecord, 'checksum'>,
  uploaded: ReadonlyMap<number, PartRecord>,
  listed: readonly ListedPart[],
): AssembledObject {
  // "The list of parts was not in ascending order. The parts list must be specified in order by part number."
  if (listed.some((part, index) => index > 0 && part.partNumber <= (listed[index - 1]?.partNumber ?? 0))) {
    throw new S3Error('InvalidPartOrder');
  }
  const parts = listed.map((part) => matchPart(upload, uploaded.get(part.partNumber), part));
  const tooSmall = parts.slice(0, -1).find((part) => part.size < MIN_PART_BYTES);
  if (tooSmall !== undefined) {
    throw new S3Error('EntityTooSmall', undefined, {
      PartNumber: String(tooSmall.partNumber),
      ProposedSize: String(tooSmall.size),
    });
  }
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (size > MAX_OBJECT_BYTES) throw new S3Error('EntityTooLarge');
  return { parts, size, etag: multipartEtag(parts), checksum: multipartChecksum(upload, parts) };
}

function matchPart(
  { checksum }: Pick<UploadRecord, 'checksum'>,
  uploaded: PartRecord | undefined,
  listed: ListedPart,
): PartRecord {
  // "One or more of the specified parts could not be found … or the specified entity tag might not have matched."
  if (uploaded?.etag !== listed.etag)
    throw new S3Error('InvalidPart', undefined, { PartNumber: String(listed.partNumber) });
  if (checksum?.type === 'COMPOSITE' && listed.checksum === undefined) {
    throw new S3Error(
      'InvalidRequest',
      `The upload was created using a ${checksum.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${listed.partNumber} in the request.`,
    );
  }
  if (listed.checksum !== undefined && checksum !== undefined && listed.checksum !== uploaded.checksum) {
    throw new S3Error('InvalidPart', 'The checksum of a part does not match.', {
      PartNumber: String(listed.partNumber),
    });
  }
  return uploaded;
}

/** The MD5 of the parts' binary MD5s, with their number: what every S3 client expects of a multipart ETag. */
function multipartEtag(parts: readonly PartRecord[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(Buffer.from(part.etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

function multipartChecksum(
  { checksum }: Pick<UploadRecord, 'checksum'>,
  parts: readonly PartRecord[],
): Checksum | undefined {
  if (checksum === undefined) return undefined;
  const values = parts.map(({ size, checksum: value = '' }) => ({ size, value }));
  return combineChecksums(checksum.algorithm, checksum.type, values);
}
