import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '../../../src/database/ids.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import type { ObjectStoreOptions } from '../../../src/storage/object-store.options.js';
import { testS3 } from '../../harness/services.js';

const MIB = 2 ** 20;
const type = 'application/octet-stream';
const sha256Of = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

function optionsFor(changes: Partial<ObjectStoreOptions> = {}): ObjectStoreOptions {
  const { endpoint, region, accessKeyId, secretAccessKey, bucketPrefix } = testS3();
  const bucket = (name: string) => `${bucketPrefix}${name}`;
  return {
    ...{ endpoint, publicEndpoint: endpoint, region, accessKeyId, secretAccessKey, forcePathStyle: true },
    buckets: {
      incoming: bucket('incoming'),
      originals: bucket('originals'),
      derived: bucket('derived'),
      ledger: bucket('ledger'),
      checkpoints: bucket('checkpoints'),
    },
    ...changes,
  };
}

let store: ObjectStore;
let key: string;

beforeAll(async () => {
  store = new ObjectStore(optionsFor());
  await store.ensureBuckets('http://127.0.0.1:3000');
});
beforeEach(() => {
  key = `${newId()}/0-test`;
});
afterAll(() => store.destroy());

async function read(
  bucket: 'incoming' | 'originals' | 'derived' | 'ledger',
  range?: { start: number; end?: number },
) {
  return buffer((await store.get({ bucket, key, range })).body);
}

describe('buckets', () => {
  it('are made once, however often and however many at a time ask', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => store.ensureBuckets('http://127.0.0.1:3000')));
    expect(asked).toEqual([[], [], []]);
    await store.ping();
  });

  it('are missed by a ping before they are made', async () => {
    const { buckets } = optionsFor();
    const elsewhere = new ObjectStore(
      optionsFor({ buckets: { ...buckets, incoming: `${buckets.incoming}-not` } }),
    );
    await expect(elsewhere.ping()).rejects.toMatchObject({ kind: 'not_found' });
    elsewhere.destroy();
  });

  it('can be out of reach', async () => {
    const nowhere = new ObjectStore(optionsFor({ endpoint: 'http://127.0.0.1:9' }));
    await expect(nowhere.ping()).rejects.toMatchObject({ name: 'ObjectStoreError', kind: 'unavailable' });
    nowhere.destroy();
  });
});

describe('putting', () => {
  it.each([
    ['a stream', (bytes: Buffer) => Readable.from([bytes.subarray(0, MIB), bytes.subarray(MIB)])],
    ['a buffer', (bytes: Buffer) => bytes],
  ])('keeps %s and its digest', async (_what, bodyOf) => {
    const bytes = randomBytes(3 * MIB);
    const sha256 = sha256Of(bytes);
    await store.put({
      bucket: 'incoming',
      key,
      body: bodyOf(bytes),
      bytes: bytes.length,
      sha256,
      contentType: type,
    });
    expect(sha256Of(await read('incoming'))).toEqual(sha256);
    expect(await store.head({ bucket: 'incoming', key })).toMatchObject({
      bytes: 3 * MIB,
      sha256,
      contentType: type,
    });
  });

  it('refuses bytes other than those that were announced, and keeps nothing of them', async () => {
    const bytes = randomBytes(MIB);
    const sha256 = sha256Of(randomBytes(8));
    for (const body of [bytes, Readable.from([bytes])]) {
      const put = store.put({ bucket: 'incoming', key, body, bytes: MIB, sha256, contentType: type });
      await expect(put).rejects.toMatchObject({ kind: 'digest_mismatch' });
    }
    expect(await store.head({ bucket: 'incoming', key })).toBeNull();
  });

  it('hands on why a source broke off, and keeps nothing of it', async () => {
    const body = Readable.from(
      (async function* () {
        yield await Promise.resolve(randomBytes(1000));
        throw new Error('the wifi went');
      })(),
      { objectMode: false },
    );
    const put = store.put({ bucket: 'incoming', key, body, bytes: MIB, contentType: type });
    await expect(put).rejects.toThrow('the wifi went');
    expect(await store.head({ bucket: 'incoming', key })).toBeNull();
  });

  it('stops on abort', async () => {
    const body = new Readable({ read: () => undefined });
    body.push(randomBytes(1000));
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error('enough')), 50);
    const put = store.put({
      bucket: 'incoming',
      key,
      body,
      bytes: MIB,
      contentType: type,
      signal: abort.signal,
    });
    await expect(put).rejects.toThrow('enough');
    body.destroy();
  });

  it('never overwrites when it must not: the same again is no error, other bytes are', async () => {
    const [first, other] = [randomBytes(100), randomBytes(100)];
    const put = (body: Buffer) =>
      store.put({ bucket: 'originals', key, body, contentType: type, ifAbsent: true });
    const created = await put(first);
    expect(created).toMatchObject({ outcome: 'created', versionId: expect.stringMatching(/^(?!null$)./) });
    expect(await put(first)).toEqual({ outcome: 'existed', versionId: created.versionId });
    await expect(put(other)).rejects.toMatchObject({ kind: 'exists' });
    expect(await read('originals')).toEqual(first);
  });

  it('lets one of many at a time win', async () => {
    const put = () =>
      store.put({ bucket: 'originals', key, body: Buffer.from('one'), contentType: type, ifAbsent: true });
    const results = await Promise.all(Array.from({ length: 8 }, put));
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
    expect(new Set(results.map(({ versionId }) => versionId)).size).toBe(1);
  });
});

