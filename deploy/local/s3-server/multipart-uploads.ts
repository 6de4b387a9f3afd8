import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm, type ChecksumType } from './checksums.js';
import { syncFolder, type Scratch, type TemporaryFile, type UnpublishedData } from './durable-files.js';
import { JsonFields } from './json-fields.js';
import { KeyLocks } from './key-locks.js';
import type { Retention } from './object-lock.js';
import { S3Error } from './s3-error.js';
import { decodeRetention } from './version-record.js';

/** STORED ON DISK in the upload's folder as `<uploadId>.upload`. Only add optional fields. */
export interface UploadRecord {
  readonly uploadId: string;
  readonly key: string;
  /** ms since the epoch */
  readonly createdAt: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly retention?: Retention;
  readonly legalHold: boolean;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: ChecksumType };
}

/** STORED ON DISK as `part-<number>.json`. Only add optional fields. */
export interface PartRecord {
  readonly partNumber: number;
  readonly file: string;
  readonly size: number;
  /** MD5, hex. */
  readonly etag: string;
  readonly modifiedAt: number;
  /** base64, under the upload's algorithm. */
  readonly checksum?: string;
}

export interface Upload {
  readonly record: UploadRecord;
  readonly parts: Map<number, PartRecord>;
}

const partName = (partNumber: number): string => `part-${String(partNumber).padStart(5, '0')}`;

/** The unfinished multipart uploads of one bucket: a folder each, which becomes the object's data when it is completed. */
export class MultipartUploads {
  private readonly uploads = new Map<string, Upload>();
  private readonly locks = new KeyLocks();

  constructor(
    private readonly folder: string,
    private readonly scratch: Scratch,
  ) {}

  list(): UploadRecord[] {
    return [...this.uploads.values()].map((upload) => upload.record);
  }

  /** For a bucket that is being deleted: its folder takes the uploads with it. */
  forgetAll(): void {
    this.uploads.clear();
  }

  /** Throws NoSuchUpload, also when the upload belongs to another key. */
  find(key: string, uploadId: string): Upload {
    const upload = this.uploads.get(uploadId);
    if (upload?.record.key !== key) throw new S3Error('NoSuchUpload', undefined, { UploadId: uploadId });
    return upload;
  }

  async create(draft: Omit<UploadRecord, 'uploadId' | 'createdAt'>): Promise<UploadRecord> {
    const record = { ...draft, uploadId: randomBytes(24).toString('hex'), createdAt: Date.now() };
    const path = join(this.folder, record.uploadId);
    await mkdir(path);
    await this.scratch.replace(join(path, `${record.uploadId}.upload`), JSON.stringify(record));
    await syncFolder(path);
    await syncFolder(this.folder);
    this.uploads.set(record.uploadId, { record, parts: new Map() });
    return record;
  }

  /** Publishes a received part; a second upload of the same number replaces the first. */
  async putPart(
    upload: Upload,
    part: Omit<PartRecord, 'file' | 'modifiedAt'>,
    data: TemporaryFile,
  ): Promise<PartRecord> {
    return this.exclusively(upload, async () => {
      const name = partName(part.partNumber);
      const path = join(this.folder, upload.record.uploadId);
      const record = {
        ...part,
        file: `${name}-${randomBytes(6).toString('hex')}.data`,
        modifiedAt: Date.now(),
      };
      const [recordFile] = await Promise.all([this.scratch.writeSmall(JSON.stringify(record)), data.sync()]);
      await data.moveTo(join(path, record.file));
      await recordFile.moveTo(join(path, `${name}.json`));
      await syncFolder(path);
      const replaced = upload.parts.get(part.partNumber);
      upload.parts.set(part.partNumber, record);
      if (replaced !== undefined) await unlink(join(path, replaced.file));
      return record;
    });
  }

  async abort(upload: Upload): Promise<void> {
    await this.exclusively(upload, async () => {
      this.uploads.delete(upload.record.uploadId);
      await this.scratch.removeFolder(join(this.folder, upload.record.uploadId));
    });
  }

  /** Hands the upload's folder to `commit`, which moves it; parts can't be added meanwhile, and the upload is gone after. */
  async complete<T>(upload: Upload, commit: (data: UnpublishedData) => Promise<T>): Promise<T> {
    return this.exclusively(upload, async () => {
      const path = join(this.folder, upload.record.uploadId);
      // Each part was synced when it was acknowledged.
      const result = await commit({ sync: async () => undefined, moveTo: (target) => rename(path, target) });
      this.uploads.delete(upload.record.uploadId);
      return result;
    });
  }

  /** Reads what is there at start; a folder without its record was never acknowledged and is removed. */
  async load(report: (problem: string) => void): Promise<void> {
    for (const entry of readdirSync(this.folder, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      try {
        await this.loadUpload(entry.name);
      } catch (error) {
        report(`upload ${entry.name} is not readable and cannot go on: ${String(error)}`);
      }
    }
  }

  private async loadUpload(uploadId: string): Promise<void> {
    const path = join(this.folder, uploadId);
    const files = readdirSync(path);
    if (!files.includes(`${uploadId}.upload`)) {
      await this.scratch.removeFolder(path);
      return;
    }
    const record = decodeUpload(readFileSync(join(path, `${uploadId}.upload`), 'utf8'));
    const parts = files
      .filter((file) => file.endsWith('.json'))
      .map((file) => decodePart(readFileSync(join(path, file), 'utf8')));
    const claimed = new Set(parts.map((part) => part.file));
    const orphans = files.filter((file) => file.endsWith('.data') && !claimed.has(file));
    await Promise.all(orphans.map((file) => unlink(join(path, file))));
    this.uploads.set(uploadId, { record, parts: new Map(parts.map((part) => [part.partNumber, part])) });
  }

  private exclusively<T>(upload: Upload, task: () => Promise<T>): Promise<T> {
    const { key, uploadId } = upload.record;
    return this.locks.run(uploadId, async () => {
      this.find(key, uploadId);
      return task();
    });
  }
}

function decodeUpload(text: string): UploadRecord {
  const fields = JsonFields.parse(text);
  return {
    uploadId: fields.text('uploadId'),
    key: fields.text('key'),
    createdAt: fields.number('createdAt'),
    headers: fields.texts('headers'),
    metadata: fields.texts('metadata'),
    tags: fields.texts('tags'),
    retention: fields.optional('retention', decodeRetention),
    legalHold: fields.flag('legalHold'),
    checksum: fields.optional('checksum', (checksum) => ({
      algorithm: checksum.oneOf('algorithm', CHECKSUM_ALGORITHMS),
      type: checksum.oneOf('type', ['FULL_OBJECT', 'COMPOSITE']),
    })),
  };
}

function decodePart(text: string): PartRecord {
  const fields = JsonFields.parse(text);
  return {
    partNumber: fields.number('partNumber'),
    file: fields.text('file'),
    size: fields.number('size'),
    etag: fields.text('etag'),
    modifiedAt: fields.number('modifiedAt'),
    checksum: fields.optionalText('checksum'),
  };
}
