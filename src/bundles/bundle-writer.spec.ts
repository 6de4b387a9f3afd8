import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import yauzl from 'yauzl';
import { type BundleFile, writeBundle } from './bundle-writer.js';

async function unpack(zip: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const archive = await yauzl.fromBufferPromise(zip);
  for await (const entry of archive.eachEntry()) {
    found.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)));
  }
  return found;
}

const text = (path: string, content: string, more: Partial<BundleFile> = {}): BundleFile => ({
  path,
  compress: true,
  open: () => Promise.resolve(Buffer.from(content)),
  ...more,
});

async function* list(...files: BundleFile[]) {
  for (const file of files) yield await Promise.resolve(file);
}

/** An endless source, and whether it was closed. */
function endless() {
  const source = new Readable({
    read() {
      this.push(Buffer.alloc(65_536));
    },
  });
  return source;
}

describe('a bundle', () => {
  it('holds the files, and at its end the digest of each', async () => {
    const files = await unpack(
      await buffer(writeBundle(list(text('a.json', '{}'), text('b', '', { compress: false })))),
    );
    const sum = (content: string) => createHash('sha256').update(content).digest('hex');
    expect([...files.keys()]).toEqual(['a.json', 'b', 'SHA256SUMS']);
    expect(files.get('SHA256SUMS')?.toString()).toBe(`${sum('{}')}  a.json\n${sum('')}  b\n`);
  });

  it('opens one source at a time, and tells what it has written', async () => {
    const seen: string[] = [];
    const file = (path: string) =>
      text(path, path, {
        open: async () => {
          seen.push(`open ${path}`);
          await delay(5);
          return Readable.from([Buffer.from(path)]);
        },
        written: () => seen.push(`written ${path}`),
      });
    await buffer(writeBundle(list(file('a'), file('b'))));
    expect(seen).toEqual(['open a', 'written a', 'open b', 'written b']);
  });

  it.each([
    [
      'a source that can not be opened',
      text('x', '', { open: () => Promise.reject(new Error('gone')) }),
      'gone',
    ],
    [
      'a source that breaks off',
      text('x', '', {
        open: () =>
          Promise.resolve(
            new Readable({
              read() {
                this.destroy(new Error('cut'));
              },
            }),
          ),
      }),
      'cut',
    ],
    ['a source with another number of bytes', text('x', 'four', { bytes: 5 }), '4 bytes came'],
  ])('breaks off at %s', async (_, file, message) => {
    await expect(buffer(writeBundle(list(text('a', 'a'), file, text('b', 'b'))))).rejects.toThrow(message);
  });

  it('reads no further than it is read', async () => {
    let read = 0;
    const source = new Readable({
      read() {
        read += 65_536;
        this.push(Buffer.alloc(65_536));
      },
    });
    const zip = writeBundle(list(text('x', '', { compress: false, open: () => Promise.resolve(source) })));
    zip.once('readable', () => zip.read());
    await delay(50);
    expect(read).toBeLessThan(2 ** 20);
    zip.destroy();
  });

  it('closes the open source when its reader goes away', async () => {
    const source = endless();
    const zip = writeBundle(list(text('x', '', { compress: false, open: () => Promise.resolve(source) })));
    zip.once('data', () => zip.destroy());
    await delay(50);
    expect(source.destroyed).toBe(true);
  });
});
