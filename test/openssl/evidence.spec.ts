import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../src/database/sql.js';
import { ObjectStore } from '../../src/storage/object-store.js';
import { ClipDriver, createHeldTask, type HeldTask } from '../factories/clips.js';
import { createEvidenceApp, jobsOf, recording } from '../integration/evidence/evidence-world.js';

const run = promisify(execFile);

/** Somebody who trusts neither us nor our code has the files, a public key, sha256sum and openssl. */
describe('a downloaded record, checked with sha256sum and openssl only', () => {
  let app: NestFastifyApplication;
  let task: HeldTask;
  let clipId: string;
  let original: Buffer;
  let folder: string;

  beforeAll(async () => {
    app = await createEvidenceApp();
    folder = await mkdtemp(join(tmpdir(), 'akashi-verify-'));
    task = await createHeldTask(app);
    original = await recording({ format: 'mp4', durationMs: 500 });
    clipId = await new ClipDriver(app, task).record(original, { open: { contentType: 'video/mp4' } });
    const jobs = jobsOf(app);
    await jobs.assemble(clipId);
    await jobs.render(clipId);
    await jobs.seal(clipId);
    await writeFile(file('manifest.json'), await download(`/v1/clips/${clipId}/manifest`));
    await writeFile(file('manifest.sig'), await download(`/v1/clips/${clipId}/manifest/signature`));
    const { headers } = await get(`/v1/clips/${clipId}/manifest`);
    await writeFile(file('key.pem'), await download(`/v1/keys/${String(headers['akashi-key-id'])}`));
  }, 60_000);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await app.close();
  });

  const file = (name: string) => join(folder, name);
  const get = (url: string) => app.inject({ url, headers: { authorization: `Bearer ${task.brandKey}` } });
  const download = async (url: string) => (await get(url)).rawPayload;
  const verify = (signature: string, bytes: string) =>
    run('openssl', [
      'dgst',
      '-sha256',
      '-verify',
      file('key.pem'),
      '-signature',
      file(signature),
      file(bytes),
    ]);
  const digestOf = async (name: string) => (await run('sha256sum', [file(name)])).stdout.split(' ')[0];

  it('has a manifest that the service has signed', async () => {
    expect((await verify('manifest.sig', 'manifest.json')).stdout).toContain('Verified OK');
  });

  it('has an original with the digest that the manifest states', async () => {
    const { headers } = await get(`/v1/clips/${clipId}/media/original?reason=audit`);
    await writeFile(file('original'), await buffer((await fetch(String(headers.location))).body!));
    const manifest = JSON.parse((await download(`/v1/clips/${clipId}/manifest`)).toString()) as {
      original: { sha256: string };
    };
    expect(await digestOf('original')).toBe(manifest.original.sha256);
  });

  it('has films whose signed statements name them and the original', async () => {
    const store = app.get(ObjectStore);
    const [staff] = await rows<Record<string, string> & { signature: Buffer }>(
      app.get(DataSource),
      `select d.object_key, d.version_id, d.signature from renditions r join ledger_documents d on d.sha256 = r.statement_sha256
        where r.clip_id = $1 and r.kind = 'staff'`,
      [clipId],
    );
    const { body } = await store.get({
      bucket: 'ledger',
      key: staff!.object_key!,
      versionId: staff!.version_id,
    });
    await writeFile(file('statement.json'), await buffer(body));
    await writeFile(file('statement.sig'), staff!.signature);
    expect((await verify('statement.sig', 'statement.json')).stdout).toContain('Verified OK');
    const { headers } = await get(`/v1/clips/${clipId}/media/staff`);
    await writeFile(file('staff.mp4'), await buffer((await fetch(String(headers.location))).body!));
    expect(
      await run('grep', ['-c', `"sha256":"${await digestOf('staff.mp4')}"`, file('statement.json')]),
    ).toMatchObject({ stdout: '1\n' });
    expect(
      await run('grep', ['-c', `"sha256":"${await digestOf('original')}"`, file('statement.json')]),
    ).toMatchObject({ stdout: '1\n' });
  });

  it('fails the check as soon as one character of the manifest is another', async () => {
    const manifest = (await download(`/v1/clips/${clipId}/manifest`)).toString();
    await writeFile(file('forged.json'), manifest.replace('"take":1', '"take":2'));
    await expect(verify('manifest.sig', 'forged.json')).rejects.toMatchObject({
      stdout: expect.stringContaining('Verification failure'),
    });
  });
});
