import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AbortMultipartUploadCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutBucketVersioningCommand,
  PutObjectLegalHoldCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { startS3Server } from '../../deploy/local/s3-server/server.js';

/**
 * The S3 under test: the one at S3_ENDPOINT (with S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY and S3_REGION), else our own server,
 * started on a temporary folder for each test file.
 */
export interface S3Target {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly client: S3Client;
  /** A client of the same server with other settings. */
  clientWith(config: S3ClientConfig): S3Client;
  /** A new bucket, removed with all it holds at the end. */
  createBucket(kind?: 'plain' | 'versioned' | 'locked'): Promise<string>;
  close(): Promise<void>;
}

interface Connection {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly stop: () => Promise<void>;
}

/** Longer than the compliance retention that the specs set. */
const RETENTION_WAIT_MS = 15_000;

export async function openTarget(): Promise<S3Target> {
  const connection =
    process.env['S3_ENDPOINT'] === undefined
      ? await startOwn()
      : connectElsewhere(process.env['S3_ENDPOINT']);
  const clients: S3Client[] = [];
  const clientWith = (config: S3ClientConfig): S3Client => {
    const { endpoint, region, accessKeyId, secretAccessKey } = connection;
    const client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      ...config,
    });
    clients.push(client);
    return client;
  };
  const client = clientWith({});
  const buckets: string[] = [];
  return {
    ...connection,
    client,
    clientWith,
    createBucket: async (kind = 'plain') => {
      const bucket = `conformance-${randomBytes(6).toString('hex')}`;
      await createBucket(client, bucket, kind);
      buckets.push(bucket);
      return bucket;
    },
    close: async () => {
      if (process.env['S3_ENDPOINT'] !== undefined)
        for (const bucket of buckets) await emptyAndDelete(client, bucket);
      for (const each of clients) each.destroy();
      await connection.stop();
    },
  };
}

async function startOwn(): Promise<Connection> {
  const dataDir = await mkdtemp(join(tmpdir(), 's3-conformance-'));
  const credentials = {
    accessKeyId: 'conformance',
    secretAccessKey: randomBytes(24).toString('hex'),
    region: 'us-east-1',
  };
  const server = await startS3Server({ ...credentials, dataDir });
  const stop = async (): Promise<void> => {
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...credentials, endpoint: `http://127.0.0.1:${server.port}`, stop };
}

function connectElsewhere(endpoint: string): Connection {
  const {
    S3_ACCESS_KEY_ID: accessKeyId = '',
    S3_SECRET_ACCESS_KEY: secretAccessKey = '',
    S3_REGION: region = 'us-east-1',
  } = process.env;
  return { endpoint, region, accessKeyId, secretAccessKey, stop: async () => undefined };
}

async function createBucket(
  client: S3Client,
  Bucket: string,
  kind: 'plain' | 'versioned' | 'locked',
): Promise<void> {
  await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: kind === 'locked' }));
  if (kind !== 'versioned') return;
  await client.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
}

/**
 * Removes a bucket with all it holds; one that its test has removed already is none. Compliance retention outlasts everybody:
 * what is retained for seconds is waited for, the rest is said and stays.
 */
async function emptyAndDelete(client: S3Client, Bucket: string): Promise<void> {
  const deadline = Date.now() + RETENTION_WAIT_MS;
  try {
    await abortUploads(client, Bucket);
    for (
      let left = await deleteVersions(client, Bucket);
      left > 0;
      left = await deleteVersions(client, Bucket)
    ) {
      if (Date.now() > deadline) throw new Error(`${left} versions can't be deleted`);
      await sleep(500);
    }
    await client.send(new DeleteBucketCommand({ Bucket }));
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchBucket') return;
    process.stderr.write(`${Bucket} is left behind: ${String(error)}\n`);
  }
}

async function abortUploads(client: S3Client, Bucket: string): Promise<void> {
  for await (const page of pagesOfUploads(client, Bucket)) {
    for (const { Key, UploadId } of page.Uploads ?? [])
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  }
}

async function* pagesOfUploads(client: S3Client, Bucket: string) {
  for (let KeyMarker, UploadIdMarker, more: boolean | undefined = true; more;) {
    const page: ListMultipartUploadsCommandOutput = await client.send(
      new ListMultipartUploadsCommand({ Bucket, KeyMarker, UploadIdMarker }),
    );
    yield page;
    ({ NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker, IsTruncated: more } = page);
  }
}

/** Deletes what may be deleted of every page. @returns how many versions are still there */
async function deleteVersions(client: S3Client, Bucket: string): Promise<number> {
  let left = 0;
  for await (const page of pagesOfVersions(client, Bucket)) {
    for (const { Key, VersionId } of [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]) {
      if (!(await deleteVersion(client, { Bucket, Key, VersionId }))) left += 1;
    }
  }
  return left;
}

async function* pagesOfVersions(client: S3Client, Bucket: string) {
  for (let KeyMarker, VersionIdMarker, more: boolean | undefined = true; more;) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket, KeyMarker, VersionIdMarker }),
    );
    yield page;
    ({ NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker, IsTruncated: more } = page);
  }
}

async function deleteVersion(
  client: S3Client,
  version: { Bucket: string; Key?: string; VersionId?: string },
): Promise<boolean> {
  const remove = (extra: object) =>
    client.send(new DeleteObjectCommand({ ...version, Key: version.Key, ...extra })).then(
      () => true,
      () => false,
    );
  if (await remove({})) return true;
  await client
    .send(new PutObjectLegalHoldCommand({ ...version, Key: version.Key, LegalHold: { Status: 'OFF' } }))
    .catch(() => undefined);
  return remove({ BypassGovernanceRetention: true });
}

/** The error that an S3 call must end in. */
export const s3Error = (name: string, status?: number) =>
  expect.objectContaining(
    status === undefined
      ? { name }
      : { name, $metadata: expect.objectContaining({ httpStatusCode: status }) },
  );
