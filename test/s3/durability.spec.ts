import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketCorsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { type ServerProcess, startProcess } from './server-process.js';
import { s3Error } from './target.js';

/** For what waits for processes to end or moves hundreds of megabytes. */
const LONG_MS = 60_000;
const MIB = 1024 * 1024;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let dataDir: string;
let server: ServerProcess;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 's3-durability-'));
  server = await startProcess(dataDir);
});
afterEach(async () => {
  await server.end('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

async function restart(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
  await server.end(signal);
  server = await startProcess(dataDir);
}

async function read(client: S3Client, Bucket: string, Key: string, VersionId?: string): Promise<Uint8Array> {
  const answer = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
}

/** Files of a bucket's versions folder that don't come in pairs, and whatever is left in the temporary folder. */
function leftovers(bucket: string): string[] {
  const files = readdirSync(join(dataDir, 'buckets', bucket, 'versions'));
  const partner = (file: string): string =>
    file.replace(/\.(data|json)$/, (suffix) => (suffix === '.data' ? '.json' : '.data'));
  return [
    ...files.filter((file) => !files.includes(partner(file))),
    ...readdirSync(join(dataDir, 'temporary')),
  ];
}

interface Attempt {
  readonly key: string;
  readonly hash: string;
  acknowledged: boolean;
}

/** Puts objects of 1 byte to 2 MiB, some keys again and again, until the server is gone. */
async function putUntilKilled(
  client: S3Client,
  Bucket: string,
  worker: string,
  attempts: Attempt[],
): Promise<void> {
  for (let count = 0; ; count++) {
    const body = randomBytes(1 + Math.floor(Math.random() ** 3 * 2 * MIB));
    const attempt = {
      key: count % 3 === 0 ? `${worker}/again` : `${worker}/${count}`,
      hash: sha256(body),
      acknowledged: false,
    };
    attempts.push(attempt);
    try {
      await client.send(new PutObjectCommand({ Bucket, Key: attempt.key, Body: body }));
    } catch {
      return;
    }
    attempt.acknowledged = true;
  }
}

describe('kill -9 in the middle of uploads', () => {
  it(
    'loses no acknowledged object and shows no half one',
    async () => {
      await server.client.send(new CreateBucketCommand({ Bucket: 'films' }));
      const attempts: Attempt[] = [];
      for (let round = 0; round < 3; round++) {
        const workers = Array.from({ length: 8 }, (_, index) =>
          putUntilKilled(server.client, 'films', `${round}-${index}`, attempts),
        );
        await new Promise((resolve) => setTimeout(resolve, 400 + 300 * round));
        await server.end('SIGKILL');
        await Promise.all(workers);
        server = await startProcess(dataDir);
        expect(server.problems()).toBe('');
        expect(leftovers('films')).toEqual([]);
      }
      await expectEveryAcknowledged(server.client, attempts);
    },
    LONG_MS,
  );
});

async function expectEveryAcknowledged(client: S3Client, attempts: readonly Attempt[]): Promise<void> {
  const byKey = groupByKey(attempts);
  const listed = new Map<string, string>();
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: 'films', ContinuationToken }));
    for (const { Key = '' } of page.Contents ?? []) listed.set(Key, sha256(await read(client, 'films', Key)));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  expect(attempts.filter((attempt) => attempt.acknowledged).length).toBeGreaterThan(20);
  for (const [key, tries] of byKey) {
    const lastAcknowledged = tries.findLastIndex((attempt) => attempt.acknowledged);
    // What is visible is the last acknowledged body, or the one that was on its way when the server died.
    const allowed = tries.slice(Math.max(lastAcknowledged, 0)).map((attempt) => attempt.hash);
    if (lastAcknowledged >= 0 || listed.has(key)) expect(allowed).toContain(listed.get(key));
  }
}

function groupByKey(attempts: readonly Attempt[]): Map<string, Attempt[]> {
  const groups = new Map<string, Attempt[]>();
  for (const attempt of attempts) groups.set(attempt.key, [...(groups.get(attempt.key) ?? []), attempt]);
  return groups;
}

