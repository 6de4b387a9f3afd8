import { randomBytes } from 'node:crypto';
import type { BucketConfig } from './bucket-config.js';
import { BucketIndex } from './bucket-index.js';
import { KeyLocks } from './key-locks.js';
import type { ObjectDisk } from './object-disk.js';
import { retentionFromDefault, whyNotDeletable } from './object-lock.js';
import { S3Error } from './s3-error.js';
import type { UnpublishedData } from './durable-files.js';
import type { MultipartUploads } from './multipart-uploads.js';
import type { VersionRecord } from './version-record.js';

/** A version before it has a place among the others. */
export type VersionDraft = Omit<
  VersionRecord,
  'fileId' | 'versionId' | 'sequence' | 'modifiedAt' | 'deleteMarker'
>;

/** Looks at the current version (undefined: none, or deleted) and throws to refuse. Runs under the key's lock. */
export type CurrentVersionCheck = (current: VersionRecord | undefined) => void;

export interface Deletion {
  /** Of the removed version or of the new delete marker; undefined when versioning was never enabled. */
  readonly versionId?: string;
  readonly deleteMarker: boolean;
}

export interface BucketParts {
  readonly config: BucketConfig;
  readonly disk: ObjectDisk;
  readonly uploads: MultipartUploads;
  readonly records: readonly VersionRecord[];
  readonly saveConfig: (config: BucketConfig) => Promise<void>;
}

const NULL_VERSION = 'null';
/** Sortable by time for the people who look into the folder; 80 random bits keep it unguessable. */
const newFileId = (now: number): string =>
  now.toString(16).padStart(12, '0') + randomBytes(10).toString('hex');

/**
 * One bucket: what is on disk, the index over it, and the order of changes. Every change of a key runs under the key's
 * lock, goes to disk first and shows in the index only once it is durable.
 */
export class Bucket {
  readonly index: BucketIndex;
  readonly disk: ObjectDisk;
  readonly uploads: MultipartUploads;
  private currentConfig: BucketConfig;
  private readonly locks = new KeyLocks();
  private readonly configLock = new KeyLocks();
  private removed = false;

  constructor(private readonly parts: BucketParts) {
    this.disk = parts.disk;
    this.uploads = parts.uploads;
    this.currentConfig = parts.config;
    this.index = new BucketIndex(parts.records);
  }

  get config(): BucketConfig {
    return this.currentConfig;
  }

  /** Whether answers carry version ids. */
  get isVersioned(): boolean {
    return this.currentConfig.versioning !== 'Off';
  }

  async changeConfig(change: (config: BucketConfig) => BucketConfig): Promise<void> {
    await this.configLock.run('', async () => {
      const next = change(this.currentConfig);
      await this.parts.saveConfig(next);
      this.currentConfig = next;
    });
  }

  /** The current version a reader sees, or undefined when there is none or a delete marker covers it. */
  current(key: string): VersionRecord | undefined {
    const latest = this.index.latest(key);
    return latest?.deleteMarker === true ? undefined : latest;
  }

  /** Adds a version as one atomic step: `check` and the commit see the same state. */
  async commit(
    draft: VersionDraft,
    data: UnpublishedData,
    check: CurrentVersionCheck,
  ): Promise<VersionRecord> {
    return this.exclusively(draft.key, async () => {
      check(this.current(draft.key));
      const record = this.place(draft, false);
      await this.publish(record, data);
      return record;
    });
  }

  /** A DELETE without a version: a delete marker where versioning is on, else the object is gone. */
  async deleteCurrent(key: string, check: CurrentVersionCheck): Promise<Deletion> {
    return this.exclusively(key, async () => {
      check(this.current(key));
      if (!this.isVersioned) {
        await this.drop(this.index.find(key, NULL_VERSION));
        return { deleteMarker: false };
      }
      // "If the current version doesn't exist, Amazon S3 still inserts a delete marker."
      const marker = this.place(
        { key, size: 0, etag: '', headers: {}, metadata: {}, tags: {}, legalHold: false, pieces: [] },
        true,
      );
      await this.publish(marker, null);
      return { versionId: marker.versionId, deleteMarker: true };
    });
  }

  /** A DELETE of one version: permanent, and refused while Object Lock protects it. */
  async deleteVersion(key: string, versionId: string, bypassGovernance: boolean): Promise<Deletion> {
    return this.exclusively(key, async () => {
      const version = this.index.find(key, versionId);
      if (version === undefined) return { versionId, deleteMarker: false };
      const reason = whyNotDeletable(version, Date.now(), bypassGovernance);
      if (reason !== null)
        throw new S3Error(
          'AccessDenied',
          `Access Denied because object protected by object lock (${reason}).`,
        );
      await this.drop(version);
      return { versionId, deleteMarker: version.deleteMarker };
    });
  }

  /** Changes the metadata of an existing version; `change` may throw to refuse. */
  async amend(version: VersionRecord, change: (version: VersionRecord) => VersionRecord): Promise<void> {
    await this.exclusively(version.key, async () => {
      const latest = this.index.find(version.key, version.versionId);
      if (latest?.fileId !== version.fileId) throw new S3Error('NoSuchKey');
      const changed = change(latest);
      await this.disk.rewrite(changed);
      this.index.replace(changed);
    });
  }

  /** Marks the bucket as gone; throws BucketNotEmpty while it holds a version or one is just being written. */
  close(): void {
    if (!this.index.isEmpty || this.locks.busy) throw new S3Error('BucketNotEmpty');
    this.removed = true;
    this.uploads.forgetAll();
  }

  private exclusively<T>(key: string, task: () => Promise<T>): Promise<T> {
    return this.locks.run(key, async () => {
      if (this.removed) throw new S3Error('NoSuchBucket');
      return task();
    });
  }

  private place(draft: VersionDraft, deleteMarker: boolean): VersionRecord {
    const now = Date.now();
    const fileId = newFileId(now);
    const rule = deleteMarker ? undefined : this.currentConfig.defaultRetention;
    return {
      ...draft,
      retention: draft.retention ?? (rule && retentionFromDefault(rule, now)),
      fileId,
      versionId: this.currentConfig.versioning === 'Enabled' ? fileId : NULL_VERSION,
      sequence: this.index.nextSequence(),
      modifiedAt: now,
      deleteMarker,
    };
  }

  private async publish(record: VersionRecord, data: UnpublishedData | null): Promise<void> {
    const replaced =
      record.versionId === NULL_VERSION ? this.index.find(record.key, NULL_VERSION) : undefined;
    await this.disk.publish(record, data);
    // After a crash between these two steps both are on disk; the higher sequence wins at start.
    if (replaced !== undefined) this.index.remove(replaced);
    this.index.add(record);
    if (replaced === undefined) return;
    await this.disk.withdraw(replaced);
    await this.disk.reclaim(replaced);
  }

  private async drop(version: VersionRecord | undefined): Promise<void> {
    if (version === undefined) return;
    await this.disk.withdraw(version);
    this.index.remove(version);
    await this.disk.reclaim(version);
  }
}
