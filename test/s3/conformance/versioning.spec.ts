import {
  type BucketVersioningStatus,
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { openTarget, s3Error, type S3Target } from '../target.js';

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
});
beforeEach(async () => {
  bucket = await target.createBucket('versioned');
});
afterAll(() => target.close());

const put = (Body: string, Key = 'film') =>
  target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
const read = async (VersionId?: string): Promise<string | undefined> => {
  const answer = await target.client.send(new GetObjectCommand({ Bucket: bucket, Key: 'film', VersionId }));
  return answer.Body?.transformToString();
};
const remove = (VersionId?: string) =>
  target.client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'film', VersionId }));
const versions = () => target.client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
const setVersioning = (Status: BucketVersioningStatus) =>
  target.client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status } }));

describe('versioning', () => {
  it('is off at first, then enabled or suspended', async () => {
    const plain = await target.createBucket();
    expect(
      (await target.client.send(new GetBucketVersioningCommand({ Bucket: plain }))).Status,
    ).toBeUndefined();
    await setVersioning('Suspended');
    expect((await target.client.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status).toBe(
      'Suspended',
    );
  });

  it('keeps every version readable by its id', async () => {
    const first = await put('one');
    const second = await put('two');
    expect(first.VersionId).not.toBe(second.VersionId);
    expect([await read(), await read(first.VersionId), await read(second.VersionId)]).toEqual([
      'two',
      'one',
      'two',
    ]);
    const head = await target.client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: 'film', VersionId: first.VersionId }),
    );
    expect(head.VersionId).toBe(first.VersionId);
  });

  it('hides a deleted object behind a delete marker', async () => {
    const { VersionId } = await put('kept');
    const marker = await remove();
    expect(marker).toMatchObject({ DeleteMarker: true });
    await expect(read()).rejects.toEqual(s3Error('NoSuchKey', 404));
    expect(await read(VersionId)).toBe('kept');
    expect((await target.client.send(new ListObjectsV2Command({ Bucket: bucket }))).KeyCount).toBe(0);
    await expect(read(marker.VersionId)).rejects.toEqual(s3Error('MethodNotAllowed', 405));
  });

  it('brings an object back when its delete marker is deleted', async () => {
    await put('back');
    const marker = await remove();
    expect(await remove(marker.VersionId)).toMatchObject({ DeleteMarker: true, VersionId: marker.VersionId });
    expect(await read()).toBe('back');
  });

  it('deletes one version for good, and the one before becomes current', async () => {
    await put('one');
    const second = await put('two');
    await remove(second.VersionId);
    expect(await read()).toBe('one');
    await expect(read(second.VersionId)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it('lists versions newest first, markers included', async () => {
    const ids = [(await put('one')).VersionId, (await put('two')).VersionId];
    const marker = await remove();
    const listed = await versions();
    expect(listed.Versions?.map((each) => [each.VersionId, each.IsLatest, each.Size])).toEqual([
      [ids[1], false, 3],
      [ids[0], false, 3],
    ]);
    expect(listed.DeleteMarkers?.map((each) => [each.VersionId, each.IsLatest])).toEqual([
      [marker.VersionId, true],
    ]);
  });

  it('pages through versions by key and version', async () => {
    for (const body of ['1', '2', '3']) await put(body);
    await put('x', 'other');
    const seen: string[] = [];
    let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (let page = 0; page < 4; page++) {
      const listed = await target.client.send(
        new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: 1, ...markers }),
      );
      seen.push(...(listed.Versions ?? []).map((each) => `${each.Key} ${each.VersionId}`));
      markers = { KeyMarker: listed.NextKeyMarker, VersionIdMarker: listed.NextVersionIdMarker };
      expect(listed.IsTruncated).toBe(page < 3);
    }
    const all = (await versions()).Versions?.map((each) => `${each.Key} ${each.VersionId}`);
    expect(seen).toEqual(all);
  });

  it('copies an older version by its id', async () => {
    const first = await put('one');
    await put('two');
    const CopySource = `${bucket}/film?versionId=${first.VersionId}`;
    await target.client.send(new CopyObjectCommand({ Bucket: bucket, Key: 'film', CopySource }));
    expect(await read()).toBe('one');
  });

  it('deletes named versions in a batch', async () => {
    const first = await put('one');
    const second = await put('two');
    const Objects = [first, second].map(({ VersionId }) => ({ Key: 'film', VersionId }));
    await target.client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    expect((await versions()).Versions ?? []).toEqual([]);
  });

  it('keeps one null version while suspended, beside the older versions', async () => {
    const first = await put('versioned');
    await setVersioning('Suspended');
    await put('null one');
    await put('null two');
    expect([await read(), await read('null'), await read(first.VersionId)]).toEqual([
      'null two',
      'null two',
      'versioned',
    ]);
    expect((await versions()).Versions).toHaveLength(2);
    await remove();
    await expect(read('null')).rejects.toMatchObject({ $metadata: { httpStatusCode: 405 } });
  });

  it('keeps what was there before as the null version', async () => {
    const plain = await target.createBucket();
    bucket = plain;
    await put('before');
    await setVersioning('Enabled');
    await put('after');
    expect([await read(), await read('null')]).toEqual(['after', 'before']);
  });
});
