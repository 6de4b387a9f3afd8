import { createHash, randomBytes } from 'node:crypto';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { clipsOfShipment } from '../../../src/evidence/evidence-lookup.js';
import { isSignedBy } from '../../../src/ledger/signing.js';
import { type BucketName } from '../../../src/storage/object-store.options.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, createHeldTask, filmTime, type HeldTask, sha256 } from '../../factories/clips.js';
import { looksLikeLabel, middleColours } from '../../factories/make-test-clip.js';
import { clipRow, createEvidenceApp, jobsOf, recording, scan, toldOf } from './evidence-world.js';

let app: NestFastifyApplication;
let jobs: ReturnType<typeof jobsOf>;

beforeAll(async () => {
  app = await createEvidenceApp();
  jobs = jobsOf(app);
});
afterAll(() => app.close());

const read = async (bucket: BucketName, key: string, versionId: string) =>
  buffer((await app.get(ObjectStore).get({ bucket, key, versionId })).body);
const asBrand = (task: HeldTask, url: string) =>
  app.inject({ url, headers: { authorization: `Bearer ${task.brandKey}` } });
const keyPem = async (keyId: string) => (await app.inject({ url: `/v1/keys/${keyId}` })).body;

interface RenditionRow {
  kind: string;
  object_key: string;
  version_id: string;
  sha256: Buffer;
  bytes: string;
  duration_ms: number | null;
  statement_sha256: Buffer;
  document_key: string;
  document_version_id: string;
  signature: Buffer;
  key_id: string;
}

const renditionsOf = (clipId: string) =>
  rows<RenditionRow & Record<string, unknown>>(
    app.get(DataSource),
    `select r.*, d.object_key as document_key, d.version_id as document_version_id, d.signature, d.key_id
      from renditions r join ledger_documents d on d.sha256 = r.statement_sha256 where r.clip_id = $1 order by r.kind`,
    [clipId],
  );

