import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/**
 * A file written beside an upload, so that films can be made without reading the original back from storage. It only saves
 * time: a full disk ends the copy, never the upload.
 */
export class LocalCopy {
  private readonly file: WriteStream;
  private written = 0;

  constructor(path: string) {
    this.file = createWriteStream(path, { mode: 0o600, highWaterMark: 1 << 20 });
    this.file.on('error', () => undefined);
  }

  /** Resolves when there is room for more. */
  async write(chunk: Buffer): Promise<void> {
    if (this.file.destroyed) return;
    this.written += chunk.length;
    if (!this.file.write(chunk)) await once(this.file, 'drain').catch(() => undefined);
  }

  /** Ends the file; true when all of it has reached the disk. */
  async isWhole(bytes: number): Promise<boolean> {
    if (this.written !== bytes) return false;
    this.file.end();
    return finished(this.file).then(
      () => true,
      () => false,
    );
  }

  async discard(): Promise<void> {
    this.file.destroy();
    await finished(this.file).catch(() => undefined);
  }
}
