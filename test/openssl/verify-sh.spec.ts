import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runVerify } from '../../deploy/verify/run.js';
import { CHECK_TEXTS } from '../../web/verify/check-texts.js';
import {
  buildBundle,
  type BundleWishes,
  ecKey,
  entryOf,
  fingerprint,
  put,
  type SealedBundle,
  shipmentMembers,
  TestLog,
  writeCheckpoint,
  writeDocument,
  writeKeys,
  writeSums,
} from '../factories/sealed-bundle.js';
import { localAuthority, type LocalAuthority, stampAll } from '../factories/time-authority.js';

/** Somebody who has a shell with sha256sum and openssl and nothing else, and somebody who has Node: they must agree on every line. */

const PROGRAMS = { sh: '/bin/sh', sha256sum: '/usr/bin/sha256sum', openssl: '/usr/bin/openssl' };
// Each run starts some hundred processes, and the machine may be busy.
jest.setTimeout(120_000);
let world: string;
let path: string;
let bundle: SealedBundle;

beforeAll(() => {
  world = mkdtempSync(join(tmpdir(), 'akashi-verify-sh-'));
  path = join(world, 'bin');
  mkdirSync(path);
  for (const [name, program] of Object.entries(PROGRAMS)) symlinkSync(program, join(path, name));
});
afterAll(() => rmSync(world, { recursive: true, force: true }));
beforeEach(() => {
  bundle = buildBundle(join(world, 'bundle'));
});

const file = (name: string) => join(bundle.folder, name);
const doc = ({ sha256 }: { sha256: string }) => `documents/${sha256}`;
const sig = (document: { sha256: string; keyId: string }) => `${doc(document)}.${document.keyId}.sig`;

interface Spoken {
  code: number;
  out: string;
}

function shell(
  args: readonly string[] = [],
  env: Record<string, string> = {},
  program = 'sh',
): Promise<Spoken> {
  return new Promise((resolve) => {
    const command = program === 'sh' ? join(path, 'sh') : program;
    execFile(
      command,
      [file('verify.sh'), ...args],
      { env: { PATH: path, ...env }, cwd: world },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
          out: stdout + stderr,
        }),
    );
  });
}

/** Both tools; they say the same. */
async function verify(args: readonly string[] = []): Promise<Spoken> {
  const [bySh, byNode] = await Promise.all([shell(args), runVerify([bundle.folder, ...args], 'en')]);
  expect(byNode.out.split('\n')).toEqual(bySh.out.split('\n'));
  expect(byNode.code).toBe(bySh.code);
  return bySh;
}

const failures = ({ out }: Spoken) =>
  out.split('\n').flatMap((line) => (line.startsWith('FAILED') ? [line.replace(/^FAILED +/, '')] : []));

function flip(name: string, at = 100): void {
  const bytes = readFileSync(file(name));
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(file(name), bytes);
}

function remove(...names: string[]): void {
  for (const name of names) rmSync(file(name));
}

const removeDocument = (document: { sha256: string; keyId: string }) =>
  remove(`${doc(document)}.json`, sig(document), `${doc(document)}.tlog-proof`);

/** What of another bundle, signed by the same keys, is put into this one. */
function otherBundle(wishes: BundleWishes = {}): SealedBundle {
  return buildBundle(join(world, 'other'), { keys: bundle, ...wishes });
}

