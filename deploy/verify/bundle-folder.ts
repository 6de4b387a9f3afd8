import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Bytes } from '../../web/verify/bytes.js';
import type { BundleFiles } from '../../web/verify/bundle/bundle-check.js';
import { MAX_READ_BYTES, Unusable } from './limits.js';

type Entry = BundleFiles['entries'][number];

/** An unpacked bundle. Names are taken byte by byte, for they may be anything. */
export async function bundleFolder(folder: string): Promise<BundleFiles> {
  const at = (path: string) => Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(path, 'latin1')]);
  const kept = new Map<string, Promise<string>>();
  const digest = async (path: string) => {
    const hash = createHash('sha256');
    await pipeline(createReadStream(at(path)), hash);
    return hash.digest('hex');
  };
  return {
    entries: await entriesBelow(at, ''),
    async bytes(path): Promise<Bytes> {
      if ((await stat(at(path))).size > MAX_READ_BYTES) throw new Unusable('tooLarge', path);
      return Uint8Array.from(await readFile(at(path)));
    },
    sha256(path) {
      const known = kept.get(path) ?? digest(path);
      kept.set(path, known);
      return known;
    },
  };
}

async function entriesBelow(at: (path: string) => Buffer, below: string): Promise<Entry[]> {
  const found = await readdir(at(below), { withFileTypes: true, encoding: 'buffer' });
  const entries = await Promise.all(
    found.map(async (entry): Promise<Entry[]> => {
      const path = below + entry.name.toString('latin1');
      if (entry.isFile()) return [{ path, kind: 'file' }];
      if (!entry.isDirectory()) return [{ path, kind: 'link' }];
      // A bundle has one level of folders: what lies deeper is only told of, not read.
      const inside = below === '' ? await entriesBelow(at, `${path}/`) : [];
      return [{ path, kind: 'folder' }, ...inside];
    }),
  );
  return entries.flat();
}
