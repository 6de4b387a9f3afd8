import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { sendRaw, signRaw } from '../raw-request.js';
import { openTarget, s3Error, type S3Target } from '../target.js';

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket();
});
afterAll(() => target.close());

const put = (Key: string, Body: string | Buffer, extra: object = {}) =>
  target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...extra }));
const get = (Key: string, extra: object = {}) =>
  target.client.send(new GetObjectCommand({ Bucket: bucket, Key, ...extra }));
const read = async (Key: string, extra: object = {}) => (await get(Key, extra)).Body?.transformToString();

describe('buckets', () => {
  it('are created, found, listed and deleted', async () => {
    const Bucket = await target.createBucket();
    await target.client.send(new HeadBucketCommand({ Bucket }));
    const listed = await target.client.send(new ListBucketsCommand());
    expect(listed.Buckets?.map((each) => each.Name)).toContain(Bucket);
    await target.client.send(new GetBucketLocationCommand({ Bucket }));
    await target.client.send(new DeleteBucketCommand({ Bucket }));
    await expect(target.client.send(new HeadBucketCommand({ Bucket }))).rejects.toEqual(
      s3Error('NotFound', 404),
    );
  });

  it('are created once, however many ask for one', async () => {
    const Bucket = `conformance-race-${Date.now()}`;
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () => target.client.send(new CreateBucketCommand({ Bucket }))),
    );
    const refusals = results.flatMap((result) =>
      result.status === 'rejected' ? [String(result.reason.name)] : [],
    );
    expect(refusals.filter((name) => name !== 'BucketAlreadyOwnedByYou')).toEqual([]);
    await target.client.send(new DeleteBucketCommand({ Bucket }));
  });

  it('are not deleted while they hold an object', async () => {
    await put('occupant', 'x');
    await expect(target.client.send(new DeleteBucketCommand({ Bucket: bucket }))).rejects.toEqual(
      s3Error('BucketNotEmpty', 409),
    );
  });

  it.each(['ab', 'Upper-Case', 'under_score', '-dash', '192.168.0.1', 'two..dots'])(
    'are refused the name %s',
    async (Bucket) => {
      await expect(target.client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
        name: 'InvalidBucketName',
      });
    },
  );

  it('that do not exist answer NoSuchBucket', async () => {
    const missing = { Bucket: 'conformance-missing', Key: 'x' };
    await expect(target.client.send(new PutObjectCommand({ ...missing, Body: 'x' }))).rejects.toEqual(
      s3Error('NoSuchBucket', 404),
    );
    await expect(target.client.send(new ListObjectsV2Command(missing))).rejects.toEqual(
      s3Error('NoSuchBucket', 404),
    );
  });
});

describe('an object', () => {
  it('comes back with its bytes, type, headers and metadata', async () => {
    const bytes = Buffer.from([0, 1, 2, 254, 255]);
    await put('described', bytes, {
      ContentType: 'video/mp4',
      CacheControl: 'private',
      ContentDisposition: 'inline',
      ContentLanguage: 'ja',
      ContentEncoding: 'identity',
      Metadata: { station: 'bench-4', 'mixed-case': 'Value' },
    });
    const answer = await get('described');
    expect(Buffer.from((await answer.Body?.transformToByteArray()) ?? [])).toEqual(bytes);
    expect(answer).toMatchObject({
      ContentType: 'video/mp4',
      CacheControl: 'private',
      ContentDisposition: 'inline',
      ContentLanguage: 'ja',
      ContentEncoding: 'identity',
      ContentLength: 5,
      Metadata: { station: 'bench-4', 'mixed-case': 'Value' },
    });
  });

  it('is described by HEAD as by GET', async () => {
    const { ETag } = await put('headed', 'four');
    const head = await target.client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'headed' }));
    expect(head).toMatchObject({ ETag, ContentLength: 4, AcceptRanges: 'bytes' });
    expect(head.LastModified?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });

  it('may be empty', async () => {
    await put('empty', Buffer.alloc(0));
    expect(await read('empty')).toBe('');
  });

  it('is replaced by a second PUT', async () => {
    const first = await put('replaced', 'one');
    const second = await put('replaced', 'two');
    expect(second.ETag).not.toBe(first.ETag);
    expect(await read('replaced')).toBe('two');
  });

  it('that does not exist answers NoSuchKey', async () => {
    await expect(get('missing')).rejects.toEqual(s3Error('NoSuchKey', 404));
    await expect(
      target.client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'missing' })),
    ).rejects.toEqual(s3Error('NotFound', 404));
  });

  it('is deleted, and deleting it again is no error', async () => {
    await put('deleted', 'x');
    await target.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'deleted' }));
    await target.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'deleted' }));
    await expect(get('deleted')).rejects.toEqual(s3Error('NoSuchKey'));
  });

  it('is refused with more than 2 KB of metadata', async () => {
    await expect(put('heavy', 'x', { Metadata: { note: 'x'.repeat(3000) } })).rejects.toMatchObject({
      name: 'MetadataTooLarge',
    });
  });

  it.each([
    'a//b',
    '../../../etc/passwd',
    '..',
    '.',
    'a/./b/../c',
    '/leading',
    'trailing/',
    'with space +plus&amp;?#%25',
    '証拠/梱包/🎁.mp4',
    'line\nbreak\ttab',
    'k'.repeat(1024),
  ])('may be called %j', async (Key) => {
    const keyBucket = await target.createBucket();
    const path = `/${keyBucket}/${Key.split('/').map(encodeURIComponent).join('/')}`.replace(
      /[!'()*]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    expect(await sendRaw(target, signRaw(target, { method: 'PUT', path, body: Key }))).toMatchObject({
      status: 200,
    });
    expect((await sendRaw(target, signRaw(target, { method: 'GET', path }))).body.toString()).toBe(Key);
    const listed = await target.client.send(
      new ListObjectsV2Command({ Bucket: keyBucket, EncodingType: 'url' }),
    );
    expect(listed.Contents?.map((each) => decodeURIComponent(each.Key ?? ''))).toEqual([Key]);
  });

  it('is refused a key of more than 1024 bytes', async () => {
    await expect(put('é'.repeat(513), 'x')).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it('needs a length', async () => {
    const signed = signRaw(target, {
      method: 'PUT',
      path: `/${bucket}/endless`,
      headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    });
    const headers = { ...signed.headers, 'transfer-encoding': 'chunked' };
    expect(await sendRaw(target, { ...signed, headers, body: 'x' })).toMatchObject({
      status: 411,
      code: 'MissingContentLength',
    });
  });
});

