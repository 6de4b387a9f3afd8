import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runVerify } from '../../deploy/verify/run.js';
import { CHECK_TEXTS } from '../../web/verify/check-texts.js';
import {
  ecKey,
  fingerprint,
  put,
  shipmentMembers,
  TestLog,
  writeDocument,
  writeKeys,
  writeSums,
} from '../factories/sealed-bundle.js';
import { localAuthority, type LocalAuthority, stampAll } from '../factories/time-authority.js';
import {
  bundle,
  doc,
  failures,
  file,
  otherBundle,
  rebuild,
  shell,
  sig,
  verify,
  world,
} from './verify-world.js';

describe('a whole bundle', () => {
  it('passes with nothing on the path but sh, sha256sum and openssl, and says what is still to come', async () => {
    const said = await verify();
    expect(said).toMatchObject({ code: 0 });
    expect(failures(said)).toEqual([]);
    expect(said.out).toContain('4 manifests follow one another');
    expect(said.out).toContain('time stamp pending');
    expect(said.out).toMatch(/VERDICT {2}ok: nothing failed: \d+ checks passed, \d+ pending\n$/);
  });

  it('passes where earlier runs have left their empty files under the same names', async () => {
    const scratch = join(world, 'scratch');
    mkdirSync(scratch);
    const leave = `for n in 0 1 2; do : >"$TMPDIR/akashi-verify.$$.$n.text"; done; exec /bin/sh ${file('verify.sh')}`;
    const env = { TMPDIR: scratch };
    const said = await shell([], env, '/bin/sh', ['-c', leave]);
    expect([said.code, failures(said)]).toEqual([0, []]);
    expect(readdirSync(scratch).filter((name) => name.includes('.3.'))).toHaveLength(2);
  });

  it('passes in bash too', async () => {
    const said = await shell([], {}, '/bin/bash');
    expect(said.code).toBe(0);
    expect(said.out).toBe((await shell()).out);
  });

  it('passes before the hand-over, and says that the newest manifests could be left out', async () => {
    rebuild({ handedOver: false });
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
