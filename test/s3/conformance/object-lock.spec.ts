import { createHash } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  type ObjectLockMode,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
} from '@aws-sdk/client-s3';
import { openTarget, s3Error, type S3Target } from '../target.js';

const HOUR = 3_600_000;
const inHours = (hours: number): Date => new Date(Math.ceil((Date.now() + hours * HOUR) / 1000) * 1000);

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket('locked');
});
afterAll(() => target.close());

async function put(extra: object = {}) {
  const Key = `clip-${createHash('sha256').update(String(Math.random())).digest('hex').slice(0, 12)}`;
  const { VersionId } = await target.client.send(
    new PutObjectCommand({ Bucket: bucket, Key, Body: 'evidence', ...extra }),
  );
  return { Bucket: bucket, Key, VersionId };
}
type Version = Awaited<ReturnType<typeof put>>;

const remove = (version: Version, BypassGovernanceRetention = false) =>
  target.client.send(new DeleteObjectCommand({ ...version, BypassGovernanceRetention }));
const retain = (version: Version, Mode: ObjectLockMode, hours: number, BypassGovernanceRetention = false) =>
  target.client.send(
    new PutObjectRetentionCommand({
      ...version,
      Retention: { Mode, RetainUntilDate: inHours(hours) },
      BypassGovernanceRetention,
    }),
  );
const hold = (version: Version, Status: 'ON' | 'OFF') =>
  target.client.send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status } }));
const isRefused = (attempt: Promise<unknown>) =>
  expect(attempt).rejects.toEqual(s3Error('AccessDenied', 403));
const isStillThere = async (version: Version) =>
  expect(await (await target.client.send(new GetObjectCommand(version))).Body?.transformToString()).toBe(
    'evidence',
  );

describe('a legal hold', () => {
  it('keeps its version from being deleted until it is lifted', async () => {
    const version = await put();
    await hold(version, 'ON');
    expect((await target.client.send(new GetObjectLegalHoldCommand(version))).LegalHold?.Status).toBe('ON');
    await isRefused(remove(version));
    await isRefused(remove(version, true));
    await isStillThere(version);
    await hold(version, 'OFF');
    await remove(version);
  });

  it('can be set with the upload and is told by HEAD', async () => {
    const version = await put({ ObjectLockLegalHoldStatus: 'ON' });
    expect((await target.client.send(new HeadObjectCommand(version))).ObjectLockLegalHoldStatus).toBe('ON');
    await isRefused(remove(version));
    await hold(version, 'OFF');
  });

  it('does not keep a delete marker from covering it', async () => {
    const version = await put({ ObjectLockLegalHoldStatus: 'ON' });
    expect(
      await target.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: version.Key })),
    ).toMatchObject({ DeleteMarker: true });
    await isStillThere(version);
    await hold(version, 'OFF');
  });

  it('turns up as an error in a batch deletion that deletes the rest', async () => {
    const [held, free] = [await put({ ObjectLockLegalHoldStatus: 'ON' }), await put()];
    const Objects = [held, free].map(({ Key, VersionId }) => ({ Key, VersionId }));
    const answer = await target.client.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }),
    );
    expect(answer.Errors?.map((each) => [each.Key, each.Code])).toEqual([[held.Key, 'AccessDenied']]);
    expect(answer.Deleted?.map((each) => each.Key)).toEqual([free.Key]);
    await isStillThere(held);
    await hold(held, 'OFF');
  });
});

describe('governance retention', () => {
  it('refuses deletion, except with the bypass', async () => {
    const version = await put();
    await retain(version, 'GOVERNANCE', 1);
    const { Retention } = await target.client.send(new GetObjectRetentionCommand(version));
    expect(Retention?.Mode).toBe('GOVERNANCE');
    await isRefused(remove(version));
    await isStillThere(version);
    await remove(version, true);
  });

  it('may be extended, and shortened only with the bypass', async () => {
    const version = await put();
    await retain(version, 'GOVERNANCE', 2);
    await retain(version, 'GOVERNANCE', 3);
    await isRefused(retain(version, 'GOVERNANCE', 1));
    await retain(version, 'GOVERNANCE', 1, true);
    await remove(version, true);
  });
});

describe('compliance retention', () => {
  it('refuses deletion and every weakening, whoever asks', async () => {
    const version = await put({
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(Date.now() + 5000),
    });
    await isRefused(remove(version, true));
    await isRefused(retain(version, 'GOVERNANCE', 1, true));
    await isRefused(
      target.client.send(
        new PutObjectRetentionCommand({ ...version, Retention: {}, BypassGovernanceRetention: true }),
      ),
    );
    await isStillThere(version);
  });

  it('ends when its time has come', async () => {
    const version = await put({
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: new Date(Date.now() + 2500),
    });
    await isRefused(remove(version));
    await new Promise((resolve) => setTimeout(resolve, 3500));
    await remove(version);
  });
});

describe('a bucket with Object Lock', () => {
  it('is versioned and cannot be suspended', async () => {
    const [first, second] = [await put(), await put()];
    // Without versions there would be no id, or the one id `null` for both.
    expect(second.VersionId).not.toBe(first.VersionId);
    const suspend = { Bucket: bucket, VersioningConfiguration: { Status: 'Suspended' } } as const;
    await expect(target.client.send(new PutBucketVersioningCommand(suspend))).rejects.toEqual(
      s3Error('InvalidBucketState', 409),
    );
  });

  it('gives new versions its default retention', async () => {
    const Bucket = await target.createBucket('locked');
    const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3 } } as const;
    const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule } as const;
    await target.client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    const answer = await target.client.send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect(answer.ObjectLockConfiguration).toEqual(ObjectLockConfiguration);
    const { VersionId } = await target.client.send(
      new PutObjectCommand({ Bucket, Key: 'clip', Body: 'evidence' }),
    );
    const head = await target.client.send(new HeadObjectCommand({ Bucket, Key: 'clip' }));
    expect(head.ObjectLockMode).toBe('GOVERNANCE');
    expect((head.ObjectLockRetainUntilDate?.getTime() ?? 0) - Date.now()).toBeGreaterThan(71 * HOUR);
    await isRefused(remove({ Bucket, Key: 'clip', VersionId }));
  });

  it('does not copy the lock with the object', async () => {
    const version = await put({ ObjectLockLegalHoldStatus: 'ON' });
    const CopySource = `${bucket}/${version.Key}`;
    const copied = await target.client.send(
      new CopyObjectCommand({ Bucket: bucket, Key: 'unlocked-copy', CopySource }),
    );
    await remove({ Bucket: bucket, Key: 'unlocked-copy', VersionId: copied.VersionId });
    await hold(version, 'OFF');
  });

  it('refuses a retention in the past, and half of one', async () => {
    await expect(
      put({ ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date(Date.now() - HOUR) }),
    ).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
    await expect(put({ ObjectLockMode: 'GOVERNANCE' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });
});

it('a bucket without Object Lock refuses locks', async () => {
  const Bucket = await target.createBucket('versioned');
  await target.client.send(new PutObjectCommand({ Bucket, Key: 'clip', Body: 'x' }));
  const attempt = new PutObjectLegalHoldCommand({ Bucket, Key: 'clip', LegalHold: { Status: 'ON' } });
  await expect(target.client.send(attempt)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  await expect(target.client.send(new GetObjectLockConfigurationCommand({ Bucket }))).rejects.toMatchObject({
    name: 'ObjectLockConfigurationNotFoundError',
  });
});
