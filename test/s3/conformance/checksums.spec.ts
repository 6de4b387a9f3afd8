import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  type ChecksumAlgorithm,
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { openTarget, s3Error, type S3Target } from '../target.js';

const BODY = '123456789';
const digest = (algorithm: string, body: string): string =>
  createHash(algorithm).update(body).digest('base64');
const fromHex = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** The published check values of the algorithms for "123456789". */
const CASES = [
  { field: 'ChecksumSHA256', value: digest('sha256', BODY), wrong: digest('sha256', 'x') },
  { field: 'ChecksumSHA1', value: digest('sha1', BODY), wrong: digest('sha1', 'x') },
  { field: 'ChecksumCRC32', value: fromHex('cbf43926'), wrong: fromHex('00000001') },
  { field: 'ChecksumCRC32C', value: fromHex('e3069283'), wrong: fromHex('00000001') },
  { field: 'ChecksumCRC64NVME', value: fromHex('ae8b14860a799888'), wrong: fromHex('0000000000000001') },
] as const;

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket();
});
afterAll(() => target.close());

const head = (Key: string) =>
  target.client.send(new HeadObjectCommand({ Bucket: bucket, Key, ChecksumMode: 'ENABLED' }));

describe.each(CASES)('$field', ({ field, value, wrong }) => {
  it('is verified, stored and answered when asked for', async () => {
    const put = await target.client.send(
      new PutObjectCommand({ Bucket: bucket, Key: field, Body: BODY, [field]: value }),
    );
    expect(put[field]).toBe(value);
    expect((await head(field))[field]).toBe(value);
    const silent = await target.client.send(new HeadObjectCommand({ Bucket: bucket, Key: field }));
    expect(silent[field]).toBeUndefined();
  });

  it('refuses a body that does not match', async () => {
    const put = new PutObjectCommand({ Bucket: bucket, Key: `wrong-${field}`, Body: BODY, [field]: wrong });
    await expect(target.client.send(put)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    await expect(head(`wrong-${field}`)).rejects.toEqual(s3Error('NotFound', 404));
  });
});

/** As S3 writes it: four bytes, big end first, in base64. */
function crc32Of(bytes: Buffer): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
}

describe('a checksum that travels in the trailer of a stream', () => {
  it.each<ChecksumAlgorithm>(['CRC32', 'SHA256'])('is verified and stored: %s', async (ChecksumAlgorithm) => {
    const body = Readable.from([Buffer.from(BODY), Buffer.alloc(200_000, 7), Buffer.from('end')]);
    const Key = `trailer-${ChecksumAlgorithm}`;
    await target.client.send(
      new PutObjectCommand({ Bucket: bucket, Key, Body: body, ContentLength: 200_012, ChecksumAlgorithm }),
    );
    const stored = await target.client.send(
      new GetObjectCommand({ Bucket: bucket, Key, ChecksumMode: 'ENABLED' }),
    );
    expect(stored.ContentLength).toBe(200_012);
    expect(stored.ContentEncoding).toBeUndefined();
    const bytes = Buffer.from((await stored.Body?.transformToByteArray()) ?? []);
    if (ChecksumAlgorithm === 'SHA256')
      expect(stored.ChecksumSHA256).toBe(createHash('sha256').update(bytes).digest('base64'));
    else expect(stored.ChecksumCRC32).toBe(crc32Of(bytes));
  });
});

describe('Content-MD5', () => {
  it('is verified', async () => {
    const put = (ContentMD5: string) =>
      target.client.send(new PutObjectCommand({ Bucket: bucket, Key: 'md5', Body: BODY, ContentMD5 }));
    await put(digest('md5', BODY));
    await expect(put(digest('md5', 'x'))).rejects.toEqual(s3Error('BadDigest', 400));
    await expect(put('nonsense')).rejects.toEqual(s3Error('InvalidDigest', 400));
  });
});

it('a copy can be given another checksum', async () => {
  await target.client.send(new PutObjectCommand({ Bucket: bucket, Key: 'original', Body: BODY }));
  const copy = {
    Bucket: bucket,
    Key: 'copied',
    CopySource: `${bucket}/original`,
    ChecksumAlgorithm: 'SHA256',
  } as const;
  await target.client.send(new CopyObjectCommand(copy));
  expect((await head('copied')).ChecksumSHA256).toBe(digest('sha256', BODY));
});
