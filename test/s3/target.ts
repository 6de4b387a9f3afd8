import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
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

/** Leaves behind what compliance retention protects: that is its purpose. */
async function emptyAndDelete(client: S3Client, Bucket: string): Promise<void> {
  const listed = await client.send(new ListObjectVersionsCommand({ Bucket }));
  for (const { Key, VersionId } of [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])]) {
    const version = { Bucket, Key, VersionId };
    await client
      .send(new PutObjectLegalHoldCommand({ ...version, LegalHold: { Status: 'OFF' } }))
      .catch(() => undefined);
    await client
      .send(new DeleteObjectCommand({ ...version, BypassGovernanceRetention: true }))
      .catch(() => undefined);
  }
  await client.send(new DeleteBucketCommand({ Bucket })).catch(() => undefined);
}

/** The error that an S3 call must end in. */
export const s3Error = (name: string, status?: number) =>
  expect.objectContaining(
    status === undefined
      ? { name }
      : { name, $metadata: expect.objectContaining({ httpStatusCode: status }) },
  );
