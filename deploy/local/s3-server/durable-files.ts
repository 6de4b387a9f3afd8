import { randomBytes } from 'node:crypto';
import { open, rename, rm, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Files that are either whole or not there, whatever is killed when: written under a temporary name, synced, renamed, and
 * the folder synced after the rename. Temporaries live in one folder of the same filesystem and are removed at start.
 */
export interface UnpublishedData {
  /** Makes the bytes durable; to be called once. */
  sync(): Promise<void>;
  moveTo(path: string): Promise<void>;
}

/** Written to the disk in one go: large enough for few system calls, small enough to keep memory flat. */
const BATCH_BYTES = 1024 * 1024;

const ignore = (): void => undefined;

export class Scratch {
  constructor(private readonly folder: string) {}

  async createFile(): Promise<TemporaryFile> {
    const path = join(this.folder, randomBytes(16).toString('hex'));
    return new TemporaryFile(path, await open(path, 'wx', 0o600));
  }

  /** A whole small file, synced and ready to be moved. */
  async writeSmall(text: string): Promise<TemporaryFile> {
    const file = await this.createFile();
    try {
      await file.append(Buffer.from(text));
      await file.sync();
      return file;
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  /** Replaces `path` as a whole; the caller syncs the folder. */
  async replace(path: string, text: string): Promise<void> {
    await (await this.writeSmall(text)).moveTo(path);
  }

  /** Takes a folder out of sight at once; what is left of it after a crash is removed at start. */
  async removeFolder(path: string): Promise<void> {
    const doomed = join(this.folder, randomBytes(16).toString('hex'));
    await rename(path, doomed);
    await rm(doomed, { recursive: true, force: true });
  }
}

/** An upload's bytes on their way to the disk. One batch is written while the next one is collected. */
export class TemporaryFile implements UnpublishedData {
  private batch: Buffer[] = [];
  private batchBytes = 0;
  private writing: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /** Resolves when there is room for more. The chunk must not be changed afterwards. */
  async append(chunk: Buffer): Promise<void> {
    this.batch.push(chunk);
    this.batchBytes += chunk.length;
    if (this.batchBytes >= BATCH_BYTES) await this.flush();
  }

  async sync(): Promise<void> {
    await this.flush();
    await this.writing;
    await this.handle.datasync();
    await this.close();
  }

  async moveTo(path: string): Promise<void> {
    await rename(this.path, path);
  }

  /** Closes and removes the file; harmless after it was moved away. */
  async discard(): Promise<void> {
    await this.writing.catch(ignore);
    await this.close();
    await unlink(this.path).catch(ignore);
  }

  private async flush(): Promise<void> {
    await this.writing;
    if (this.batchBytes === 0) return;
    this.writing = this.write(this.batch, this.batchBytes);
    // Awaited by the next flush or sync; until then a failure must not count as unhandled.
    this.writing.catch(ignore);
    this.batch = [];
    this.batchBytes = 0;
  }

  private async write(batch: Buffer[], bytes: number): Promise<void> {
    const { bytesWritten } = await this.handle.writev(batch);
    if (bytesWritten !== bytes)
      throw new Error(`short write: ${bytesWritten} of ${bytes} bytes; is the disk full?`);
  }

  private async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.handle.close();
  }
}

/** Makes renames in one folder durable. Callers that arrive while a sync runs share the next one (group commit). */
export class FolderSync {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly folder: string) {}

  sync(): Promise<void> {
    if (this.running === undefined) {
      this.running = this.syncNow();
      return this.running;
    }
    this.next ??= this.running.catch(ignore).then(() => {
      this.next = undefined;
      this.running = this.syncNow();
      return this.running;
    });
    return this.next;
  }

  private async syncNow(): Promise<void> {
    try {
      await syncFolder(this.folder);
    } finally {
      this.running = undefined;
    }
  }
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
