import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeBucketConfig, requireBucketName, type BucketConfig } from './bucket-config.js';
import { Bucket } from './bucket.js';
import { Scratch, syncFolder } from './durable-files.js';
import { MultipartUploads } from './multipart-uploads.js';
import { ObjectDisk } from './object-disk.js';
import { S3Error } from './s3-error.js';
import type { VersionRecord } from './version-record.js';

const CONFIG_FILE = 'bucket.json';

/**
 * All buckets below one data folder:
 *
 *     buckets/<name>/bucket.json          configuration
 *     buckets/<name>/versions/            <fileId>.json beside <fileId>.data
 *     buckets/<name>/uploads/<uploadId>/  unfinished multipart uploads
 *     temporary/                          whatever is being written; emptied at start
 */
export class Store {
  private readonly buckets = new Map<string, Bucket>();
  /** Names whose folder is just being made or removed. */
  private readonly changing = new Set<string>();
  private readonly root: string;
  private readonly temporary: string;
  private readonly scratch: Scratch;

  private constructor(
    dataDir: string,
    private readonly report: (problem: string) => void,
  ) {
    this.root = join(dataDir, 'buckets');
    this.temporary = join(dataDir, 'temporary');
    this.scratch = new Scratch(this.temporary);
  }

  /** Opens or creates the folder and rebuilds the index; `report` hears about files that can't be used. */
  static async open(dataDir: string, report: (problem: string) => void): Promise<Store> {
    const store = new Store(dataDir, report);
    await mkdir(store.root, { recursive: true, mode: 0o700 });
    await rm(store.temporary, { recursive: true, force: true });
    await mkdir(store.temporary, { mode: 0o700 });
    for (const entry of readdirSync(store.root, { withFileTypes: true })) {
      if (entry.isDirectory()) store.buckets.set(entry.name, await store.loadBucket(entry.name));
    }
    return store;
  }

  /** Throws NoSuchBucket. */
  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) throw new S3Error('NoSuchBucket', undefined, { BucketName: name });
    return bucket;
  }

  find(name: string): Bucket | undefined {
    return this.buckets.get(name);
  }

  list(): BucketConfig[] {
    return [...this.buckets.values()]
      .map((bucket) => bucket.config)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Receives bytes that will become a version or a part. */
  get files(): Scratch {
    return this.scratch;
  }

  /** Throws InvalidBucketName or BucketAlreadyOwnedByYou. */
  async createBucket(name: string, objectLock: boolean): Promise<void> {
    requireBucketName(name);
    if (this.buckets.has(name) || this.changing.has(name)) {
      throw new S3Error('BucketAlreadyOwnedByYou', undefined, { BucketName: name });
    }
    this.changing.add(name);
    try {
      await this.layOutBucket(name, objectLock);
      this.buckets.set(name, await this.loadBucket(name));
    } finally {
      this.changing.delete(name);
    }
  }

  /** Built aside and moved into place as a whole. */
  private async layOutBucket(name: string, objectLock: boolean): Promise<void> {
    const staging = join(this.temporary, `bucket-${name}`);
    await mkdir(join(staging, 'versions'), { recursive: true });
    await mkdir(join(staging, 'uploads'), { recursive: true });
    // "Object Lock works only in buckets that have S3 Versioning enabled": creating with it enables both.
    const config: BucketConfig = {
      name,
      createdAt: Date.now(),
      versioning: objectLock ? 'Enabled' : 'Off',
      objectLock,
    };
    await this.scratch.replace(join(staging, CONFIG_FILE), JSON.stringify(config));
    await syncFolder(staging);
    await rename(staging, join(this.root, name));
    await syncFolder(this.root);
  }

  /** Throws NoSuchBucket or BucketNotEmpty. Unfinished uploads go with the bucket. */
  async deleteBucket(name: string): Promise<void> {
    this.bucket(name).close();
    this.buckets.delete(name);
    this.changing.add(name);
    try {
      await this.scratch.removeFolder(join(this.root, name));
      await syncFolder(this.root);
    } finally {
      this.changing.delete(name);
    }
  }

  private async loadBucket(name: string): Promise<Bucket> {
    const folder = join(this.root, name);
    const uploadsFolder = join(folder, 'uploads');
    const disk = new ObjectDisk(join(folder, 'versions'), this.scratch);
    const records = await this.withoutReplaced(disk, await disk.load(uploadsFolder, this.report));
    const uploads = new MultipartUploads(uploadsFolder, this.scratch);
    await uploads.load(this.report);
    return new Bucket({
      config: decodeBucketConfig(readFileSync(join(folder, CONFIG_FILE), 'utf8')),
      disk,
      uploads,
      records,
      saveConfig: async (config) => {
        await this.scratch.replace(join(folder, CONFIG_FILE), JSON.stringify(config));
        await syncFolder(folder);
      },
    });
  }

  /** Of two null versions of a key, left by a crash in the middle of an overwrite, the older one is removed. */
  private async withoutReplaced(
    disk: ObjectDisk,
    records: readonly VersionRecord[],
  ): Promise<VersionRecord[]> {
    const newest = new Map<string, VersionRecord>();
    const replaced = new Set<VersionRecord>();
    for (const record of records.filter((candidate) => candidate.versionId === 'null')) {
      const other = newest.get(record.key);
      const isNewer = other === undefined || record.sequence > other.sequence;
      if (other !== undefined) replaced.add(isNewer ? other : record);
      if (isNewer) newest.set(record.key, record);
    }
    for (const record of replaced) {
      await disk.withdraw(record);
      await disk.reclaim(record);
    }
    return records.filter((record) => !replaced.has(record));
  }
}