describe('a body above the limit of one request', () => {
  let small: ObjectStore;
  beforeAll(() => {
    small = new ObjectStore(optionsFor({ singlePutMaxBytes: 6 * MIB, partSizeBytes: 5 * MIB }));
  });
  afterAll(() => small.destroy());

  it('goes in parts and comes back whole', async () => {
    const bytes = randomBytes(12 * MIB + 17);
    const body = Readable.from([bytes.subarray(0, 7 * MIB), bytes.subarray(7 * MIB)], { objectMode: false });
    const stored = await small.put({
      bucket: 'originals',
      key,
      body,
      bytes: bytes.length,
      contentType: type,
      ifAbsent: true,
    });
    expect(stored.outcome).toBe('created');
    expect(sha256Of(await read('originals'))).toEqual(sha256Of(bytes));
  });

  it('never overwrites either', async () => {
    const bytes = randomBytes(7 * MIB);
    await store.put({ bucket: 'originals', key, body: bytes, contentType: type });
    const put = small.put({
      bucket: 'originals',
      key,
      body: randomBytes(8 * MIB),
      contentType: type,
      ifAbsent: true,
    });
    await expect(put).rejects.toMatchObject({ kind: 'exists' });
    expect(sha256Of(await read('originals'))).toEqual(sha256Of(bytes));
  });

  it('leaves nothing when its source is shorter than it said', async () => {
    const body = Readable.from([randomBytes(7 * MIB)], { objectMode: false });
    const put = small.put({ bucket: 'originals', key, body, bytes: 8 * MIB, contentType: type });
    await expect(put).rejects.toThrow(RangeError);
    expect(await store.head({ bucket: 'originals', key })).toBeNull();
  });
});

