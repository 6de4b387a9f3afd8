import { createHash, randomBytes } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { openTarget, s3Error, type S3Target } from '../target.js';

const PART_BYTES = 5 * 1024 * 1024;
const FIRST = randomBytes(PART_BYTES);
const SECOND = randomBytes(1000);
const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket();
});
afterAll(() => target.close());

async function start(Key: string, extra: Partial<CreateMultipartUploadCommandInput> = {}) {
  const client = target.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key, ...extra }));
  const upload = { Bucket: bucket, Key, UploadId };
  return {
    upload,
    part: async (PartNumber: number, Body: Buffer, more: object = {}): Promise<CompletedPart> => {
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body, ...more }));
      return { PartNumber, ETag };
    },
    complete: (Parts: CompletedPart[], more: object = {}) =>
      client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more })),
  };
}

const read = async (Key: string, extra: object = {}): Promise<Buffer> => {
  const answer = await target.client.send(new GetObjectCommand({ Bucket: bucket, Key, ...extra }));
  return Buffer.from((await answer.Body?.transformToByteArray()) ?? []);
};

describe('a multipart upload', () => {
  it('becomes one object with the ETag of its parts', async () => {
    const { part, complete } = await start('assembled', {
      ContentType: 'video/webm',
      Metadata: { clip: '7' },
    });
    const second = await part(2, SECOND);
    const first = await part(1, FIRST);
    const { ETag } = await complete([first, second]);
    expect(ETag).toBe(
      `"${createHash('md5')
        .update(Buffer.concat([md5(FIRST), md5(SECOND)]))
        .digest('hex')}-2"`,
    );
    expect((await read('assembled')).equals(Buffer.concat([FIRST, SECOND]))).toBe(true);
    const head = await target.client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'assembled' }));
    expect(head).toMatchObject({
      ContentType: 'video/webm',
      Metadata: { clip: '7' },
      ContentLength: PART_BYTES + 1000,
    });
  });

  it('is read across the border of its parts, and by part', async () => {
    const { part, complete } = await start('ranged');
    await complete([await part(1, FIRST), await part(2, SECOND)]);
    const range = await read('ranged', { Range: `bytes=${PART_BYTES - 3}-${PART_BYTES + 2}` });
    expect(range.equals(Buffer.concat([FIRST.subarray(-3), SECOND.subarray(0, 3)]))).toBe(true);
    expect((await read('ranged', { PartNumber: 2 })).equals(SECOND)).toBe(true);
  });

  it('is invisible until it is completed', async () => {
    const { part } = await start('unfinished');
    await part(1, FIRST);
    await expect(read('unfinished')).rejects.toEqual(s3Error('NoSuchKey'));
  });

  it('takes parts by presigned URL', async () => {
    const { upload, complete } = await start('presigned');
    const client = target.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const put = async (PartNumber: number, body: Buffer): Promise<CompletedPart> => {
      const url = await getSignedUrl(client, new UploadPartCommand({ ...upload, PartNumber }));
      const answer = await fetch(url, { method: 'PUT', body: new Uint8Array(body) });
      return { PartNumber, ETag: answer.headers.get('etag') ?? '' };
    };
    await complete([await put(1, FIRST), await put(2, SECOND)]);
    expect((await read('presigned')).length).toBe(PART_BYTES + 1000);
  });

  it('takes the last upload of a part, and leaves out parts that are not listed', async () => {
    const { part, complete } = await start('replaced');
    await part(1, SECOND);
    const first = await part(1, FIRST);
    await part(2, SECOND);
    await complete([first]);
    expect((await read('replaced')).equals(FIRST)).toBe(true);
  });

  it('takes parts copied from other objects', async () => {
    await target.client.send(new PutObjectCommand({ Bucket: bucket, Key: 'copy-source', Body: FIRST }));
    const { upload, complete } = await start('from-copies');
    const copy = async (PartNumber: number, CopySourceRange?: string): Promise<CompletedPart> => {
      const source = { CopySource: `${bucket}/copy-source`, CopySourceRange };
      const answer = await target.client.send(
        new UploadPartCopyCommand({ ...upload, PartNumber, ...source }),
      );
      return { PartNumber, ETag: answer.CopyPartResult?.ETag };
    };
    await complete([await copy(1), await copy(2, 'bytes=10-19')]);
    expect((await read('from-copies')).equals(Buffer.concat([FIRST, FIRST.subarray(10, 20)]))).toBe(true);
  });

  it('is refused with parts that are wrong, missing, out of order or too small', async () => {
    const { part, complete } = await start('refused');
    const first = await part(1, SECOND);
    const second = await part(2, SECOND);
    await expect(complete([second, first])).rejects.toEqual(s3Error('InvalidPartOrder', 400));
    await expect(complete([first, { PartNumber: 3, ETag: first.ETag }])).rejects.toEqual(
      s3Error('InvalidPart', 400),
    );
    await expect(complete([{ PartNumber: 1, ETag: '"0"' }])).rejects.toEqual(s3Error('InvalidPart', 400));
    await expect(complete([first, second])).rejects.toEqual(s3Error('EntityTooSmall', 400));
  });

  it('honours If-None-Match: * at its completion', async () => {
    await target.client.send(new PutObjectCommand({ Bucket: bucket, Key: 'taken', Body: 'x' }));
    const { part, complete } = await start('taken');
    await expect(complete([await part(1, SECOND)], { IfNoneMatch: '*' })).rejects.toEqual(
      s3Error('PreconditionFailed', 412),
    );
  });

  it('can be driven by lib-storage', async () => {
    const params = { Bucket: bucket, Key: 'lib-storage', Body: Buffer.concat([FIRST, FIRST, SECOND]) };
    await new Upload({ client: target.client, params, partSize: PART_BYTES, queueSize: 3 }).done();
    expect((await read('lib-storage')).length).toBe(2 * PART_BYTES + 1000);
  });
});

