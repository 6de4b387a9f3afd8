import { createHash } from 'node:crypto';
import type { PartRecord } from './multipart-uploads.js';
import { assembleObject, parseCompletion, requirePartNumber } from './multipart.js';

const MIB = 1024 * 1024;
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const part = (partNumber: number, size: number): PartRecord => ({
  partNumber,
  size,
  file: `part-${partNumber}.data`,
  etag: md5(`part ${partNumber}`),
  modifiedAt: 0,
});

const UPLOADED = new Map([1, 2, 3].map((number) => [number, part(number, number === 3 ? 1 : 5 * MIB)]));
const listed = (...numbers: number[]) =>
  numbers.map((partNumber) => ({ partNumber, etag: md5(`part ${partNumber}`) }));

describe('completing a multipart upload', () => {
  it('takes the listed parts and makes the ETag of their MD5s', () => {
    const assembled = assembleObject({}, UPLOADED, listed(1, 3));
    const digests = [1, 3].map((number) => Buffer.from(md5(`part ${number}`), 'hex'));
    expect(assembled.size).toBe(5 * MIB + 1);
    expect(assembled.etag).toBe(`${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-2`);
  });

  it.each([
    ['parts out of order', listed(2, 1), 'InvalidPartOrder'],
    ['a part listed twice', listed(1, 1), 'InvalidPartOrder'],
    ['a part that was never uploaded', listed(1, 4), 'InvalidPart'],
    ['a wrong ETag', [{ partNumber: 1, etag: 'x' }], 'InvalidPart'],
    [
      'a small part before the last',
      listed(3).concat({ partNumber: 4, etag: md5('part 4') }),
      'EntityTooSmall',
    ],
  ])('is refused for %s', (_case, list, code) => {
    const uploaded = code === 'EntityTooSmall' ? new Map([...UPLOADED, [4, part(4, 1)]]) : UPLOADED;
    expect(() => assembleObject({}, uploaded, list)).toThrow(expect.objectContaining({ code }));
  });

  it("needs every part's checksum when the upload is a composite one", () => {
    const upload = { checksum: { algorithm: 'SHA256', type: 'COMPOSITE' } as const };
    expect(() => assembleObject(upload, UPLOADED, listed(1))).toThrow('must include the checksum');
  });

  it('reads the list as clients write it', () => {
    const source =
      '<CompleteMultipartUpload><Part><ETag>&quot;abc&quot;</ETag><PartNumber>7</PartNumber></Part></CompleteMultipartUpload>';
    expect(parseCompletion(source)).toEqual([{ partNumber: 7, etag: 'abc', checksum: undefined }]);
    expect(() => parseCompletion('<CompleteMultipartUpload/>')).toThrow();
  });

  it('knows part numbers from 1 to 10,000', () => {
    expect(requirePartNumber('10000')).toBe(10_000);
    for (const text of ['0', '10001', '-1', 'x', '', undefined])
      expect(() => requirePartNumber(text)).toThrow('Part number');
  });
});