describe('reading and removing', () => {
  it('reads a range, and says when there is nothing', async () => {
    await store.put({ bucket: 'derived', key, body: Buffer.from('0123456789'), contentType: type });
    expect((await read('derived', { start: 2, end: 4 })).toString()).toBe('234');
    expect((await read('derived', { start: 7 })).toString()).toBe('789');
    await expect(store.get({ bucket: 'derived', key: `${key}-not` })).rejects.toMatchObject({
      kind: 'not_found',
    });
  });

  it('removes an object, again without complaint, and all below a prefix', async () => {
    const clip = newId();
    const put = (name: string) =>
      store.put({ bucket: 'incoming', key: `${clip}/${name}`, body: Buffer.from(name), contentType: type });
    await Promise.all(['0-a', '1-b', '2-c'].map(put));
    await store.delete({ bucket: 'incoming', key: `${clip}/0-a` });
    await store.delete({ bucket: 'incoming', key: `${clip}/0-a` });
    expect(await store.deletePrefix('incoming', `${clip}/`)).toBe(2);
    expect(await store.deletePrefix('incoming', `${clip}/`)).toBe(0);
    await expect(store.deletePrefix('incoming', '')).rejects.toThrow(TypeError);
  });

  it('cannot remove what a legal hold protects, until it is lifted', async () => {
    const { versionId } = await store.put({
      bucket: 'originals',
      key,
      body: Buffer.from('film'),
      contentType: type,
    });
    const version = { bucket: 'originals', key, versionId } as const;
    await store.setLegalHold(version, true);
    expect(await store.head(version)).toMatchObject({ legalHold: true });
    const remove = () => store.deleteVersion({ ...version, bypassGovernance: true });
    await expect(remove()).rejects.toMatchObject({ kind: 'locked' });
    await store.delete({ bucket: 'originals', key });
    expect((await buffer((await store.get(version)).body)).toString()).toBe('film');
    await store.setLegalHold(version, false);
    await store.deleteVersion(version);
    expect(await store.head(version)).toBeNull();
  });

  it('cannot remove what is to be kept until a day', async () => {
    const lock = { mode: 'governance', until: new Date(Date.now() + 3_600_000) } as const;
    const put = {
      bucket: 'ledger',
      key,
      body: Buffer.from('{}'),
      contentType: 'application/json',
      lock,
    } as const;
    const stored = await store.put(put);
    const { versionId } = stored;
    expect(stored.lock).toEqual(lock);
    expect(await store.head({ bucket: 'ledger', key })).toMatchObject({ lock });
    expect(await store.put({ ...put, ifAbsent: true })).toEqual({
      outcome: 'existed',
      ...{ versionId, lock },
    });
    await expect(store.deleteVersion({ bucket: 'ledger', key, versionId })).rejects.toMatchObject({
      kind: 'locked',
    });
    await store.deleteVersion({ bucket: 'ledger', key, versionId, bypassGovernance: true });
  });

  it('cannot remove what compliance keeps, with whatever right', async () => {
    const lock = { mode: 'compliance', until: new Date(Date.now() + 60_000) } as const;
    const body = Buffer.from('signed');
    const { versionId } = await store.put({ bucket: 'checkpoints', key, body, contentType: type, lock });
    const version = { bucket: 'checkpoints', key, versionId } as const;
    const remove = store.deleteVersion({ ...version, bypassGovernance: true });
    await expect(remove).rejects.toMatchObject({ kind: 'locked' });
    expect(await store.head(version)).toMatchObject({ lock: { mode: 'compliance' } });
  });

  it('puts without a lock where the bucket has none, and says so', async () => {
    const lock = { mode: 'governance', until: new Date(Date.now() + 60_000) } as const;
    const put = { bucket: 'incoming', key, body: Buffer.from('segment'), contentType: type, lock } as const;
    expect(await store.put(put)).toMatchObject({ outcome: 'created', lock: undefined });
    expect(await store.hasLocks('incoming')).toBe(false);
    expect(await store.hasLocks('ledger')).toBe(true);
    const stream = { ...put, key: `${key}-stream`, body: Readable.from([Buffer.from('segment')]), bytes: 7 };
    expect(await store.put(stream)).toMatchObject({ outcome: 'created', lock: undefined });
  });
});

describe('a presigned URL', () => {
  it('lets a browser read one version, under the name that we choose', async () => {
    const { versionId } = await store.put({
      bucket: 'originals',
      key,
      body: Buffer.from('old'),
      contentType: type,
    });
    await store.put({ bucket: 'originals', key, body: Buffer.from('new'), contentType: type });
    const url = await store.presignGet({
      ...{ bucket: 'originals', key, versionId, expiresSec: 60, contentType: 'video/mp4' },
      disposition: 'attachment; filename="clip.mp4"',
    });
    const response = await fetch(url, { headers: { range: 'bytes=0-1' } });
    expect([response.status, await response.text()]).toEqual([206, 'ol']);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="clip.mp4"');
    expect((await fetch(url.replace(versionId, 'null'))).status).toBe(403);
  });

  it('is made for the host that browsers see', async () => {
    const outside = new ObjectStore(optionsFor({ publicEndpoint: 'https://films.example' }));
    expect(await outside.presignGet({ bucket: 'derived', key, expiresSec: 60 })).toMatch(
      /^https:\/\/films\.example\//,
    );
    outside.destroy();
  });

  it('takes exactly the bytes that it was made for', async () => {
    const bytes = randomBytes(1000);
    const request = {
      bucket: 'incoming',
      key,
      sha256: sha256Of(bytes),
      bytes: bytes.length,
      expiresSec: 60,
    } as const;
    const { url, headers } = await store.presignPut(request);
    const put = (body: Buffer, sent: Record<string, string>) =>
      fetch(url, { method: 'PUT', body: new Uint8Array(body), headers: sent });
    const other = randomBytes(1000);
    expect((await put(other, headers)).status).toBe(400);
    expect((await put(other, { 'x-amz-checksum-sha256': sha256Of(other).toString('base64') })).status).toBe(
      403,
    );
    expect((await put(other, {})).status).toBe(403);
    expect((await put(randomBytes(999), headers)).status).toBe(403);
    expect(await store.head({ bucket: 'incoming', key })).toBeNull();
    expect((await put(bytes, headers)).status).toBe(200);
    expect((await read('incoming')).equals(bytes)).toBe(true);
  });
});
