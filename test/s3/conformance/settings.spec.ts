import {
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectTaggingCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { sendRaw } from '../raw-request.js';
import { openTarget, type S3Target } from '../target.js';

const STATION = 'https://station.example.com';
const CORS_RULE = {
  AllowedOrigins: [STATION],
  AllowedMethods: ['GET', 'PUT'],
  AllowedHeaders: ['content-type', 'x-amz-*'],
  ExposeHeaders: ['ETag'],
  MaxAgeSeconds: 600,
};

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket();
});
afterAll(() => target.close());

describe('cross-origin access', () => {
  beforeAll(async () => {
    await target.client.send(
      new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [CORS_RULE] } }),
    );
    await target.client.send(new PutObjectCommand({ Bucket: bucket, Key: 'film', Body: 'film' }));
  });

  const preflight = (headers: Record<string, string>) =>
    sendRaw(target, { method: 'OPTIONS', path: `/${bucket}/film`, headers });
  const asked = {
    origin: STATION,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'content-type,x-amz-checksum-sha256',
  };

  it('keeps and returns its rules', async () => {
    expect((await target.client.send(new GetBucketCorsCommand({ Bucket: bucket }))).CORSRules).toEqual([
      CORS_RULE,
    ]);
  });

  it('is granted to a preflight request that a rule allows', async () => {
    const { status, headers } = await preflight(asked);
    expect(status).toBe(200);
    expect(headers['access-control-allow-origin']).toBe(STATION);
    expect(headers['access-control-allow-methods']).toContain('PUT');
    expect(headers['access-control-allow-headers']?.toLowerCase()).toContain('x-amz-checksum-sha256');
    expect(headers['access-control-max-age']).toBe('600');
  });

  it.each([
    ['origin', { ...asked, origin: 'https://evil.example.com' }],
    ['method', { ...asked, 'access-control-request-method': 'DELETE' }],
    ['header', { ...asked, 'access-control-request-headers': 'x-other' }],
  ])('is refused to another %s', async (_what, headers) => {
    const answer = await preflight(headers);
    expect(answer.status).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('shows on the answer to the request itself', async () => {
    const url = await getSignedUrl(target.client, new GetObjectCommand({ Bucket: bucket, Key: 'film' }));
    const allowed = await fetch(url, { headers: { origin: STATION } });
    expect([
      allowed.headers.get('access-control-allow-origin'),
      allowed.headers.get('access-control-expose-headers'),
    ]).toEqual([STATION, 'ETag']);
    const foreign = await fetch(url, { headers: { origin: 'https://evil.example.com' } });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is per bucket, and gone when the rules are deleted', async () => {
    const other = await target.createBucket();
    expect(
      (await sendRaw(target, { method: 'OPTIONS', path: `/${other}/film`, headers: asked })).status,
    ).toBe(403);
    await target.client.send(new DeleteBucketCorsCommand({ Bucket: bucket }));
    await expect(target.client.send(new GetBucketCorsCommand({ Bucket: bucket }))).rejects.toMatchObject({
      name: 'NoSuchCORSConfiguration',
    });
    expect((await preflight(asked)).status).toBe(403);
  });
});

describe('tags of an object', () => {
  const tagging = async (Key: string) =>
    (await target.client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key }))).TagSet;

  it('come with the upload and are counted by HEAD', async () => {
    await target.client.send(
      new PutObjectCommand({ Bucket: bucket, Key: 'tagged', Body: 'x', Tagging: 'class=dispute&note=a%20b' }),
    );
    expect(await tagging('tagged')).toEqual([
      { Key: 'class', Value: 'dispute' },
      { Key: 'note', Value: 'a b' },
    ]);
    expect(
      (await target.client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'tagged' }))).TagCount,
    ).toBe(2);
  });

  it('are replaced and deleted', async () => {
    const tagged = { Bucket: bucket, Key: 'retagged' };
    await target.client.send(new PutObjectCommand({ ...tagged, Body: 'x', Tagging: 'old=1' }));
    await target.client.send(
      new PutObjectTaggingCommand({ ...tagged, Tagging: { TagSet: [{ Key: 'new', Value: '<2>' }] } }),
    );
    expect(await tagging('retagged')).toEqual([{ Key: 'new', Value: '<2>' }]);
    await target.client.send(new DeleteObjectTaggingCommand(tagged));
    expect(await tagging('retagged')).toEqual([]);
  });

  it('are refused when there are too many or one twice', async () => {
    const put = (TagSet: { Key: string; Value: string }[]) =>
      target.client.send(new PutObjectTaggingCommand({ Bucket: bucket, Key: 'tagged', Tagging: { TagSet } }));
    const eleven = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    await expect(put(eleven)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    await expect(
      put([
        { Key: 'k', Value: '1' },
        { Key: 'k', Value: '2' },
      ]),
    ).rejects.toMatchObject({ name: 'InvalidTag' });
  });
});

it('a lifecycle configuration is accepted, returned and deleted', async () => {
  const Rules = [
    { ID: 'expire', Status: 'Enabled', Filter: { Prefix: 'incoming/' }, Expiration: { Days: 7 } },
  ] as const;
  await target.client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket,
      LifecycleConfiguration: { Rules: [...Rules] },
    }),
  );
  const answer = await target.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
  expect(answer.Rules).toEqual(Rules);
  await target.client.send(new DeleteBucketLifecycleCommand({ Bucket: bucket }));
  await expect(
    target.client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket })),
  ).rejects.toMatchObject({
    name: 'NoSuchLifecycleConfiguration',
  });
});
