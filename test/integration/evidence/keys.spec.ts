import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { isSignedBy } from '../../../src/ledger/signing.js';
import { ClipDriver, createHeldTask } from '../../factories/clips.js';
import { createTestApp, testConfig } from '../../harness/application.js';
import { clipRow, createEvidenceApp, jobsOf } from './evidence-world.js';

interface Key {
  keyId: string;
  pem: string;
  current: boolean;
  owner: string;
  validUntil: string | null;
  revokedFrom: string | null;
}

describe('the keys that evidence is checked with', () => {
  let app: NestFastifyApplication;
  let rotated: NestFastifyApplication;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akashi-keys-'));
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const file = join(folder, 'next.pem');
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    app = await createEvidenceApp();
    rotated = await createTestApp({ SIGNING_KEY_FILE: file });
  });
  afterAll(async () => {
    await Promise.all([app.close(), rotated.close()]);
    await rm(folder, { recursive: true });
  });

  const keysOf = async (from: NestFastifyApplication) =>
    (await from.inject({ url: '/v1/keys' })).json<{ items: Key[] }>().items;

  it('stay published after the service has got another one', async () => {
    const task = await createHeldTask(app);
    const clipId = await new ClipDriver(app, task).record(randomBytes(100));
    await jobsOf(app).assemble(clipId);
    await jobsOf(app).seal(clipId);
    const [before] = await keysOf(app);

    const after = await keysOf(rotated);
    expect(after[0]).toMatchObject({ current: true });
    expect(after[0]?.keyId).not.toBe(before?.keyId);
    expect(after[0]).toMatchObject({ owner: 'service', validUntil: null });
    const former = { ...before, current: false, validUntil: expect.any(String) };
    expect(after.slice(1)).toContainEqual(former);

    const headers = { authorization: `Bearer ${task.brandKey}` };
    const manifest = await rotated.inject({ url: `/v1/clips/${clipId}/manifest`, headers });
    const signature = Buffer.from(String(manifest.headers['akashi-signature']), 'base64');
    const key = await rotated.inject({ url: `/v1/keys/${String(manifest.headers['akashi-key-id'])}` });
    expect(isSignedBy(key.body, manifest.rawPayload, signature)).toBe(true);
  });

  it('that are revoked sign nothing more: a seal waits for another key, and the list says why', async () => {
    const task = await createHeldTask(rotated);
    const clipId = await new ClipDriver(rotated, task).record(randomBytes(100));
    await jobsOf(rotated).assemble(clipId);
    const [current] = await keysOf(rotated);
    const { operatorKey } = (await testConfig()).secrets;
    const from = new Date().toISOString();
    const revoked = await rotated.inject({
      method: 'POST',
      url: `/v1/keys/${current?.keyId}/revocation`,
      headers: { authorization: `Bearer ${operatorKey}` },
      payload: { from, reason: 'compromised' },
    });
    expect(revoked.json()).toMatchObject({ revokedFrom: from, revokedReason: 'compromised' });
    await expect(jobsOf(rotated).seal(clipId)).rejects.toThrow('is revoked: name another one');
    expect((await keysOf(rotated))[0]).toMatchObject({ keyId: current?.keyId, revokedFrom: from });
    const takeBack = rows(
      rotated.get(DataSource),
      'update signing_keys set revoked_from = null, revoked_reason = null where key_id = $1',
      [current?.keyId],
    );
    await expect(takeBack).rejects.toThrow('never taken back');
    await jobsOf(app).seal(clipId);
    expect(await clipRow(app, clipId)).toMatchObject({ state: 'sealed' });
  });

  it('are found by their id only', async () => {
    const missing = await app.inject({ url: `/v1/keys/${'0'.repeat(32)}` });
    expect(missing.json()).toMatchObject({ status: 404, code: 'signing_key_not_found' });
  });
});
