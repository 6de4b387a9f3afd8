import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { firstRow } from '../../src/database/sql.js';
import { TimestampsService } from '../../src/timestamps/timestamps.service.js';
import { timestampOf } from '../../src/timestamps/timestamp-lookup.js';
import { imprintOf } from '../../src/timestamps/want-timestamp.js';
import { ClipDriver, createHeldTask, type HeldTask } from '../factories/clips.js';
import { createEvidenceApp, jobsOf, recording } from '../integration/evidence/evidence-world.js';
import { eventually } from '../harness/processes.js';

const run = promisify(execFile);

/** Somebody has a signature, a time stamp, the authority's CA and openssl. */
describe('a time stamp over a signed record, checked with openssl only', () => {
  let app: NestFastifyApplication;
  let task: HeldTask;
  let clipId: string;
  let folder: string;

  beforeAll(async () => {
    app = await createEvidenceApp();
    folder = await mkdtemp(join(tmpdir(), 'akashi-stamp-'));
    task = await createHeldTask(app);
    const original = await recording({ format: 'mp4', durationMs: 500 });
    clipId = await new ClipDriver(app, task).record(original, { open: { contentType: 'video/mp4' } });
    await jobsOf(app).assemble(clipId);
    await jobsOf(app).seal(clipId);
    const document = await firstRow<{ signature: Buffer }>(
      app.get(DataSource),
      'select d.signature from evidence_manifests m join ledger_documents d on d.sha256 = m.sha256 where m.clip_id = $1',
      [clipId],
    );
    const signature = document!.signature;
    const stamp = await eventually('the time stamp', async () => {
      await app.get(TimestampsService).requestDue();
      return timestampOf(app.get(DataSource), imprintOf(signature));
    });
    await writeFile(file('record.sig'), signature);
    await writeFile(file('record.tsr'), stamp.token);
    await writeFile(file('other.sig'), Buffer.concat([signature, Buffer.from('x')]));
    const { items } = (await app.inject({ url: '/v1/timestamp-authorities' })).json<{
      items: { pem: string }[];
    }>();
    await writeFile(file('tsa.pem'), items.map(({ pem }) => pem).join(''));
  }, 60_000);

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await app.close();
  });

  const file = (name: string) => join(folder, name);
  const verify = (data: string) =>
    run('openssl', [
      ...['ts', '-verify', '-data', file(data), '-in', file('record.tsr')],
      ...['-CAfile', file('tsa.pem')],
    ]);

  it('is accepted for the signature that it was made for', async () => {
    const { stdout, stderr } = await verify('record.sig');
    expect(stdout + stderr).toContain('Verification: OK');
  });

  it('is refused for another signature', async () => {
    await expect(verify('other.sig')).rejects.toMatchObject({
      stderr: expect.stringContaining('message imprint mismatch'),
    });
  });

  it('says in words that it is not independent', async () => {
    const { stdout } = await run('openssl', ['ts', '-reply', '-in', file('record.tsr'), '-text']);
    expect(stdout).toContain('Akashi local time stamps (not independent)');
    expect(stdout).toContain('Status: Granted');
  });

  it('is told in the record of the shipment', async () => {
    const { body } = await app.inject({
      url: `/v1/shipments/${task.shipmentId}/record`,
      headers: { authorization: `Bearer ${task.brandKey}` },
    });
    const record = JSON.parse(body) as { clips: { id: string; manifest: Record<string, unknown> }[] };
    expect(record.clips.find(({ id }) => id === clipId)!.manifest).toMatchObject({
      timestampedAt: expect.stringMatching(/Z$/),
      timestampedBy: { local: true, verified: true },
    });
  });
});
