import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  paginateListObjectsV2,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { openTarget, type S3Target } from '../target.js';

const KEYS = [
  'a',
  'film/2025/1',
  'film/2025/2',
  'film/2026/1',
  'film/top',
  'film2',
  'ü',
  '\uff5e',
  '\u{1f600}',
];

let target: S3Target;
let bucket: string;

beforeAll(async () => {
  target = await openTarget();
  bucket = await target.createBucket();
  await Promise.all(
    KEYS.map((Key) => target.client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: Key }))),
  );
});
afterAll(() => target.close());

async function list(extra: Partial<ListObjectsV2CommandInput> = {}) {
  const answer = await target.client.send(new ListObjectsV2Command({ Bucket: bucket, ...extra }));
  return {
    keys: (answer.Contents ?? []).map((each) => each.Key),
    prefixes: (answer.CommonPrefixes ?? []).map((each) => each.Prefix),
    answer,
  };
}

describe('ListObjectsV2', () => {
  it('lists all keys in UTF-8 order with size and ETag', async () => {
    const { keys, answer } = await list();
    expect(keys).toEqual(KEYS);
    expect(answer).toMatchObject({ KeyCount: KEYS.length, IsTruncated: false });
    expect(answer.Contents?.[0]).toMatchObject({
      Size: 1,
      StorageClass: 'STANDARD',
      ETag: expect.stringMatching(/^".+"$/),
    });
  });

  it('filters by prefix', async () => {
    expect((await list({ Prefix: 'film/2025/' })).keys).toEqual(['film/2025/1', 'film/2025/2']);
    expect((await list({ Prefix: 'nothing' })).keys).toEqual([]);
  });

  it('groups by delimiter', async () => {
    const { keys, prefixes } = await list({ Prefix: 'film/', Delimiter: '/' });
    expect({ keys, prefixes }).toEqual({ keys: ['film/top'], prefixes: ['film/2025/', 'film/2026/'] });
  });

  it('starts after a key', async () => {
    expect((await list({ StartAfter: 'film/top' })).keys).toEqual(['film2', 'ü', '\uff5e', '\u{1f600}']);
  });

  it.each([1, 2, 4, 9, 1000])(
    'pages by %i without loss or repetition, prefixes included',
    async (MaxKeys) => {
      const seen: (string | undefined)[] = [];
      for await (const page of paginateListObjectsV2(
        { client: target.client },
        { Bucket: bucket, Delimiter: '/', MaxKeys },
      )) {
        expect((page.Contents ?? []).length + (page.CommonPrefixes ?? []).length).toBeLessThanOrEqual(
          MaxKeys,
        );
        seen.push(
          ...(page.Contents ?? []).map((each) => each.Key),
          ...(page.CommonPrefixes ?? []).map((each) => each.Prefix),
        );
      }
      expect(seen.sort()).toEqual(['a', 'film/', 'film2', 'ü', '\uff5e', '\u{1f600}'].sort());
    },
  );

  it('encodes keys when asked to', async () => {
    const { answer } = await list({ EncodingType: 'url', Prefix: 'ü' });
    expect(answer.Contents?.map((each) => each.Key)).toEqual(['%C3%BC']);
  });

  it('refuses a made-up continuation token', async () => {
    await expect(list({ ContinuationToken: 'made up' })).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('the older ListObjects', () => {
  it('pages by marker', async () => {
    const first = await target.client.send(
      new ListObjectsCommand({ Bucket: bucket, Delimiter: '/', MaxKeys: 2 }),
    );
    expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'film/' });
    const second = await target.client.send(
      new ListObjectsCommand({ Bucket: bucket, Delimiter: '/', Marker: first.NextMarker }),
    );
    expect(second.Contents?.map((each) => each.Key)).toEqual(KEYS.slice(5));
  });
});