describe('a whole bundle', () => {
  it('passes with nothing on the path but sh, sha256sum and openssl, and says what is still to come', async () => {
    const said = await verify();
    expect(said).toMatchObject({ code: 0 });
    expect(failures(said)).toEqual([]);
    expect(said.out).toContain('4 manifests follow one another');
    expect(said.out).toContain('time stamp pending');
    expect(said.out).toMatch(/VERDICT {2}ok: nothing failed: \d+ checks passed, \d+ pending\n$/);
  });

  it('passes in bash too', async () => {
    const said = await shell([], {}, '/bin/bash');
    expect(said.code).toBe(0);
    expect(said.out).toBe((await shell()).out);
  });

  it('passes before the hand-over, and says that the newest manifests could be left out', async () => {
    bundle = buildBundle(bundle.folder, { handedOver: false });
    const said = await verify();
    expect(said.code).toBe(0);
    expect(said.out).toContain('no akashi.shipment yet');
  });

  it('speaks Japanese where the shell does, in the words of the table that both tools share', async () => {
    const said = await shell([], { LANG: 'ja_JP.UTF-8' });
    expect(said.out).toContain('VERDICT  ok: 不合格はありません');
    expect(said.out).toBe((await runVerify([bundle.folder], 'ja')).out);
    const script = readFileSync('deploy/verify/verify.sh', 'utf8');
    for (const [code, [en, ja]] of Object.entries(CHECK_TEXTS)) {
      expect(script).toContain(`  en.${code}) t='${en}' ;;\n  ja.${code}) t='${ja}' ;;\n`);
    }
  });

  it('knows the keys that the reader brings, and refuses others', async () => {
    writeFileSync(join(world, 'log.pem'), bundle.log.pem);
    const known = ['--key', fingerprint(bundle.service.pem), '--log-key', join(world, 'log.pem')];
    const said = await verify(known);
    expect(said.code).toBe(0);
    expect(said.out.match(/is the key that you gave/g)).toHaveLength(2);
    const other = await verify(['--key', fingerprint(ecKey().pem)]);
    expect(failures(other)).toContainEqual(
      expect.stringContaining('a key that may not sign this kind of document'),
    );
  });

  it('agrees with a checkpoint that was kept, and not with one of a rewritten log', async () => {
    writeFileSync(join(world, 'kept'), bundle.tree.note());
    expect((await verify(['--checkpoint', join(world, 'kept')])).out).toContain('has the same root');
    const rewritten = new TestLog(bundle.log);
    for (const leaf of bundle.tree.leaves.keys()) rewritten.add(`another ${leaf}`);
    writeFileSync(join(world, 'kept'), rewritten.note());
    const said = await verify(['--checkpoint', join(world, 'kept')]);
    expect(failures(said)).toEqual([expect.stringContaining('The log was rewritten')]);
  });

  it('accepts late manifests with a second akashi.shipment, and clips that came from a shipment it names', async () => {
    const merged = otherBundle();
    const { folder, service, manifests, stage, shipment } = bundle;
    const list = [...manifests, stage];
    const late = writeDocument(
      folder,
      { ...stage.members, previousManifestSha256: shipment!.sha256, sealedAt: '2026-11-30T02:00:00.000Z' },
      service,
    );
    const members = shipmentMembers(
      { shipmentId: bundle.shipmentId, sealedAt: '2026-11-30T02:00:01.000Z' },
      [...list, late],
      2,
    );
    writeDocument(folder, { ...members, links: [{ clipId: merged.clips[0]!, reason: 'merged' }] }, service);
    const names = [merged.manifests[0]!, merged.recordings[0]!, merged.renditions[0]!].flatMap((document) => [
      ...[`${doc(document)}.json`, sig(document)],
    ]);
    names.push(`originals/${merged.clips[0]}.webm`, `renditions/${merged.clips[0]}.customer.mp4`);
    for (const name of names) cpSync(join(merged.folder, name), file(name));
    writeSums(folder);
    const said = await verify();
    expect(failures(said)).toEqual([]);
  });
});

describe('a key that is no longer in use', () => {
  it('counts for what it signed while it was', async () => {
    writeKeys(bundle.folder, bundle, {
      service: { validUntil: '2026-12-24T00:00:00.000Z' },
      // Another device was enrolled before the recording was sealed, and the first was lost afterwards.
      station: { validUntil: '2026-11-29T00:00:00.000Z', revokedFrom: '2026-12-01T00:00:00.000Z' },
    });
    writeSums(bundle.folder);
    expect(failures(await verify())).toEqual([]);
  });

  it('counts after it was revoked for what an independent time stamp shows to be older', async () => {
    const year = new Date().getFullYear() + 1;
    const { keys } = JSON.parse(readFileSync(file('keys.json'), 'utf8')) as { keys: { owner: string }[] };
    const revoked = keys.map((key) => ({
      revokedReason: 'retired',
      ...key,
      revokedFrom: `${year}-12-31T00:00:00.000Z`,
    }));
    put(bundle.folder, 'keys.json', JSON.stringify({ note: [{}, [], [1, 'a "b"']], keys: revoked }, null, 2));
    writeSums(bundle.folder);
    expect(failures(await verify()).length).toBeGreaterThan(3);
    await stampAll(bundle.folder, await localAuthority(join(world, 'tsa4'), 'Example Time Authority'));
    expect(failures(await verify())).toEqual([]);
  });
});