describe('a copy', () => {
  it('keeps metadata by default and takes new ones on REPLACE', async () => {
    await put('source é+1', 'copied', { ContentType: 'text/plain', Metadata: { from: 'source' } });
    const CopySource = `${bucket}/${encodeURIComponent('source é+1')}`;
    await target.client.send(new CopyObjectCommand({ Bucket: bucket, Key: 'copy', CopySource }));
    expect(await get('copy')).toMatchObject({ ContentType: 'text/plain', Metadata: { from: 'source' } });
    const replace = {
      MetadataDirective: 'REPLACE',
      Metadata: { from: 'copy' },
      ContentType: 'text/html',
    } as const;
    await target.client.send(new CopyObjectCommand({ Bucket: bucket, Key: 'copy', CopySource, ...replace }));
    expect(await get('copy')).toMatchObject({ ContentType: 'text/html', Metadata: { from: 'copy' } });
    expect(await read('copy')).toBe('copied');
  });

  it('is made on a condition', async () => {
    await put('conditional-source', 'x');
    const copy = {
      Bucket: bucket,
      Key: 'conditional-copy',
      CopySource: `${bucket}/conditional-source`,
      CopySourceIfMatch: '"other"',
    };
    await expect(target.client.send(new CopyObjectCommand(copy))).rejects.toEqual(
      s3Error('PreconditionFailed', 412),
    );
  });

  it('of a missing source is refused', async () => {
    const copy = { Bucket: bucket, Key: 'x', CopySource: `${bucket}/no-such-source` };
    await expect(target.client.send(new CopyObjectCommand(copy))).rejects.toEqual(s3Error('NoSuchKey', 404));
  });
});

describe('DeleteObjects', () => {
  it('deletes what it lists and reports each key', async () => {
    await Promise.all(['d/1', 'd/2', 'd/<3>'].map((Key) => put(Key, 'x')));
    const Objects = ['d/1', 'd/<3>', 'd/missing'].map((Key) => ({ Key }));
    const answer = await target.client.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }),
    );
    expect(answer.Deleted?.map((each) => each.Key).sort()).toEqual(['d/1', 'd/<3>', 'd/missing']);
    const left = await target.client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'd/' }));
    expect(left.Contents?.map((each) => each.Key)).toEqual(['d/2']);
  });

  it('refuses a document that is not XML', async () => {
    const body = 'not xml';
    const headers = { 'content-md5': 'UqhTuIvZKnKRkLpQAEdNEg==' };
    const answer = await sendRaw(
      target,
      signRaw(target, { method: 'POST', path: `/${bucket}`, query: 'delete=', body, headers }),
    );
    expect(answer.status).toBe(400);
  });
});

describe('what S3 has and this suite does not need', () => {
  it.each(['acl', 'policy', 'website', 'replication', 'no-such-thing'])(
    'is never silently accepted: PUT ?%s',
    async (subresource) => {
      const signed = signRaw(target, {
        method: 'PUT',
        path: `/${bucket}/guarded`,
        query: `${subresource}=`,
        body: '<x/>',
      });
      const answer = await sendRaw(target, signed);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      await expect(get('guarded')).rejects.toEqual(s3Error('NoSuchKey'));
    },
  );
});
