import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A finished file on local disk. */
export interface FileFacts {
  path: string;
  bytes: number;
  /** SHA-256 as lower-case hex. */
  sha256: string;
}

/** Reads a file once for its length and digest. */
export async function describeFile(path: string): Promise<FileFacts> {
  const hash = createHash('sha256');
  let bytes = 0;
  const chunks: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: 1 << 18 });
  for await (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { path, bytes, sha256: hash.digest('hex') };
}
