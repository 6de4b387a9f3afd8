import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FolderSync, type Scratch, type UnpublishedData } from './durable-files.js';
import { decodeVersion, encodeVersion, type VersionRecord } from './version-record.js';

/** Bytes `start` to `end`, both inclusive, as in a Range header. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const RECORD = '.json';
const DATA = '.data';
const READ_BYTES = 256 * 1024;

const ignore = (): void => undefined;

/**
 * The versions of one bucket on disk: `<fileId>.json` (the record) beside `<fileId>.data` (a file, or a folder of parts for
 * a multipart object). A version exists exactly when its record does: data goes first on the way in, last on the way out,
 * and data without a record is removed at start.
 */
export class ObjectDisk {
  private readonly folderSync: FolderSync;
  private readonly readers = new Map<string, number>();
  private readonly removedWhileRead = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly scratch: Scratch,
  ) {
    this.folderSync = new FolderSync(folder);
  }

  /** Durable and complete when it resolves; nothing is visible when it rejects. */
  async publish(record: VersionRecord, data: UnpublishedData | null): Promise<void> {
    const [recordFile] = await Promise.all([this.scratch.writeSmall(encodeVersion(record)), data?.sync()]);
    await data?.moveTo(this.dataPath(record.fileId));
    await recordFile.moveTo(this.recordPath(record.fileId));
    await this.folderSync.sync();
  }

  /** Replaces the metadata of a version. */
  async rewrite(record: VersionRecord): Promise<void> {
    await this.scratch.replace(this.recordPath(record.fileId), encodeVersion(record));
    await this.folderSync.sync();
  }

  /** Makes the version's end durable. Its data stays readable until it is reclaimed. */
  async withdraw(record: VersionRecord): Promise<void> {
    await unlink(this.recordPath(record.fileId));
    await this.folderSync.sync();
  }

  /** Frees the space of a withdrawn version that the index no longer knows; waits for the readers it still has. */
  async reclaim(record: VersionRecord): Promise<void> {
    if (record.deleteMarker) return;
    if (this.readers.has(record.fileId)) this.removedWhileRead.add(record.fileId);
    else await this.removeData(record.fileId);
  }

  /** Deletes files of an upload folder that became a version but aren't its pieces (unused parts, part records). */
  async trimPieces(record: VersionRecord): Promise<void> {
    const path = this.dataPath(record.fileId);
    const kept = new Set(record.pieces.map((piece) => piece.file));
    const surplus = readdirSync(path).filter((file) => !kept.has(file));
    await Promise.all(surplus.map((file) => unlink(join(path, file))));
  }

  /** Streams a range (the whole object by default). To be called in the same tick as the look-up of `record`. */
  read(record: VersionRecord, range?: ByteRange): Readable {
    const { fileId } = record;
    this.readers.set(fileId, (this.readers.get(fileId) ?? 0) + 1);
    const content = this.readPieces(record, range ?? { start: 0, end: record.size - 1 });
    const stream = Readable.from(content, { objectMode: false, highWaterMark: READ_BYTES });
    return stream.once('close', () => this.release(fileId));
  }

  private async *readPieces(record: VersionRecord, range: ByteRange): AsyncGenerator<Buffer> {
    let offset = 0;
    for (const piece of this.piecesOf(record)) {
      const start = Math.max(range.start - offset, 0);
      const end = Math.min(range.end - offset, piece.size - 1);
      if (start <= end) {
        const bytes: AsyncIterable<Buffer> = createReadStream(piece.path, {
          start,
          end,
          highWaterMark: READ_BYTES,
        });
        yield* bytes;
      }
      offset += piece.size;
    }
  }

  /** The files that hold a version's bytes, in order. */
  private piecesOf(record: VersionRecord): { path: string; size: number }[] {
    const path = this.dataPath(record.fileId);
    if (record.pieces.length === 0) return [{ path, size: record.size }];
    return record.pieces.map((piece) => ({ path: join(path, piece.file), size: piece.size }));
  }

  private release(fileId: string): void {
    const left = (this.readers.get(fileId) ?? 1) - 1;
    if (left > 0) {
      this.readers.set(fileId, left);
      return;
    }
    this.readers.delete(fileId);
    // A failure leaves data without a record, which the next start removes.
    if (this.removedWhileRead.delete(fileId)) this.removeData(fileId).catch(ignore);
  }

  private async removeData(fileId: string): Promise<void> {
    await rm(this.dataPath(fileId), { recursive: true, force: true });
  }

  private recordPath(fileId: string): string {
    return join(this.folder, fileId + RECORD);
  }

  private dataPath(fileId: string): string {
    return join(this.folder, fileId + DATA);
  }

  /**
   * Reads all records at start (synchronously: nothing else runs yet) and removes data that no record claims. A multipart
   * folder without a record was caught by a crash just before it became a version: it goes back to `uploadsFolder`.
   */
  async load(uploadsFolder: string, report: (problem: string) => void): Promise<VersionRecord[]> {
    const files = readdirSync(this.folder);
    const records: VersionRecord[] = [];
    for (const file of files.filter((name) => name.endsWith(RECORD))) {
      try {
        const record = this.loadRecord(file);
        records.push(record);
        if (record.pieces.length > 0) await this.trimPieces(record);
      } catch (error) {
        report(`${join(this.folder, file)} is not readable and its version is not served: ${String(error)}`);
      }
    }
    const claimed = new Set(
      files.filter((name) => name.endsWith(RECORD)).map((name) => name.slice(0, -RECORD.length) + DATA),
    );
    for (const orphan of files.filter((name) => name.endsWith(DATA) && !claimed.has(name))) {
      await this.recover(join(this.folder, orphan), uploadsFolder);
    }
    return records;
  }

  private loadRecord(file: string): VersionRecord {
    const record = decodeVersion(readFileSync(join(this.folder, file), 'utf8'));
    if (`${record.fileId}${RECORD}` !== file) throw new Error('the record names another file');
    if (!record.deleteMarker) for (const piece of this.piecesOf(record)) requireSize(piece.path, piece.size);
    return record;
  }

  private async recover(path: string, uploadsFolder: string): Promise<void> {
    if (statSync(path).isDirectory()) {
      const upload = readdirSync(path).find((name) => name.endsWith('.upload'));
      if (upload !== undefined) {
        await rename(path, join(uploadsFolder, upload.slice(0, -'.upload'.length)));
        return;
      }
    }
    await rm(path, { recursive: true, force: true });
  }
}

function requireSize(path: string, expected: number): void {
  const { size } = statSync(path);
  if (size !== expected) throw new Error(`${path} has ${size} bytes instead of ${expected}`);
}