describe('a film, from the station to the seal', () => {
  let task: HeldTask;
  let original: Buffer;
  let clipId: string;

  beforeAll(async () => {
    task = await createHeldTask(app);
    original = await recording({ format: 'live-webm', durationMs: 6000, labelAtMs: 4000 });
    await scan(app, task, { kind: 'item', code: '4901234567894', occurredAt: filmTime(1) });
    await scan(app, task, {
      kind: 'unknown',
      code: 'https://example.com/hanako',
      occurredAt: filmTime(2),
    });
    await scan(app, task, { kind: 'waybill', code: '123456789013', occurredAt: filmTime(5.5) });
    clipId = await new ClipDriver(app, task).record(original, { segmentBytes: 40_000 });
    await jobs.assemble(clipId);
    await Promise.all([jobs.render(clipId), jobs.seal(clipId)]);
  }, 60_000);

  it('keeps the original byte for byte, once, and lets its segments go', async () => {
    const clip = await clipRow(app, clipId);
    expect(clip).toMatchObject({
      state: 'sealed',
      media_state: 'playable',
      original_key: `${task.brand.id}/${clipId}/original`,
    });
    const stored = await read('originals', String(clip.original_key), String(clip.original_version_id));
    expect(stored.equals(original)).toBe(true);
    expect(await app.get(ObjectStore).listKeys('incoming', `${clipId}/`)).toEqual([]);
  });

  it('tells the story once, in order', async () => {
    const told = await toldOf(app, task);
    expect(told[0]).toBe('clip_completed');
    expect(told.slice(1).sort()).toEqual(['clip_playable', 'evidence_sealed', 'film_ready']);
    const custody = 'select kind from custody_events where clip_id = $1 order by id';
    const kinds = await rows(app.get(DataSource), custody, [clipId]);
    expect(kinds).toEqual([{ kind: 'recorded' }, { kind: 'stored' }, { kind: 'sealed' }]);
  });

  it('makes films and pictures, and never shows the customer the label', async () => {
    const made = await renditionsOf(clipId);
    expect(made.map(({ kind }) => kind)).toEqual([
      'chapters',
      'customer',
      'poster',
      'staff',
      'storyboard',
      'storyboard_vtt',
    ]);
    const customer = made.find(({ kind }) => kind === 'customer')!;
    expect(customer.duration_ms).toBeLessThanOrEqual(2500);
    const folder = await mkdtemp(join(tmpdir(), 'akashi-label-'));
    const path = join(folder, 'customer.mp4');
    await writeFile(path, await read('derived', customer.object_key, customer.version_id));
    const colours = await middleColours(path);
    await rm(folder, { recursive: true });
    expect(colours.length).toBeGreaterThan(10);
    expect(colours.some(looksLikeLabel)).toBe(false);
  });

  it('gives each rendition a signed statement: from this original, by this recipe, these bytes', async () => {
    for (const made of await renditionsOf(clipId)) {
      const bytes = await read('derived', made.object_key, made.version_id);
      expect(sha256(bytes).equals(made.sha256)).toBe(true);
      const statement = await read('ledger', made.document_key, made.document_version_id);
      expect(sha256(statement).equals(made.statement_sha256)).toBe(true);
      expect(isSignedBy(await keyPem(made.key_id), statement, made.signature)).toBe(true);
      expect(JSON.parse(statement.toString())).toMatchObject({
        schema: 'akashi.rendition/1',
        clipId,
        original: { sha256: sha256(original).toString('hex'), bytes: original.length },
        rendition: { kind: made.kind, sha256: made.sha256.toString('hex'), bytes: Number(made.bytes) },
        recipe: { tool: made.kind === 'chapters' ? 'akashi' : expect.stringContaining('ffmpeg') },
      });
    }
  });

  it('answers the manifest as it was signed, with its signature', async () => {
    const manifest = await asBrand(task, `/v1/clips/${clipId}/manifest`);
    const signature = await asBrand(task, `/v1/clips/${clipId}/manifest/signature`);
    expect([manifest.statusCode, signature.statusCode]).toEqual([200, 200]);
    const pem = await keyPem(String(manifest.headers['akashi-key-id']));
    expect(isSignedBy(pem, manifest.rawPayload, signature.rawPayload)).toBe(true);
    expect(
      isSignedBy(pem, Buffer.concat([manifest.rawPayload, Buffer.from(' ')]), signature.rawPayload),
    ).toBe(false);
    expect(createHash('sha256').update(manifest.rawPayload).digest('hex')).toBe(
      manifest.headers['akashi-sha256'],
    );
  });

  it('writes down what was recorded, scanned and under which lease, and nothing personal', async () => {
    const manifest = await asBrand(task, `/v1/clips/${clipId}/manifest`);
    expect(manifest.json()).toMatchObject({
      schema: 'akashi.manifest/3',
      shipmentId: task.shipmentId,
      task: { id: task.taskId, stage: 'pack' },
      lease: { token: 1, stationId: task.stationId, packer: expect.stringMatching(/^P-/) },
      original: { sha256: sha256(original).toString('hex'), bytes: original.length },
      scans: [
        { kind: 'item', code: '4901234567894', atMs: 1000 },
        { kind: 'unknown', code: null, atMs: 2000 },
        { kind: 'waybill', atMs: 5500 },
      ],
      previousManifestSha256: null,
    });
    expect(manifest.body).not.toContain('hanako');
    expect(manifest.body).not.toContain('Test Packer');
  });

  it('can be watched by whoever may, and every look is written down', async () => {
    const answer = await asBrand(task, `/v1/clips/${clipId}/media/staff`);
    expect(answer.statusCode).toBe(303);
    const film = await fetch(String(answer.headers.location), { headers: { range: 'bytes=4-7' } });
    expect([film.status, film.headers.get('content-type'), await film.text()]).toEqual([
      206,
      'video/mp4',
      'ftyp',
    ]);
    const custody = `select kind, actor->>'kind' as who, detail from custody_events where clip_id = $1 and kind = 'streamed'`;
    expect(await rows(app.get(DataSource), custody, [clipId])).toEqual([
      { kind: 'streamed', who: 'brand-key', detail: { kind: 'staff' } },
    ]);
  });

  it("is nobody else's: another brand finds neither film nor manifest", async () => {
    const other = await createHeldTask(app);
    expect((await asBrand(other, `/v1/clips/${clipId}/media/staff`)).json()).toMatchObject({
      status: 404,
      code: 'rendition_not_found',
    });
    expect((await asBrand(other, `/v1/clips/${clipId}/manifest`)).json()).toMatchObject({
      status: 404,
      code: 'manifest_not_found',
    });
  });

  it('is found from its shipment', async () => {
    const [clip] = await clipsOfShipment(app.get(DataSource), task.brand.id, task.shipmentId);
    expect(clip).toMatchObject({
      id: clipId,
      stage: 'pack',
      state: 'sealed',
      sha256: sha256(original).toString('hex'),
    });
    expect(clip?.renditions.map(({ kind }) => kind)).toContain('customer');
    expect(clip?.manifest?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the same after every job has run once more', async () => {
    const before = [await clipRow(app, clipId), await renditionsOf(clipId), await toldOf(app, task)];
    await jobs.assemble(clipId);
    await Promise.all([jobs.render(clipId), jobs.seal(clipId)]);
    const after = [await clipRow(app, clipId), await renditionsOf(clipId), await toldOf(app, task)];
    expect(after).toEqual(before);
  });
});

describe('what a clip may also be', () => {
  it('is not a video: it is sealed, its original is kept, and it says why it can not be watched', async () => {
    const task = await createHeldTask(app);
    const bytes = Buffer.concat([Buffer.from('#EXTM3U\n'), randomBytes(1000)]);
    const clipId = await new ClipDriver(app, task).record(bytes);
    await jobs.assemble(clipId);
    await Promise.all([jobs.render(clipId), jobs.seal(clipId)]);
    const clip = await clipRow(app, clipId);
    expect(clip).toMatchObject({ state: 'sealed', media_state: 'rejected', media_reason: 'playlist' });
    const stored = await read('originals', String(clip.original_key), String(clip.original_version_id));
    expect(stored.equals(bytes)).toBe(true);
    expect(await toldOf(app, task)).toEqual(expect.arrayContaining(['clip_rejected', 'evidence_sealed']));
  });

  it('is a still, shown as it came; anything else by that name is rejected', async () => {
    const task = await createHeldTask(app);
    const jpeg = await recording({
      format: 'mkv',
      durationMs: 100,
      output: ['-frames:v', '1', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-f', 'image2', '-update', '1'],
    });
    const open = { kind: 'still', contentType: 'image/jpeg' };
    const still = await new ClipDriver(app, task).record(jpeg, { open });
    const other = await new ClipDriver(app, task).record(Buffer.from('no picture'), { open });
    for (const clipId of [still, other]) {
      await jobs.assemble(clipId);
      await jobs.render(clipId);
    }
    expect((await renditionsOf(still)).map((made) => [made.kind, made.sha256.equals(sha256(jpeg))])).toEqual([
      ['still', true],
    ]);
    expect(await clipRow(app, other)).toMatchObject({
      media_state: 'rejected',
      media_reason: 'unknown_container',
    });
    expect(await toldOf(app, task)).not.toContain('film_ready');
  });

  it('is a film without a label: the customer sees all of it, and it is stored once', async () => {
    const task = await createHeldTask(app);
    const clipId = await new ClipDriver(app, task).record(
      await recording({ format: 'mp4', durationMs: 1000 }),
      { open: { contentType: 'video/mp4' } },
    );
    await jobs.assemble(clipId);
    await jobs.render(clipId);
    const made = await renditionsOf(clipId);
    const films = made.filter(({ kind }) => kind === 'customer' || kind === 'staff');
    expect(films).toHaveLength(2);
    expect(new Set(films.map((film) => film.object_key)).size).toBe(1);
  });

  it('is of a waybill that was scanned before: nothing of it is for customers', async () => {
    const task = await createHeldTask(app);
    await scan(app, task, { kind: 'waybill', code: '123456789013', occurredAt: filmTime(-60) });
    const clipId = await new ClipDriver(app, task).record(
      await recording({ format: 'mp4', durationMs: 1000 }),
      { open: { contentType: 'video/mp4' } },
    );
    await jobs.assemble(clipId);
    await jobs.render(clipId);
    expect((await renditionsOf(clipId)).map(({ kind }) => kind)).not.toContain('customer');
    expect(await toldOf(app, task)).not.toContain('film_ready');
  });

  it('has other bytes than promised: it is rejected, told, and can be completed rightly', async () => {
    const task = await createHeldTask(app);
    const driver = new ClipDriver(app, task);
    const bytes = randomBytes(5000);
    await driver.record(bytes);
    // As with a recording that is too large to be hashed when it is completed.
    const other = [driver.clipId, sha256(Buffer.from('other'))];
    await rows(app.get(DataSource), 'update clips set sha256 = $2 where id = $1', other);
    await jobs.assemble(driver.clipId);
    expect(await clipRow(app, driver.clipId)).toMatchObject({
      state: 'completed',
      media_state: 'rejected',
      media_reason: 'total_digest_mismatch',
      original_key: null,
    });
    expect(await toldOf(app, task)).toEqual(['clip_completed', 'clip_rejected']);
    expect((await driver.complete([bytes])).statusCode).toBe(200);
    await jobs.assemble(driver.clipId);
    expect(await clipRow(app, driver.clipId)).toMatchObject({ state: 'stored', media_state: 'rendering' });
  });
});
