import { createHash } from 'node:crypto';
import { combineCrc, Crc32, Crc32c, Crc64Nvme } from './crc.js';
import { S3Error } from './s3-error.js';

/** "Checking object integrity", S3 user guide: which checksums exist, how they are named and verified. */
export const CHECKSUM_ALGORITHMS = ['SHA256', 'SHA1', 'CRC32', 'CRC32C', 'CRC64NVME'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  /** base64; a composite one ends in `-<number of parts>`. */
  readonly value: string;
}

interface Hasher {
  update(chunk: Buffer): unknown;
  digest(): Buffer;
}

const HASHERS = {
  SHA256: () => createHash('sha256'),
  SHA1: () => createHash('sha1'),
  CRC32: () => new Crc32(),
  CRC32C: () => new Crc32c(),
  CRC64NVME: () => new Crc64Nvme(),
} as const satisfies Record<ChecksumAlgorithm, () => Hasher>;

const DIGEST_BYTES = { SHA256: 32, SHA1: 20, CRC32: 4, CRC32C: 4, CRC64NVME: 8 } as const satisfies Record<
  ChecksumAlgorithm,
  number
>;

export const createHasher = (algorithm: ChecksumAlgorithm): Hasher => HASHERS[algorithm]();

export const checksumHeader = (algorithm: ChecksumAlgorithm): string =>
  `x-amz-checksum-${algorithm.toLowerCase()}`;

/** The element's name in XML answers, e.g. ChecksumSHA256. */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm}`;

export const findAlgorithm = (name: string): ChecksumAlgorithm | undefined =>
  CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name.toUpperCase());

/** An algorithm named by a client, or InvalidRequest. */
export function requireAlgorithm(name: string): ChecksumAlgorithm {
  const algorithm = findAlgorithm(name);
  if (algorithm === undefined) {
    throw new S3Error(
      'InvalidRequest',
      `Checksum algorithm provided is unsupported: use one of ${CHECKSUM_ALGORITHMS.join(', ')}.`,
    );
  }
  return algorithm;
}

/** Refuses values that can't be a digest of that algorithm: "Value for x-amz-checksum-… header is invalid." */
export function requireDigest(algorithm: ChecksumAlgorithm, value: string): string {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== DIGEST_BYTES[algorithm] || bytes.toString('base64') !== value) {
    throw new S3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
  return value;
}

export interface PartChecksum {
  readonly size: number;
  /** base64 */
  readonly value: string;
}

/** "The checksum of checksums": the digest of the concatenated part digests, with the number of parts. */
function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly PartChecksum[]): string {
  const hasher = createHasher(algorithm);
  for (const part of parts) hasher.update(Buffer.from(part.value, 'base64'));
  return `${hasher.digest().toString('base64')}-${parts.length}`;
}

function fullObjectChecksum(algorithm: ChecksumAlgorithm, parts: readonly PartChecksum[]): string {
  if (algorithm === 'SHA256' || algorithm === 'SHA1')
    throw new S3Error('InvalidRequest', 'SHA checksums of parts cannot be combined.');
  // The CRC of nothing is zero, so the first part combines with it like every other.
  let whole: Buffer = Buffer.alloc(DIGEST_BYTES[algorithm]);
  for (const part of parts)
    whole = combineCrc(algorithm, whole, Buffer.from(part.value, 'base64'), part.size);
  return whole.toString('base64');
}

/** The checksum of a multipart object from those of its parts (at least one). */
export function combineChecksums(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly PartChecksum[],
): Checksum {
  const value =
    type === 'COMPOSITE' ? compositeChecksum(algorithm, parts) : fullObjectChecksum(algorithm, parts);
  return { algorithm, type, value };
}

/**
 * Which type a multipart upload's checksum has: "SHA-1 and SHA-256 support only COMPOSITE, CRC-64/NVME only FULL_OBJECT";
 * the other CRCs support both and default to COMPOSITE.
 */
export function multipartChecksumType(
  algorithm: ChecksumAlgorithm,
  requested: string | undefined,
): ChecksumType {
  const fallback = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const type = requested ?? fallback;
  const isSha = algorithm === 'SHA256' || algorithm === 'SHA1';
  if (type === 'FULL_OBJECT' && !isSha) return type;
  if (type === 'COMPOSITE' && algorithm !== 'CRC64NVME') return type;
  throw new S3Error(
    'InvalidRequest',
    `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
  );
}
