import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { buildBundle, filesOf, fingerprint, type SealedBundle } from '../../test/factories/sealed-bundle.js';
import { runVerify } from './run.js';

let world: string;
let bundle: SealedBundle;
const zip = () => join(world, 'bundle.zip');

beforeEach(() => {
  world = mkdtempSync(join(tmpdir(), 'akashi-zip-'));
  bundle = buildBundle(join(world, 'bundle'));
});
afterEach(() => rmSync(world, { recursive: true, force: true }));

/** Packs files under these names; `after` changes the archive's bytes. */
async function pack(
  files: [name: string, content: Buffer, mode?: number][],
  after?: (bytes: Buffer) => void,
) {
  const packed = new ZipFile();
  for (const [name, content, mode] of files) packed.addBuffer(content, name, { mode });
  packed.end();
  await pipeline(packed.outputStream, createWriteStream(zip()));
  if (!after) return;
  const bytes = readFileSync(zip());
  after(bytes);
  writeFileSync(zip(), bytes);
}

const whole = (): [string, Buffer][] =>
  filesOf(bundle.folder).map((name) => [name, readFileSync(join(bundle.folder, name))]);

/** Writes another text of the same length over every occurrence, as a forger's own program would have put it there. */
const replace = (from: string, to: string) => (bytes: Buffer) => {
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
};

describe('a bundle as it was downloaded', () => {
  it('passes without being unpacked, line by line like its folder', async () => {
    await pack(whole());
    const said = await runVerify([zip(), '--key', fingerprint(bundle.service.pem)], 'en');
    expect(said).toMatchObject({ code: 0, error: '' });
    expect(said.out).toBe(
      (await runVerify([bundle.folder, '--key', fingerprint(bundle.service.pem)], 'en')).out,
    );
  });

  it('is told as JSON for programs', async () => {
    await pack(whole().filter(([name]) => !name.startsWith('originals/')));
    const said = await runVerify([zip(), '--json'], 'ja');
    expect(said.code).toBe(1);
    expect(JSON.parse(said.out)).toMatchObject({
      ok: false,
      lines: expect.arrayContaining([expect.objectContaining({ status: 'FAILED', code: 'clip.missing' })]),
    });
  });

  it('tells of links and folders that no bundle has', async () => {
    await pack([
      ...whole(),
      ['originals/x.webm', Buffer.from('/etc/passwd'), 0o120777],
      ['more/file', Buffer.from('x')],
    ]);
    const { out } = await runVerify([zip()], 'en');
    expect(out).toContain('FAILED   originals/x.webm: has no place in a bundle');
    expect(out).toContain('FAILED   more: has no place in a bundle');
  });
});

describe('a hostile ZIP is refused before anything of it is used', () => {
  it.each<[string, () => Promise<void>, RegExp]>([
    [
      'a path out of the folder',
      () => pack([...whole(), ['xx/xx/evil', Buffer.from('x')]], replace('xx/xx/evil', '../../evil')),
      /unpacked elsewhere: \.\.\/\.\.\/evil/,
    ],
    [
      'an absolute path',
      () => pack([['xetc/evil', Buffer.from('x')]], replace('xetc/evil', '/etc/evil')),
      /unpacked elsewhere: \/etc\/evil/,
    ],
    [
      'a path of another system',
      () => pack([['c-xevil', Buffer.from('x')]], replace('c-xevil', 'c:\\evil')),
      /unpacked elsewhere: c\?\?evil/,
    ],
    [
      'two files of one name',
      () => pack([...whole(), ['VERIFY.mx', Buffer.from('x')]], replace('VERIFY.mx', 'VERIFY.md')),
      /two files of one name: VERIFY\.md/,
    ],
    [
      'no ZIP',
      async () => writeFileSync(zip(), 'not a zip at all, but long enough to be looked at'),
      /no ZIP that can be read/,
    ],
    [
      'a document of 17 MiB',
      () => pack([...whole(), ['documents/large.json', Buffer.alloc(17 * 1024 * 1024)]]),
      /documents\/large\.json is larger than any document/,
    ],
    [
      'a size that is not the true one',
      () =>
        pack([['SHA256SUMS', Buffer.alloc(5000)]], (bytes) => {
          // The central directory's uncompressed size, 24 bytes in.
          const at = bytes.indexOf(Buffer.from('504b0102', 'hex'));
          bytes.writeUInt32LE(50, at + 24);
        }),
      /damaged/,
    ],
    [
      'entries that share the bytes of one',
      () =>
        pack(whole(), (bytes) => {
          const at = bytes.indexOf(Buffer.from('504b0102', 'hex'));
          bytes.writeUInt32LE(bytes.length, at + 20);
        }),
      /do not fit one another/,
    ],
  ])('%s', async (_, make, expected) => {
    await make();
    const said = await runVerify([zip()], 'en');
    expect(said.error).toMatch(expected);
    expect(said).toMatchObject({ code: 2, out: '' });
  });

  it('says so in Japanese, too, and how it is used', async () => {
    expect(await runVerify(['--help'], 'ja')).toMatchObject({
      code: 0,
      out: expect.stringContaining('終了コード'),
    });
    for (const wrong of [
      [],
      ['a', 'b'],
      ['--nonsense'],
      [bundle.folder, '--key', 'x'],
      [bundle.folder, '--log-key', 'x'],
    ]) {
      expect(await runVerify(wrong, 'ja')).toMatchObject({
        code: 2,
        error: expect.stringContaining('使い方'),
      });
    }
    expect(await runVerify([join(world, 'nothing')], 'ja')).toMatchObject({
      code: 2,
      error: expect.stringContaining('がありません'),
    });
  });
});
