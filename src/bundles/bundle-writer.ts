import { createHash } from 'node:crypto';
import { finished, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { types } from 'node:util';
import yazl from 'yazl';
import { sumLine } from './bundle.names.js';

/** One file of a bundle. It is opened only when its turn has come. */
export interface BundleFile {
  path: string;
  /** How many bytes it must have; another number breaks the bundle off. */
  bytes?: number;
  /** Films and pictures don't get smaller. */
  compress: boolean;
  open(signal: AbortSignal): Promise<Readable | Buffer>;
  /** Told once the file is written. @param sha256 hex, of what went into the bundle */
  written?(sha256: string): void;
}

const SUMS = 'SHA256SUMS';

/**
 * Writes files into a ZIP as it is read: one source open at a time, nothing collected, `SHA256SUMS` at the end. What goes wrong
 * on the way ends the stream with that error, so that the ZIP lacks its directory and nobody takes it for whole; when the
 * reader goes away, the open source is closed.
 */
export function writeBundle(files: AsyncIterable<BundleFile>): Readable {
  const zip = new yazl.ZipFile();
  const out = outputOf(zip);
  const gone = new AbortController();
  finished(out, () => gone.abort());
  writeFiles(zip, files, gone.signal).catch((error: unknown) =>
    out.destroy(types.isNativeError(error) ? error : new Error('the bundle broke off', { cause: error })),
  );
  return out;
}

// Typed as NodeJS.ReadableStream, which can't be destroyed; it is a PassThrough.
function outputOf(zip: yazl.ZipFile): Readable {
  const { outputStream } = zip;
  if (outputStream instanceof Readable) return outputStream;
  throw new TypeError('a ZIP is written to a stream');
}

async function writeFiles(
  zip: yazl.ZipFile,
  files: AsyncIterable<BundleFile>,
  signal: AbortSignal,
): Promise<void> {
  const sums: string[] = [];
  for await (const file of files) {
    const sha256 = await writeFile(zip, file, signal);
    file.written?.(sha256);
    sums.push(sumLine(sha256, file.path));
  }
  zip.addBuffer(Buffer.from(sums.join('')), SUMS);
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    finished(outputOf(zip), () => resolve());
    zip.end();
  });
}

async function writeFile(zip: yazl.ZipFile, file: BundleFile, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const source = await file.open(signal);
  const body = Buffer.isBuffer(source) ? Readable.from([source], { objectMode: false }) : source;
  const hash = createHash('sha256');
  let bytes = 0;
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const isWhole = file.bytes === undefined || file.bytes === bytes;
      done(isWhole ? null : new Error(`${file.path}: ${bytes} bytes came, ${file.bytes} are there`));
    },
  });
  zip.addReadStream(hashing, file.path, { compress: file.compress });
  await pipeline(body, hashing, { signal });
  return hash.digest('hex');
}