describe('checksums of a multipart upload', () => {
  const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

  it('are kept for each part and as a composite', async () => {
    const { part, complete, upload } = await start('composite', { ChecksumAlgorithm: 'SHA256' });
    const bodies = [FIRST, SECOND];
    const parts = await Promise.all(
      bodies.map(async (body, index) => {
        const ChecksumSHA256 = sha256(body).toString('base64');
        return { ...(await part(index + 1, body, { ChecksumSHA256 })), ChecksumSHA256 };
      }),
    );
    const listed = await target.client.send(new ListPartsCommand(upload));
    expect(listed.Parts?.map((each) => each.ChecksumSHA256)).toEqual(
      parts.map((each) => each.ChecksumSHA256),
    );
    const composite = `${sha256(Buffer.concat(bodies.map(sha256))).toString('base64')}-2`;
    expect((await complete(parts)).ChecksumSHA256).toBe(composite);
    const head = await target.client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: 'composite', ChecksumMode: 'ENABLED' }),
    );
    expect(head.ChecksumSHA256).toBe(composite);
  });

  it('of the whole object are those of one put', async () => {
    const whole = {
      Bucket: bucket,
      Key: 'in-one',
      Body: Buffer.concat([FIRST, SECOND]),
      ChecksumAlgorithm: 'CRC64NVME',
    } as const;
    const { ChecksumCRC64NVME } = await target.client.send(new PutObjectCommand(whole));
    const { part, complete } = await start('full-object', {
      ChecksumAlgorithm: 'CRC64NVME',
      ChecksumType: 'FULL_OBJECT',
    });
    const parts = [
      await part(1, FIRST, { ChecksumAlgorithm: 'CRC64NVME' }),
      await part(2, SECOND, { ChecksumAlgorithm: 'CRC64NVME' }),
    ];
    expect((await complete(parts)).ChecksumCRC64NVME).toBe(ChecksumCRC64NVME);
  });

  it('refuse a part whose bytes do not match', async () => {
    const { part } = await start('part-mismatch', { ChecksumAlgorithm: 'SHA256' });
    const ChecksumSHA256 = sha256(FIRST).toString('base64');
    await expect(part(1, SECOND, { ChecksumSHA256 })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });
});

describe('unfinished uploads', () => {
  it('are listed with their parts, in pages', async () => {
    const listing = await target.createBucket();
    const { UploadId } = await target.client.send(
      new CreateMultipartUploadCommand({ Bucket: listing, Key: 'a' }),
    );
    await target.client.send(new CreateMultipartUploadCommand({ Bucket: listing, Key: 'b' }));
    const uploads = await target.client.send(new ListMultipartUploadsCommand({ Bucket: listing }));
    expect(uploads.Uploads?.map((each) => each.Key)).toEqual(['a', 'b']);
    const part = { Bucket: listing, Key: 'a', UploadId };
    for (const PartNumber of [1, 2, 3])
      await target.client.send(new UploadPartCommand({ ...part, PartNumber, Body: SECOND }));
    const page = await target.client.send(new ListPartsCommand({ ...part, MaxParts: 2 }));
    expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
    const rest = await target.client.send(new ListPartsCommand({ ...part, PartNumberMarker: '2' }));
    expect(rest.Parts?.map((each) => [each.PartNumber, each.Size])).toEqual([[3, 1000]]);
  });

  it('are gone after an abort', async () => {
    const { upload, part } = await start('aborted');
    await part(1, SECOND);
    await target.client.send(new AbortMultipartUploadCommand(upload));
    await expect(part(2, SECOND)).rejects.toEqual(s3Error('NoSuchUpload', 404));
    await expect(target.client.send(new ListPartsCommand(upload))).rejects.toEqual(
      s3Error('NoSuchUpload', 404),
    );
  });
});