describe('after kill -9', () => {
  it('versions, delete markers, tags, holds and settings are as they were', async () => {
    const Bucket = 'evidence';
    await server.client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
    const rule = { AllowedOrigins: ['*'], AllowedMethods: ['GET'] };
    await server.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
    const first = await server.client.send(
      new PutObjectCommand({ Bucket, Key: 'clip', Body: 'one', Metadata: { n: '1' } }),
    );
    await server.client.send(new PutObjectCommand({ Bucket, Key: 'clip', Body: 'two' }));
    const version = { Bucket, Key: 'clip', VersionId: first.VersionId };
    await server.client.send(
      new PutObjectTaggingCommand({ ...version, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
    );
    await server.client.send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: 'ON' } }));
    await server.client.send(new DeleteObjectCommand({ Bucket, Key: 'clip' }));
    const before = await server.client.send(new ListObjectVersionsCommand({ Bucket }));
    await restart();
    const after = await server.client.send(new ListObjectVersionsCommand({ Bucket }));
    expect([after.Versions, after.DeleteMarkers]).toEqual([before.Versions, before.DeleteMarkers]);
    expect(Buffer.from(await read(server.client, Bucket, 'clip', first.VersionId)).toString()).toBe('one');
    expect((await server.client.send(new GetObjectTaggingCommand(version))).TagSet).toEqual([
      { Key: 'a', Value: 'b' },
    ]);
    expect((await server.client.send(new GetObjectLegalHoldCommand(version))).LegalHold?.Status).toBe('ON');
    await expect(server.client.send(new DeleteObjectCommand(version))).rejects.toEqual(
      s3Error('AccessDenied', 403),
    );
    expect((await server.client.send(new HeadObjectCommand(version))).Metadata).toEqual({ n: '1' });
  });

  it('an unfinished multipart upload goes on, and a finished one answers again', async () => {
    const Bucket = 'parts';
    await server.client.send(new CreateBucketCommand({ Bucket }));
    const upload = await server.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'film' }));
    const bodies = [randomBytes(5 * MIB), randomBytes(100)];
    const target = { Bucket, Key: 'film', UploadId: upload.UploadId };
    const first = await server.client.send(
      new UploadPartCommand({ ...target, PartNumber: 1, Body: bodies[0] }),
    );
    await restart();
    const second = await server.client.send(
      new UploadPartCommand({ ...target, PartNumber: 2, Body: bodies[1] }),
    );
    const Parts = [first, second].map(({ ETag }, index) => ({ ETag, PartNumber: index + 1 }));
    const complete = new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts } });
    const { ETag } = await server.client.send(complete);
    await restart();
    expect(sha256(await read(server.client, Bucket, 'film'))).toBe(sha256(Buffer.concat(bodies)));
    expect((await server.client.send(complete)).ETag).toBe(ETag);
  });

  it('a deleted object stays deleted', async () => {
    const Bucket = 'deleted';
    await server.client.send(new CreateBucketCommand({ Bucket }));
    await server.client.send(new PutObjectCommand({ Bucket, Key: 'film', Body: 'x' }));
    await server.client.send(new DeleteObjectCommand({ Bucket, Key: 'film' }));
    await restart();
    await expect(read(server.client, Bucket, 'film')).rejects.toEqual(s3Error('NoSuchKey'));
    expect(leftovers(Bucket)).toEqual([]);
  });
});

describe('damaged files', () => {
  it('are reported and not served, and spoil nothing else', async () => {
    const Bucket = 'damaged';
    await server.client.send(new CreateBucketCommand({ Bucket }));
    for (const Key of ['truncated', 'unreadable', 'intact']) {
      await server.client.send(new PutObjectCommand({ Bucket, Key, Body: `body of ${Key}` }));
    }
    await server.end('SIGKILL');
    const folder = join(dataDir, 'buckets', Bucket, 'versions');
    const [truncated = '', unreadable = ''] = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
    truncateSync(join(folder, truncated.replace('.json', '.data')), 3);
    writeFileSync(join(folder, unreadable), '{"key":');
    server = await startProcess(dataDir);
    const listed = await server.client.send(new ListObjectsV2Command({ Bucket }));
    expect(listed.Contents?.map((each) => each.Key)).toEqual(['intact']);
    expect(server.problems().trim().split('\n')).toHaveLength(2);
    expect(readdirSync(folder)).toHaveLength(6);
  });
});

