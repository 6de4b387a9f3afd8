import { randomBytes } from 'node:crypto';
import {
  CHECKSUM_ALGORITHMS,
  combineChecksums,
  createHasher,
  multipartChecksumType,
  requireDigest,
} from './checksums.js';

const digest = (algorithm: (typeof CHECKSUM_ALGORITHMS)[number], bytes: Buffer): string => {
  const hasher = createHasher(algorithm);
  hasher.update(bytes);
  return hasher.digest().toString('base64');
};

const hex = (algorithm: (typeof CHECKSUM_ALGORITHMS)[number], text: string): string =>
  Buffer.from(digest(algorithm, Buffer.from(text)), 'base64').toString('hex');

describe('checksums', () => {
  it('give the published check values for "123456789"', () => {
    expect(hex('CRC32', '123456789')).toBe('cbf43926');
    expect(hex('CRC32C', '123456789')).toBe('e3069283');
    expect(hex('CRC64NVME', '123456789')).toBe('ae8b14860a799888');
    expect(hex('SHA1', '123456789')).toBe('f7c3bc1d808e04732adf679965ccc34ca7ae3441');
  });

  it.each(CHECKSUM_ALGORITHMS)('%s does not depend on how the bytes arrive', (algorithm) => {
    const bytes = randomBytes(5000);
    const inPieces = createHasher(algorithm);
    for (const [start, end] of [
      [0, 1],
      [1, 8],
      [8, 8],
      [8, 1037],
      [1037, 5000],
    ])
      inPieces.update(bytes.subarray(start, end));
    expect(inPieces.digest().toString('base64')).toBe(digest(algorithm, bytes));
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    '%s of the whole follows from the parts',
    (algorithm) => {
      const parts = [randomBytes(1), randomBytes(4096), randomBytes(0), randomBytes(70_001)];
      const listed = parts.map((part) => ({ size: part.length, value: digest(algorithm, part) }));
      const whole = combineChecksums(algorithm, 'FULL_OBJECT', listed);
      expect(whole.value).toBe(digest(algorithm, Buffer.concat(parts)));
    },
  );

  it('of a composite kind are the digest of the digests and their number', () => {
    const parts = [Buffer.from('a'), Buffer.from('b')].map((part) => ({
      size: 1,
      value: digest('SHA256', part),
    }));
    const digests = Buffer.concat(parts.map((part) => Buffer.from(part.value, 'base64')));
    expect(combineChecksums('SHA256', 'COMPOSITE', parts).value).toBe(`${digest('SHA256', digests)}-2`);
  });

  it('allow the type that each algorithm supports', () => {
    expect(multipartChecksumType('SHA256', undefined)).toBe('COMPOSITE');
    expect(multipartChecksumType('CRC64NVME', undefined)).toBe('FULL_OBJECT');
    expect(multipartChecksumType('CRC32', 'FULL_OBJECT')).toBe('FULL_OBJECT');
    expect(() => multipartChecksumType('SHA256', 'FULL_OBJECT')).toThrow('cannot be used');
    expect(() => multipartChecksumType('CRC64NVME', 'COMPOSITE')).toThrow('cannot be used');
  });

  it('are refused when they cannot be a digest', () => {
    expect(() => requireDigest('SHA256', 'c2hvcnQ=')).toThrow('invalid');
    expect(() => requireDigest('CRC32', 'not base64!')).toThrow('invalid');
  });
});