/** What somebody does to a bundle, with SHA256SUMS made to match, and the check that catches it. */
const TAMPERINGS: [what: string, tamper: () => void, expected: RegExp][] = [
  [
    'a byte of a film',
    () => flip(`originals/${bundle.clips[0]}.webm`),
    /^originals\/.*is not the recording that the signed manifest/,
  ],
  [
    'a byte of what people saw',
    () => flip(`renditions/${bundle.clips[0]}.customer.mp4`),
    /^renditions\/.*is not the file that the signed/,
  ],
  [
    'a byte of a manifest',
    () => flip(`${doc(bundle.manifests[0]!)}.json`),
    /^documents\/.*has not the digest that its name says/,
  ],
  [
    'a byte of a signature',
    () => flip(sig(bundle.manifests[0]!), 40),
    /\.sig: is no signature of the document/,
  ],
  [
    'two films exchanged',
    () => {
      const [a, b] = bundle.clips.map((clip) => file(`originals/${clip}.webm`));
      renameSync(a!, `${a}.x`);
      renameSync(b!, a!);
      renameSync(`${a}.x`, b!);
    },
    /^originals\/.*was changed or exchanged/,
  ],
  [
    'the order of two clips, signed again with a key of the forger',
    () => {
      const [first, second] = bundle.manifests;
      const forger = ecKey();
      put(bundle.folder, `keys/${forger.id}.pem`, forger.pem);
      writeDocument(bundle.folder, { ...second!.members, previousManifestSha256: null }, forger);
      removeDocument(first!);
    },
    /is not in the chain|was cut|list the manifests/,
  ],
  [
    'a removed manifest',
    () => removeDocument(bundle.manifests[0]!),
    /^documents\/.*names it as the manifest before it/,
  ],
  ['a removed stage', () => removeDocument(bundle.stage), /names it as the manifest before it/],
  [
    'a removed film',
    () => remove(`originals/${bundle.clips[1]}.webm`),
    /^originals\/.*a signed manifest names it/,
  ],
  [
    'a removed statement of the station',
    () => removeDocument(bundle.recordings[0]!),
    /names it as the statement of the station/,
  ],
  ['a document without its signature', () => remove(sig(bundle.custody)), /has no signature/],
  [
    'a signature without its document',
    () => remove(`${doc(bundle.custody)}.json`),
    /belongs to a document that is not here/,
  ],
  [
    'a replayed old clip',
    () => {
      const old = otherBundle();
      for (const document of [old.manifests[0]!, old.recordings[0]!]) {
        for (const name of [`${doc(document)}.json`, sig(document), `${doc(document)}.tlog-proof`]) {
          cpSync(join(old.folder, name), file(name));
        }
      }
      cpSync(join(old.folder, `originals/${old.clips[0]}.webm`), file(`originals/${old.clips[0]}.webm`));
    },
    /is of another shipment/,
  ],
  [
    'a second history',
    () => writeDocument(bundle.folder, { ...bundle.stage.members, scans: [{ code: 'x' }] }, bundle.service),
    /is not in the chain of this shipment/,
  ],
  [
    'a forged log leaf',
    () => {
      const log = new TestLog(bundle.log);
      bundle.tree.leaves.forEach((_, at) => log.add(at === 8 ? entryOf(bundle.stage) : `other ${at}`));
      put(bundle.folder, `${doc(bundle.custody)}.tlog-proof`, log.proof(8));
    },
    /does not lead from this document to the root of the log/,
  ],
  [
    'a truncated log',
    () => writeCheckpoint(bundle.folder, bundle.tree, 6),
    /is of a larger log than the newest checkpoint/,
  ],
  [
    'a proof from another tree of the same log key',
    () => {
      const tree = new TestLog(bundle.log);
      for (let n = 0; n < bundle.tree.leaves.length - 1; n += 1) tree.add(`other ${n}`);
      const index = tree.add(entryOf(bundle.custody));
      put(bundle.folder, `${doc(bundle.custody)}.tlog-proof`, tree.proof(index));
    },
    /two checkpoints of size 19 have different roots/,
  ],
  [
    'a proof under a checkpoint that the log never signed',
    () => {
      const tree = new TestLog({ ...bundle.log, privateKey: otherLog().privateKey });
      put(bundle.folder, `${doc(bundle.custody)}.tlog-proof`, tree.proof(tree.add(entryOf(bundle.custody))));
    },
    /its checkpoint is not signed by keys\/log\.pem/,
  ],
  [
    'a proof that is cut off',
    () => put(bundle.folder, `${doc(bundle.custody)}.tlog-proof`, 'c2sp.org/tlog-proof@v1\nindex 3\n'),
    /can not be read as a proof/,
  ],
  [
    'another text of the checkpoint',
    () => put(bundle.folder, 'checkpoint.txt', bundle.tree.noteText(7)),
    /is not the text of the checkpoint/,
  ],
  [
    'a back-dated document by a station, which may not sign such',
    () => {
      bundle = buildBundle(bundle.folder, {
        signs: { schema: 'akashi.shipment/1', key: bundle.station },
        keys: bundle,
      });
    },
    /a key that may not sign this kind of document/,
  ],
  [
    'a document dated before its key was in use',
    () => writeKeys(bundle.folder, bundle, { service: { validFrom: '2026-12-01T00:00:00.000Z' } }),
    /when the key [0-9a-f]{32} was not in use/,
  ],
  [
    'a revoked key, whose documents nobody else has dated',
    () => writeKeys(bundle.folder, bundle, { service: { revokedFrom: '2026-12-01T00:00:00.000Z' } }),
    /revoked from 2026-12-01T00:00:00\.000Z on, and nothing independent/,
  ],
  [
    'a station revoked before its recording was sealed',
    () => writeKeys(bundle.folder, bundle, { station: { revokedFrom: '2026-11-01T00:00:00.000Z' } }),
    /revoked from 2026-11-01T00:00:00\.000Z on/,
  ],
  [
    'another key under the name of the service',
    () => put(bundle.folder, `keys/${bundle.service.id}.pem`, ecKey().pem),
    /is not the key that its name says/,
  ],
  [
    'a file that no bundle has',
    () => put(bundle.folder, 'documents/readme.txt', 'trust me'),
    /belongs to a document that is not here/,
  ],
  [
    'an unsigned film',
    () => put(bundle.folder, 'originals/extra.webm', 'film'),
    /no signed manifest names this recording/,
  ],
];