describe('an upload that breaks off', () => {
  it('leaves nothing behind', async () => {
    const Bucket = 'aborted';
    await server.client.send(new CreateBucketCommand({ Bucket }));
    const url = await getSignedUrl(server.client, new PutObjectCommand({ Bucket, Key: 'half' }), {
      expiresIn: 60,
    });
    const outgoing = request(url, { method: 'PUT', headers: { 'content-length': 10 * MIB } });
    outgoing.on('error', () => undefined);
    outgoing.write(randomBytes(2 * MIB));
    await until(() => readdirSync(join(dataDir, 'temporary')).length === 1);
    outgoing.destroy();
    await until(() => readdirSync(join(dataDir, 'temporary')).length === 0);
    await expect(read(server.client, Bucket, 'half')).rejects.toEqual(s3Error('NoSuchKey'));
    expect(server.problems()).toBe('');
  });
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('waited for ten seconds in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('SIGTERM', () => {
  it('lets a running upload finish and then exits with 0', async () => {
    const Bucket = 'graceful';
    await server.client.send(new CreateBucketCommand({ Bucket }));
    const url = await getSignedUrl(server.client, new PutObjectCommand({ Bucket, Key: 'slow' }), {
      expiresIn: 60,
    });
    const [first, second] = [randomBytes(2 * MIB), randomBytes(2 * MIB)];
    const outgoing = request(url, { method: 'PUT', headers: { 'content-length': 4 * MIB } });
    outgoing.write(first);
    await until(() => readdirSync(join(dataDir, 'temporary')).length === 1);
    const exited = server.end('SIGTERM');
    const answered = once(outgoing, 'response');
    setTimeout(() => outgoing.end(second), 300);
    const [response]: { statusCode?: number }[] = await answered;
    expect(response?.statusCode).toBe(200);
    expect(await exited).toBe(0);
    server = await startProcess(dataDir);
    expect(sha256(await read(server.client, Bucket, 'slow'))).toBe(sha256(Buffer.concat([first, second])));
  });

  it(
    'does not wait longer than five seconds for one that never ends',
    async () => {
      const Bucket = 'endless';
      await server.client.send(new CreateBucketCommand({ Bucket }));
      const url = await getSignedUrl(server.client, new PutObjectCommand({ Bucket, Key: 'never' }), {
        expiresIn: 60,
      });
      const outgoing = request(url, { method: 'PUT', headers: { 'content-length': 4 * MIB } });
      outgoing.on('error', () => undefined);
      outgoing.write(randomBytes(2 * MIB));
      await until(() => readdirSync(join(dataDir, 'temporary')).length === 1);
      const start = Date.now();
      expect(await server.end('SIGTERM')).toBe(0);
      expect(Date.now() - start).toBeLessThan(10_000);
      server = await startProcess(dataDir);
    },
    LONG_MS,
  );
});

describe('a second server on the same folder', () => {
  it(
    'is refused while the first one runs',
    async () => {
      await expect(startProcess(dataDir)).rejects.toThrow('another S3 server is using');
      await server.client.send(new CreateBucketCommand({ Bucket: 'unharmed' }));
    },
    LONG_MS,
  );
});

describe('memory', () => {
  it(
    'stays flat while 256 MB are put and read',
    async () => {
      const Bucket = 'large';
      const SIZE = 256 * MIB;
      await server.client.send(new CreateBucketCommand({ Bucket }));
      await server.client.send(
        new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
      );
      await server.client.send(new PutObjectCommand({ Bucket, Key: 'warm-up', Body: randomBytes(50 * MIB) }));
      await read(server.client, Bucket, 'warm-up');
      const start = server.memoryBytes();
      let peak = start;
      const sampler = setInterval(() => (peak = Math.max(peak, server.memoryBytes())), 20);
      const piece = randomBytes(MIB);
      const body = Readable.from(Array.from({ length: SIZE / MIB }, () => piece));
      await server.client.send(
        new PutObjectCommand({ Bucket, Key: 'film', Body: body, ContentLength: SIZE }),
      );
      const answer = await server.client.send(new GetObjectCommand({ Bucket, Key: 'film' }));
      let received = 0;
      if (answer.Body instanceof Readable)
        for await (const chunk of answer.Body) received += Buffer.byteLength(chunk);
      clearInterval(sampler);
      expect(received).toBe(SIZE);
      expect((peak - start) / MIB).toBeLessThan(100);
    },
    LONG_MS,
  );
});
