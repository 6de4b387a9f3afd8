import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { BucketLocks, lockOf } from './bucket-locks.js';
import { ensureBuckets } from './buckets.js';
import { listVersionPage, type ObjectVersion, type VersionPage } from './list-versions.js';
import { isObjectStoreError, ObjectStoreError, toObjectStoreError } from './object-store.error.js';
import type { BucketName, ObjectRef, ObjectStoreOptions, VersionRef } from './object-store.options.js';
import type {
  GetRequest,
  ObjectFacts,
  OpenedObject,
  PresignGetRequest,
  PresignPutRequest,
  StoredObject,
} from './object-store.shapes.js';
import { DEFAULT_PART_BYTES, putInParts } from './put-in-parts.js';
import {
  abortReason,
  bodyLength,
  BrokenSourceError,
  digestOf,
  type PutRequest,
  putWhole,
} from './put-object.js';
import { createS3Client } from './s3-client.js';

/** 5 GiB: S3's limit for one request. */
const SINGLE_PUT_MAX_BYTES = 5 * 2 ** 30;
const NO_VERSION = 'null';

/**
 * The only way to object storage, and the only user of the AWS SDK. Everything throws {@link ObjectStoreError}, except
 * that a source stream's or a signal's own error is passed on as it is.
 */
export class ObjectStore {
  private readonly client: S3Client;
  /** Makes URLs for browsers; no request of ours ever goes through it. */
  private readonly publicClient: S3Client;
  private readonly locks: BucketLocks;

  constructor(private readonly options: ObjectStoreOptions) {
    this.client = createS3Client(options, options.endpoint);
    this.publicClient = createS3Client(options, options.publicEndpoint);
    this.locks = new BucketLocks(this.client, options);
  }

  /** Makes what is missing. Safe to repeat and to run in parallel. @returns warnings about what storage can't do */
  ensureBuckets(webOrigin: string): Promise<string[]> {
    return ensureBuckets(this.client, this.options, webOrigin);
  }

  /** Throws `unavailable` when storage can't be reached, `not_found` when the buckets have not been made. */
  async ping(signal?: AbortSignal): Promise<void> {
    const command = new HeadBucketCommand({ Bucket: this.options.buckets.incoming });
    await this.act('ping', () => this.client.send(command, { abortSignal: signal }), { signal });
  }

  /**
   * Stores bytes under a key. With `sha256`, storage itself refuses other bytes (`digest_mismatch`). With `ifAbsent`, an
   * object that is there stays and its version is returned; if it is known to have other bytes, throws `exists`. A `lock` is
   * left out where the bucket has no Object Lock: the answer has none either.
   */
  async put(request: PutRequest): Promise<StoredObject> {
    const lock = request.lock && (await this.locks.has(request.bucket)) ? request.lock : undefined;
    try {
      const versionId = await this.send({ ...request, lock });
      return { outcome: 'created', versionId: versionId ?? NO_VERSION, lock };
    } catch (error) {
      if (!request.ifAbsent || !isObjectStoreError(error, 'exists')) throw error;
      return this.existing(request);
    }
  }

  private async send(request: PutRequest): Promise<string | undefined> {
    const bucket = this.options.buckets[request.bucket];
    const inParts = bodyLength(request) > (this.options.singlePutMaxBytes ?? SINGLE_PUT_MAX_BYTES);
    const partSize = this.options.partSizeBytes ?? DEFAULT_PART_BYTES;
    return this.act(
      `put ${request.bucket}/${request.key}`,
      () =>
        inParts ? putInParts(this.client, request, bucket, partSize) : putWhole(this.client, request, bucket),
      { signal: request.signal },
    );
  }

  /** Whether the bucket can lock objects, as storage says it. @throws ObjectStoreError when it gives no answer */
  hasLocks(bucket: BucketName): Promise<boolean> {
    return this.locks.has(bucket);
  }

  /** Opens an object for reading; destroy the body if you don't read it to its end. */
  async get(request: GetRequest): Promise<OpenedObject> {
    const { range, signal } = request;
    const command = new GetObjectCommand({
      ...this.target(request),
      Range: range && `bytes=${range.start}-${range.end ?? ''}`,
    });
    const action = `get ${request.bucket}/${request.key}`;
    const output = await this.act(action, () => this.client.send(command, { abortSignal: signal }), {
      signal,
    });
    if (!(output.Body instanceof Readable)) throw new ObjectStoreError('unavailable', `${action}: no body`);
    return {
      body: output.Body,
      bytes: output.ContentLength ?? 0,
      contentType: output.ContentType ?? '',
      lastModified: output.LastModified ?? new Date(0),
    };
  }

