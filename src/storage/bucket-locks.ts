import {
  GetObjectLockConfigurationCommand,
  type HeadObjectOutput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { toObjectStoreError } from './object-store.error.js';
import type { BucketName, ObjectStoreOptions } from './object-store.options.js';

/** How storage itself keeps an object: until then nobody deletes that version (compliance), or only who may bypass it (governance). */
export interface ObjectLock {
  mode: 'governance' | 'compliance';
  until: Date;
}

const DAY_MS = 86_400_000;

/**
 * What keeps evidence from being deleted or shortened by everybody who has no right of their own to bypass it.
 * @param days none: no lock. In whole seconds: some storage keeps no more
 */
export function governanceLock(days: number): ObjectLock | undefined {
  if (days === 0) return undefined;
  return { mode: 'governance', until: new Date(Math.ceil((Date.now() + days * DAY_MS) / 1000) * 1000) };
}

/** Answers of storage that doesn't know a request at all. */
const UNSUPPORTED = ['NotImplemented', 'MethodNotAllowed', 'NotSupported', 'UnsupportedOperation'];
/** "Bucket is missing Object Lock Configuration", said of a put and of the question alike. */
const WITHOUT_LOCK = [...UNSUPPORTED, 'InvalidRequest', 'ObjectLockConfigurationNotFoundError'];

export function isUnsupported(error: unknown): boolean {
  return error instanceof S3ServiceException && UNSUPPORTED.includes(error.name);
}

/** Which buckets can lock objects: asked of storage once a process, before anything is put, as a stream can't be sent twice. */
export class BucketLocks {
  private readonly known = new Map<BucketName, Promise<boolean>>();

  constructor(
    private readonly client: S3Client,
    private readonly options: ObjectStoreOptions,
  ) {}

  /** Whether a lock on a new object of the bucket will hold. @throws ObjectStoreError when storage gives no answer */
  has(bucket: BucketName): Promise<boolean> {
    const asked = this.known.get(bucket) ?? this.ask(bucket);
    this.known.set(bucket, asked);
    return asked;
  }

  private async ask(bucket: BucketName): Promise<boolean> {
    const command = new GetObjectLockConfigurationCommand({ Bucket: this.options.buckets[bucket] });
    try {
      const { ObjectLockConfiguration } = await this.client.send(command);
      return ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
    } catch (error) {
      if (error instanceof S3ServiceException && WITHOUT_LOCK.includes(error.name)) return false;
      // A key that may put with a lock but not read the bucket's settings: the put itself will tell.
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403) return true;
      this.known.delete(bucket);
      throw toObjectStoreError(error, `ask for the Object Lock of ${bucket}`);
    }
  }
}

/** The lock on a version, from what storage says of it; undefined when it has none, or none any more. */
export function lockOf({
  ObjectLockMode,
  ObjectLockRetainUntilDate: until,
}: HeadObjectOutput): ObjectLock | undefined {
  if (!until || until.getTime() < Date.now()) return undefined;
  return { mode: ObjectLockMode === 'COMPLIANCE' ? 'compliance' : 'governance', until };
}
