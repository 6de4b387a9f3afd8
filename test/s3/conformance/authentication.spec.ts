import { createHash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { sendRaw, signerFor, signRaw } from '../raw-request.js';
import { openTarget, s3Error, type S3Target } from '../target.js';

const BODY = 'the packing film';
const sha256Base64 = (text: string): string => createHash('sha256').update(text).digest('base64');
const minutes = (count: number): number => count * 60 * 1000;

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket();
  await target.client.send(
    new PutObjectCommand({ Bucket: bucket, Key: 'film', Body: BODY, ContentType: 'text/plain' }),
  );
});
afterAll(() => target.close());

describe('a request with an Authorization header', () => {
  it('is accepted when it is signed', async () => {
    expect(
      (await sendRaw(target, signRaw(target, { method: 'GET', path: `/${bucket}/film` }))).body.toString(),
    ).toBe(BODY);
  });

  it('is refused with a wrong secret', async () => {
    const credentials = { accessKeyId: target.accessKeyId, secretAccessKey: 'wrong' };
    const client = target.clientWith({ credentials });
    await expect(client.send(new ListBucketsCommand())).rejects.toEqual(
      s3Error('SignatureDoesNotMatch', 403),
    );
  });

  it('is refused with an unknown access key', async () => {
    const client = target.clientWith({ credentials: { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' } });
    await expect(client.send(new ListBucketsCommand())).rejects.toEqual(s3Error('InvalidAccessKeyId', 403));
  });

  it.each([-16, 16])('is refused when its clock is off by %i minutes', async (offset) => {
    const signed = signRaw(
      target,
      { method: 'GET', path: `/${bucket}/film` },
      signerFor(target, new Date(Date.now() + minutes(offset))),
    );
    expect(await sendRaw(target, signed)).toMatchObject({ status: 403, code: 'RequestTimeTooSkewed' });
  });

  it('is refused when the key was changed after signing', async () => {
    const signed = signRaw(target, { method: 'GET', path: `/${bucket}/other` });
    expect(await sendRaw(target, { ...signed, path: `/${bucket}/film` })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('is refused when the method was changed after signing', async () => {
    const signed = signRaw(target, { method: 'GET', path: `/${bucket}/film` });
    expect(await sendRaw(target, { ...signed, method: 'DELETE' })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('is refused when a parameter was added after signing', async () => {
    const signed = signRaw(target, { method: 'GET', path: `/${bucket}/film` });
    expect(await sendRaw(target, { ...signed, query: 'versionId=null' })).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
    });
  });

  it('is refused when an x-amz- header was added after signing', async () => {
    const signed = signRaw(target, { method: 'PUT', path: `/${bucket}/sneaky`, body: 'x' });
    const answer = await sendRaw(target, {
      ...signed,
      headers: { ...signed.headers, 'x-amz-meta-added': 'yes' },
    });
    expect(answer).toMatchObject({ status: 403, code: 'AccessDenied' });
  });

  it('is refused when its body is not the one that was signed, and stores nothing', async () => {
    const signed = signRaw(target, { method: 'PUT', path: `/${bucket}/swapped`, body: 'original' });
    const headers = { ...signed.headers, 'content-length': '8' };
    expect(await sendRaw(target, { ...signed, headers, body: 'tampered' })).toMatchObject({
      status: 400,
      code: 'XAmzContentSHA256Mismatch',
    });
    await expect(
      target.client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'swapped' })),
    ).rejects.toEqual(s3Error('NotFound', 404));
  });

  it('is refused for another region', async () => {
    const client = target.clientWith({ region: 'eu-central-1', followRegionRedirects: false });
    await expect(client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'film' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each(['AWS key:signature', 'Bearer token', 'AWS4-HMAC-SHA256 nonsense'])(
    'is refused as "%s"',
    async (authorization) => {
      const headers = {
        authorization,
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
        'x-amz-date': signerFor(target).timestamp,
      };
      const answer = await sendRaw(target, { method: 'GET', path: `/${bucket}/film`, headers });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(404);
      expect(answer.code).not.toBe('');
    },
  );
});

describe('an anonymous request', () => {
  it.each(['GET', 'PUT', 'DELETE', 'POST'])('is refused: %s', async (method) => {
    expect(await sendRaw(target, { method, path: `/${bucket}/film` })).toMatchObject({
      status: 403,
      code: 'AccessDenied',
    });
  });

  it('is refused for listing', async () => {
    expect(await sendRaw(target, { method: 'GET', path: `/${bucket}`, query: 'list-type=2' })).toMatchObject({
      status: 403,
    });
  });
});

describe('a presigned URL', () => {
  const presignGet = (
    options: { expiresIn?: number; signingDate?: Date } = {},
    extra: { ResponseContentDisposition?: string } = {},
  ) => getSignedUrl(target.client, new GetObjectCommand({ Bucket: bucket, Key: 'film', ...extra }), options);

  it('opens the object, and ranges of it', async () => {
    const url = await presignGet();
    expect(await (await fetch(url)).text()).toBe(BODY);
    const part = await fetch(url, { headers: { range: 'bytes=4-10' } });
    expect([part.status, await part.text()]).toEqual([206, 'packing']);
  });

  it('is refused after its expiry', async () => {
    const answer = await fetch(
      await presignGet({ expiresIn: 60, signingDate: new Date(Date.now() - minutes(2)) }),
    );
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('AccessDenied')]);
  });

  it('is refused when its expiry was changed', async () => {
    const url = await presignGet({ expiresIn: 60, signingDate: new Date(Date.now() - minutes(2)) });
    const answer = await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'));
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('SignatureDoesNotMatch'),
    ]);
  });

  it('is refused for longer than seven days', async () => {
    const url = (await presignGet({ expiresIn: 60 })).replace('X-Amz-Expires=60', 'X-Amz-Expires=604801');
    expect((await fetch(url)).status).toBe(400);
  });

  it('is refused for another key, method, parameter or signature', async () => {
    const url = await presignGet();
    const statuses = await Promise.all([
      fetch(url.replace('/film?', '/other?')),
      fetch(url, { method: 'DELETE' }),
      fetch(`${url}&response-content-type=text%2Fhtml`),
      fetch(url.replace(/X-Amz-Signature=\w{4}/, 'X-Amz-Signature=0000')),
    ]);
    expect(statuses.map((answer) => answer.status)).toEqual([403, 403, 403, 403]);
  });

  it('carries response overrides', async () => {
    const answer = await fetch(
      await presignGet({}, { ResponseContentDisposition: 'attachment; filename="film.txt"' }),
    );
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="film.txt"');
  });

  it('takes an upload', async () => {
    const client = target.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const url = await getSignedUrl(
      client,
      new PutObjectCommand({ Bucket: bucket, Key: 'uploaded', ContentType: 'text/plain' }),
    );
    const answer = await fetch(url, {
      method: 'PUT',
      body: 'from a browser',
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.status).toBe(200);
    const stored = await target.client.send(new GetObjectCommand({ Bucket: bucket, Key: 'uploaded' }));
    expect(await stored.Body?.transformToString()).toBe('from a browser');
  });

  describe('with the checksum as a signed header', () => {
    async function presignPut(Key: string): Promise<string> {
      const client = target.clientWith({ requestChecksumCalculation: 'WHEN_REQUIRED' });
      const command = new PutObjectCommand({ Bucket: bucket, Key, ChecksumSHA256: sha256Base64(BODY) });
      return getSignedUrl(client, command, { unhoistableHeaders: new Set(['x-amz-checksum-sha256']) });
    }
    const put = (url: string, body: string, checksum?: string) =>
      fetch(url, {
        method: 'PUT',
        body,
        headers: checksum === undefined ? {} : { 'x-amz-checksum-sha256': checksum },
      });

    it('takes exactly that body', async () => {
      expect((await put(await presignPut('checked'), BODY, sha256Base64(BODY))).status).toBe(200);
    });

    it('refuses another body', async () => {
      expect((await put(await presignPut('checked-other'), 'another body', sha256Base64(BODY))).status).toBe(
        400,
      );
    });

    it('refuses another body with its own checksum', async () => {
      expect(
        (await put(await presignPut('checked-own'), 'another body', sha256Base64('another body'))).status,
      ).toBe(403);
    });

    it('refuses to do without the header', async () => {
      expect((await put(await presignPut('checked-none'), BODY)).status).toBe(403);
    });
  });
});