const otherLog = () => buildBundle(join(world, 'log')).log;

describe('a bundle that was tampered with', () => {
  it.each(TAMPERINGS)('is caught: %s', async (_, tamper, expected) => {
    tamper();
    writeSums(bundle.folder);
    const said = await verify();
    expect(said.code).toBe(1);
    expect(failures(said)).toContainEqual(expect.stringMatching(expected));
    expect(said.out).toMatch(/VERDICT {2}FAILED: \d+ checks failed/);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'a changed file',
      () => flip('bundle.json', 3),
      /^bundle\.json: has another digest than SHA256SUMS lists/,
    ],
    ['a removed file', () => remove('VERIFY.md'), /^VERIFY\.md: is listed in SHA256SUMS but is not here/],
    ['an extra file', () => put(bundle.folder, 'notes.txt', 'x'), /^notes\.txt: is not listed in SHA256SUMS/],
    ['an extra folder', () => put(bundle.folder, 'more/notes.txt', 'x'), /^more: has no place in a bundle/],
    [
      'a link',
      () => symlinkSync('/etc/hostname', file('originals/x.webm')),
      /^originals\/x\.webm: has no place in a bundle/,
    ],
    ['no SHA256SUMS', () => remove('SHA256SUMS'), /^SHA256SUMS: is not here/],
    [
      'a list that leads out',
      () => put(bundle.folder, 'SHA256SUMS', `${'0'.repeat(64)}  ../etc/passwd\n`),
      /^SHA256SUMS: line 1 can not be read/,
    ],
    [
      'names that a shell might run or a terminal obey',
      () => {
        for (const name of [
          '$(touch hacked)',
          '`touch hacked`',
          'a\'b"c;touch hacked',
          '\x1b[31mred',
          '-rf',
          'a\nFAILED b',
          '*',
          '日本',
        ])
          put(bundle.folder, `documents/${name}`, 'x');
      },
      /^documents\/\$?.*is not listed in SHA256SUMS/,
    ],
  ])('is caught by SHA256SUMS: %s', async (_, tamper, expected) => {
    tamper();
    const said = await verify();
    expect(said.code).toBe(1);
    expect(failures(said)).toContainEqual(expect.stringMatching(expected));
    expect(readdirSync(bundle.folder)).not.toContain('hacked');
    expect(readdirSync(world)).not.toContain('hacked');
    expect(said.out).not.toContain('\x1b');
  });
});

describe('time stamps', () => {
  let authority: LocalAuthority;
  beforeAll(async () => {
    authority = await localAuthority(join(world, 'tsa'), 'Example Time Authority');
  });

  it('are checked with the certificates of the bundle', async () => {
    await stampAll(bundle.folder, authority);
    const said = await verify();
    expect(failures(said)).toEqual([]);
    expect(said.out).not.toContain('time stamp pending');
    expect(said.out).toMatch(/\.tsr: time stamp 20\d\d-.*, by tsa\/authority\.pem/);
  });

  it('by a local authority are told from independent ones', async () => {
    await stampAll(
      bundle.folder,
      await localAuthority(join(world, 'tsa2'), 'Akashi local time, not independent'),
    );
    expect((await verify()).out).toContain('local, not independent');
  });

  it('of something else are refused', async () => {
    await stampAll(bundle.folder, authority);
    cpSync(file(`${doc(bundle.custody)}.tsr`), file(`${doc(bundle.stage)}.tsr`));
    writeSums(bundle.folder);
    const said = await verify();
    expect(failures(said)).toEqual([expect.stringContaining('is no time stamp of this signature')]);
  });

  it('by an authority that the bundle does not name are refused', async () => {
    await stampAll(bundle.folder, authority);
    const other = await localAuthority(join(world, 'tsa3'), 'Example Time Authority');
    cpSync(other.certificate, file('tsa/authority.pem'));
    writeSums(bundle.folder);
    expect(failures(await verify()).length).toBeGreaterThan(3);
  });
});
