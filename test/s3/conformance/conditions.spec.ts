import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { openTarget, s3Error, type S3Target } from '../target.js';

let target: S3Target;
let bucket: string;
let etag: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket();
  etag = (await put('digits', '0123456789')).ETag ?? '';
});
afterAll(() => target.close());

const put = (Key: string, Body: string, extra: object = {}) =>
  target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...extra }));
const get = (extra: object) =>
  target.client.send(new GetObjectCommand({ Bucket: bucket, Key: 'digits', ...extra }));

describe('a Range', () => {
  it.each([
    ['bytes=0-0', '0', 'bytes 0-0/10'],
    ['bytes=2-5', '2345', 'bytes 2-5/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('%s is answered with just those bytes', async (Range, text, ContentRange) => {
    const answer = await get({ Range });
    expect(answer).toMatchObject({
      ContentRange,
      ContentLength: text.length,
      $metadata: { httpStatusCode: 206 },
    });
    expect(await answer.Body?.transformToString()).toBe(text);
  });

  it('beyond the end is refused', async () => {
    await expect(get({ Range: 'bytes=10-' })).rejects.toEqual(s3Error('InvalidRange', 416));
  });
});

describe('a conditional GET', () => {
  const notModified = { $metadata: { httpStatusCode: 304 } };

  it('with If-None-Match answers 304 for the same ETag', async () => {
    await expect(get({ IfNoneMatch: etag })).rejects.toMatchObject(notModified);
    expect((await get({ IfNoneMatch: '"other"' })).ETag).toBe(etag);
  });

  it('with If-Match answers 412 for another ETag', async () => {
    expect((await get({ IfMatch: etag })).ETag).toBe(etag);
    await expect(get({ IfMatch: '"other"' })).rejects.toEqual(s3Error('PreconditionFailed', 412));
  });

  it('with If-Modified-Since answers 304 when nothing is newer', async () => {
    await expect(get({ IfModifiedSince: new Date() })).rejects.toMatchObject(notModified);
    expect((await get({ IfModifiedSince: new Date(Date.now() - 3_600_000) })).ETag).toBe(etag);
  });
});

describe('a conditional PUT', () => {
  it('with If-None-Match: * creates and never overwrites', async () => {
    await put('once', 'first', { IfNoneMatch: '*' });
    await expect(put('once', 'second', { IfNoneMatch: '*' })).rejects.toEqual(
      s3Error('PreconditionFailed', 412),
    );
  });

  it('with If-None-Match: * has exactly one winner among many', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => put('contested', `body ${index}`, { IfNoneMatch: '*' })),
    );
    const winners = results.flatMap((result, index) => (result.status === 'fulfilled' ? [index] : []));
    expect(winners).toHaveLength(1);
    const stored = await target.client.send(new GetObjectCommand({ Bucket: bucket, Key: 'contested' }));
    expect(await stored.Body?.transformToString()).toBe(`body ${winners[0]}`);
  });

  it('with If-None-Match: * may create again after a deletion', async () => {
    await put('again', 'first', { IfNoneMatch: '*' });
    await target.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'again' }));
    await put('again', 'second', { IfNoneMatch: '*' });
  });

  it('with If-Match replaces only what was read', async () => {
    const first = await put('swap', 'one');
    await put('swap', 'two', { IfMatch: first.ETag });
    await expect(put('swap', 'three', { IfMatch: first.ETag })).rejects.toEqual(
      s3Error('PreconditionFailed', 412),
    );
    await expect(put('never-there', 'x', { IfMatch: first.ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('with If-Match has exactly one winner among many', async () => {
    const { ETag } = await put('compare-and-swap', 'start');
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => put('compare-and-swap', `next ${index}`, { IfMatch: ETag })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });
});