  /** All keys that start so, in order; for prefixes that are known to hold few. */
  async listKeys(bucket: BucketName, prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const page of this.listPages(bucket, prefix)) keys.push(...page);
    return keys;
  }

  /** Every version of every object whose key starts so, page by page; an empty prefix means the whole bucket. */
  async *listVersions(bucket: BucketName, prefix: string): AsyncGenerator<ObjectVersion[]> {
    const name = this.options.buckets[bucket];
    let after: VersionPage['next'];
    do {
      const list = () => listVersionPage(this.client, name, prefix, after);
      const page = await this.act(`list versions of ${bucket}/${prefix}…`, list);
      if (page.versions.length > 0) yield page.versions;
      after = page.next;
    } while (after);
  }

  /** What storage knows about an object; null when there is none. */
  async head(request: ObjectRef & { versionId?: string }): Promise<ObjectFacts | null> {
    const command = new HeadObjectCommand({ ...this.target(request), ChecksumMode: 'ENABLED' });
    try {
      const found = await this.act(`head ${request.bucket}/${request.key}`, () => this.client.send(command));
      const isWholeFile = found.ChecksumSHA256 !== undefined && !found.ChecksumSHA256.includes('-');
      return {
        bytes: found.ContentLength ?? 0,
        contentType: found.ContentType ?? '',
        versionId: found.VersionId ?? NO_VERSION,
        sha256: isWholeFile ? Buffer.from(found.ChecksumSHA256 ?? '', 'base64') : undefined,
        lastModified: found.LastModified ?? new Date(0),
        legalHold: found.ObjectLockLegalHoldStatus === 'ON',
        lock: lockOf(found),
      };
    } catch (error) {
      if (isObjectStoreError(error, 'not_found')) return null;
      throw error;
    }
  }

  /** Removes an object; in a bucket with versions it only hides it. Nothing there is no error. */
  async delete(request: ObjectRef): Promise<void> {
    const command = new DeleteObjectCommand(this.target(request));
    await this.act(`delete ${request.bucket}/${request.key}`, () => this.client.send(command));
  }

  /** Removes one version for good. Throws `locked` while a legal hold or retention protects it. */
  async deleteVersion(request: VersionRef & { bypassGovernance?: boolean }): Promise<void> {
    const BypassGovernanceRetention = request.bypassGovernance || undefined;
    const command = new DeleteObjectCommand({ ...this.target(request), BypassGovernanceRetention });
    const action = `delete a version of ${request.bucket}/${request.key}`;
    await this.act(action, () => this.client.send(command), { whenDenied: 'locked' });
  }

  /** Removes everything whose key starts so. @returns how many objects */
  async deletePrefix(bucket: BucketName, prefix: string): Promise<number> {
    if (prefix === '') throw new TypeError('An empty prefix would empty the bucket.');
    let count = 0;
    for await (const keys of this.listPages(bucket, prefix)) {
      const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
      const command = new DeleteObjectsCommand({ Bucket: this.options.buckets[bucket], Delete });
      const { Errors } = await this.act(`delete ${bucket}/${prefix}…`, () => this.client.send(command));
      if (Errors?.length)
        throw new ObjectStoreError('unavailable', `delete ${bucket}/${prefix}…: ${Errors[0]?.Code}`);
      count += keys.length;
    }
    return count;
  }

  /** Sets or lifts a legal hold: while it is on, storage refuses to delete the version, whoever asks. */
  async setLegalHold(version: VersionRef, on: boolean): Promise<void> {
    const LegalHold = { Status: on ? 'ON' : 'OFF' } as const;
    const command = new PutObjectLegalHoldCommand({ ...this.target(version), LegalHold });
    await this.act(`legal hold on ${version.bucket}/${version.key}`, () => this.client.send(command));
  }

  /** A URL with which anyone may read one object for a while. Costs 0.6 ms of CPU: never for a link that may go unused. */
  presignGet(request: PresignGetRequest): Promise<string> {
    const command = new GetObjectCommand({
      ...this.target(request),
      ResponseContentType: request.contentType,
      ResponseContentDisposition: request.disposition,
    });
    return getSignedUrl(this.publicClient, command, { expiresIn: request.expiresSec });
  }

  /** A URL with which anyone may put exactly these bytes for a while; the headers must be sent as they are. */
  async presignPut(request: PresignPutRequest): Promise<{ url: string; headers: Record<string, string> }> {
    const checksum = request.sha256.toString('base64');
    const command = new PutObjectCommand({
      ...this.target(request),
      ContentLength: request.bytes,
      ChecksumSHA256: checksum,
    });
    const url = await getSignedUrl(this.publicClient, command, {
      expiresIn: request.expiresSec,
      // A checksum in the query is no promise about the body: storage would take any other bytes.
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    });
    return { url, headers: { 'x-amz-checksum-sha256': checksum } };
  }

  /** Closes the connections. */
  destroy(): void {
    this.client.destroy();
    this.publicClient.destroy();
  }

  private async existing(request: PutRequest): Promise<StoredObject> {
    const found = await this.head(request);
    const action = `put ${request.bucket}/${request.key}`;
    if (!found) throw new ObjectStoreError('unavailable', `${action}: it was there and is gone`);
    const sha256 = digestOf(request);
    const isOther = sha256 && found.sha256 && !found.sha256.equals(sha256);
    if (isOther || found.bytes !== bodyLength(request)) {
      throw new ObjectStoreError('exists', `${action}: other bytes are there`);
    }
    return { outcome: 'existed', versionId: found.versionId, lock: found.lock };
  }

  private async *listPages(bucket: BucketName, prefix: string): AsyncGenerator<string[]> {
    let token: string | undefined;
    do {
      const input = { Bucket: this.options.buckets[bucket], Prefix: prefix, ContinuationToken: token };
      const page = await this.act(`list ${bucket}/${prefix}…`, () =>
        this.client.send(new ListObjectsV2Command(input)),
      );
      const keys = (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
      if (keys.length > 0) yield keys;
      token = page.NextContinuationToken;
    } while (token);
  }

  private target(request: ObjectRef & { versionId?: string }) {
    const VersionId = request.versionId === NO_VERSION ? undefined : request.versionId;
    return { Bucket: this.options.buckets[request.bucket], Key: request.key, VersionId };
  }

  private async act<T>(action: string, send: () => Promise<T>, context: ActContext = {}): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof BrokenSourceError) throw error.reason;
      throw abortReason(context.signal) ?? toObjectStoreError(error, action, context.whenDenied);
    }
  }
}

interface ActContext {
  signal?: AbortSignal;
  whenDenied?: 'locked';
}
