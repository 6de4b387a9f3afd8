import { cpSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildBundle,
  ecKey,
  entryOf,
  put,
  TestLog,
  writeCheckpoint,
  writeDocument,
  writeKeys,
  writeSums,
} from '../factories/sealed-bundle.js';
import {
  bundle,
  doc,
  failures,
  file,
  flip,
  otherBundle,
  rebuild,
  remove,
  removeDocument,
  sig,
  verify,
  world,
} from './verify-world.js';

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
      rebuild({
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
