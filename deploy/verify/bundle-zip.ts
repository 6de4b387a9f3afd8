// A ZIP is read where it lies; nothing is unpacked to disk, so no name in it can lead anywhere. What a hostile one may try is
// refused before anything is read: paths out of the folder, two files of one name, sizes that no bundle has.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { BundleFiles } from '../../web/verify/bundle/bundle-check.js';
import { MAX_ENTRIES, MAX_READ_BYTES, MAX_TOTAL_BYTES, Unusable } from './limits.js';

const LINK_MODE = 0o120000;
const FORMAT_MASK = 0o170000;

/** A bundle as it was downloaded. Close it when the check is done. @throws Unusable */
export async function bundleZip(file: string): Promise<BundleFiles & { close(): void }> {
  const zip = await openZip(file);
  const entries = await readEntries(zip).catch((error: unknown) => {
    zip.close();
    throw error;
  });
  refuseBombs([...entries.values()], (await stat(file)).size);
  const kept = new Map<string, Promise<string>>();
  const entryOf = (path: string) => {
    const entry = entries.get(path);
    if (!entry) throw new Unusable('damaged', path);
    return entry;
  };
  return {
    entries: [...entries].map(([path, entry]) => ({
      path: path.replace(/\/$/, ''),
      kind: kindOf(path, entry),
    })),
    bytes: (path) => readSmall(zip, entryOf(path), path),
    sha256(path) {
      const known = kept.get(path) ?? digestOf(zip, entryOf(path));
      kept.set(path, known);
      return known;
    },
    close: () => zip.close(),
  };
}

function openZip(file: string): Promise<ZipFile> {
  // Sizes are compared with what the directory states while streaming (validateEntrySize): a bomb ends at its stated size.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySize: true };
  return new Promise((resolve, reject) => {
    yauzl.open(file, options, (error, zip) =>
      error ? reject(new Unusable('damaged', error.message)) : resolve(zip),
    );
  });
}

function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > MAX_ENTRIES) return Promise.reject(new Unusable('tooMany', String(zip.entryCount)));
  return new Promise((resolve, reject) => {
    zip.on('error', (error: Error) => reject(new Unusable('damaged', error.message)));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      try {
        const path = nameOf(entry);
        if (entries.has(path)) throw new Unusable('twice', path);
        if (entry.isEncrypted()) throw new Unusable('encrypted', path);
        entries.set(path, entry);
        zip.readEntry();
      } catch (error) {
        reject(error instanceof Error ? error : new Unusable('damaged'));
      }
    });
    zip.readEntry();
  });
}

/** One character a byte, as it stands in the archive. */
function nameOf(entry: Entry): string {
  const raw: unknown = entry.fileName;
  const path = Buffer.isBuffer(raw) ? raw.toString('latin1') : String(raw);
  const isOutside =
    path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.includes('\\') || path.includes('\0');
  if (path === '' || isOutside || path.split('/').includes('..')) throw new Unusable('name', path);
  return path;
}

function refuseBombs(entries: readonly Entry[], fileBytes: number): void {
  const sum = (of: (entry: Entry) => number) => entries.reduce((total, entry) => total + of(entry), 0);
  if (sum((entry) => entry.uncompressedSize) > MAX_TOTAL_BYTES) throw new Unusable('bomb');
  // Entries that share bytes of the archive would let a small file unpack to anything.
  if (sum((entry) => entry.compressedSize) > fileBytes) throw new Unusable('bomb');
}

function kindOf(path: string, entry: Entry): 'file' | 'folder' | 'link' {
  if (path.endsWith('/')) return 'folder';
  return ((entry.externalFileAttributes >>> 16) & FORMAT_MASK) === LINK_MODE ? 'link' : 'file';
}

function open(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) =>
      error ? reject(new Unusable('damaged', error.message)) : resolve(stream),
    );
  });
}

async function readSmall(zip: ZipFile, entry: Entry, path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.uncompressedSize > MAX_READ_BYTES) throw new Unusable('tooLarge', path);
  const parts: Buffer[] = [];
  try {
    for await (const part of await open(zip, entry)) if (Buffer.isBuffer(part)) parts.push(part);
  } catch (error) {
    throw new Unusable('damaged', error instanceof Error ? error.message : path);
  }
  return Uint8Array.from(Buffer.concat(parts));
}

async function digestOf(zip: ZipFile, entry: Entry): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(await open(zip, entry), hash);
  } catch (error) {
    throw new Unusable('damaged', error instanceof Error ? error.message : '');
  }
  return hash.digest('hex');
}
