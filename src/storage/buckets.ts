import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { isUnsupported } from './bucket-locks.js';
import { toObjectStoreError } from './object-store.error.js';
import type { BucketName, ObjectStoreOptions } from './object-store.options.js';

/** A dispute holds renditions, too: what a customer was shown must stay what it was. */
const WITH_LOCK: readonly BucketName[] = ['originals', 'derived', 'ledger', 'checkpoints'];
const ALL: readonly BucketName[] = ['incoming', ...WITH_LOCK];
const INCOMING_DAYS = 7;

/**
 * Makes the buckets and their rules; what is there already stays. Some servers lack some rules: they are told
 * as warnings, since Akashi works without them, only with less protection.
 * @param webOrigin the origin of our pages, which read films and put segments across origins
 */
export async function ensureBuckets(
  client: S3Client,
  options: ObjectStoreOptions,
  webOrigin: string,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const name of ALL) {
    const bucket = options.buckets[name];
    const needsLock = WITH_LOCK.includes(name);
    await createIfMissing(client, bucket, needsLock, warnings);
    if (needsLock) await attempt(warnings, `${bucket}: versions`, () => keepVersions(client, bucket));
    await attempt(warnings, `${bucket}: CORS`, () => allowOrigin(client, bucket, webOrigin));
  }
  await attempt(warnings, `${options.buckets.incoming}: lifecycle`, () =>
    expire(client, options.buckets.incoming),
  );
  return warnings;
}

async function createIfMissing(client: S3Client, bucket: string, needsLock: boolean, warnings: string[]) {
  if (await exists(client, bucket)) return;
  try {
    await create(client, bucket, needsLock);
  } catch (error) {
    if (!needsLock || !isUnsupported(error)) throw toObjectStoreError(error, `create bucket ${bucket}`);
    await create(client, bucket, false);
    warnings.push(
      `${bucket}: this storage has no Object Lock, so neither a legal hold nor a retention can protect evidence in it`,
    );
  }
}

async function create(client: S3Client, bucket: string, withLock: boolean): Promise<void> {
  const command = new CreateBucketCommand({
    Bucket: bucket,
    ObjectLockEnabledForBucket: withLock || undefined,
  });
  await client.send(command).catch((error: unknown) => {
    // Another process was faster between our look and our try.
    if (!(error instanceof S3ServiceException) || error.name !== 'BucketAlreadyOwnedByYou') throw error;
  });
}

async function exists(client: S3Client, bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
    return true;
  } catch (error) {
    const known = toObjectStoreError(error, `look for bucket ${bucket}`);
    if (known.kind === 'not_found') return false;
    throw known;
  }
}

async function keepVersions(client: S3Client, bucket: string): Promise<void> {
  const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }));
  if (Status === 'Enabled') return;
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
}

async function allowOrigin(client: S3Client, bucket: string, origin: string): Promise<void> {
  const rule = {
    AllowedOrigins: [origin],
    AllowedMethods: ['GET', 'HEAD', 'PUT'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag', 'x-amz-version-id', 'Content-Range', 'Accept-Ranges'],
    MaxAgeSeconds: 3600,
  };
  await client.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }));
}

/** Our own sweep removes segments; this is for what it can't know of, such as uploads that were never finished. */
async function expire(client: S3Client, bucket: string): Promise<void> {
  const rule = {
    ID: 'segments',
    Status: 'Enabled',
    Filter: { Prefix: '' },
    Expiration: { Days: INCOMING_DAYS },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: INCOMING_DAYS },
  } as const;
  const LifecycleConfiguration = { Rules: [rule] };
  await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration }));
}

async function attempt(warnings: string[], what: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isUnsupported(error)) throw toObjectStoreError(error, what);
    warnings.push(`${what} can't be set on this storage`);
  }
}
