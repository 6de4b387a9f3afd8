import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { Media } from '../../../src/media/media.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, createHeldTask, filmTime, type HeldTask } from '../../factories/clips.js';
import { looksLikeLabel, middleColours } from '../../factories/make-test-clip.js';
import { createEvidenceApp, jobsOf, recording, scan } from './evidence-world.js';

let app: NestFastifyApplication;
let jobs: ReturnType<typeof jobsOf>;
let task: HeldTask;
let clipId: string;

beforeAll(async () => {
  app = await createEvidenceApp();
  jobs = jobsOf(app);
  task = await createHeldTask(app);
  const film = {
    format: 'mp4',
    width: 192,
    height: 108,
    fps: 10,
    durationMs: 52_000,
    labelAtMs: 48_500,
  } as const;
  const original = await recording({ ...film, output: ['-g', '10'] });
  await scan(app, task, { kind: 'item', code: '4901234567894', occurredAt: filmTime(20) });
  await scan(app, task, { kind: 'waybill', code: '123456789013', occurredAt: filmTime(51) });
  const marks = [{ kind: 'answer', atMs: 30_000, checkCode: 'P-01' }];
  clipId = await new ClipDriver(app, task).record(original, {
    open: { contentType: 'video/mp4' },
    complete: { marks },
  });
  await jobs.assemble(clipId);
  await jobs.render(clipId);
}, 120_000);
afterAll(() => app.close());

interface Row {
  kind: string;
  object_key: string;
  version_id: string;
  duration_ms: number;
  statement_sha256: Buffer;
  recipe: { id: string; from: string; tool: string; args: string[] };
}
const made = async () =>
  new Map(
    (await rows<Row>(app.get(DataSource), 'select * from renditions where clip_id = $1', [clipId])).map(
      (row) => [row.kind, row] as const,
    ),
  );
const stored = async ({ object_key: key, version_id: versionId }: Row) =>
  buffer((await app.get(ObjectStore).get({ bucket: 'derived', key, versionId })).body);
const post = (path: string, key = task.brandKey, payload?: object) =>
  app.inject({
    method: 'POST',
    url: `/v1/clips/${clipId}/${path}`,
    headers: { authorization: `Bearer ${key}` },
    payload,
  });
const documents = () =>
  rows<{ sha256: Buffer }>(app.get(DataSource), 'select sha256 from ledger_documents where clip_id = $1', [
    clipId,
  ]);

async function onDisk<T>(row: Row, look: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'akashi-later-'));
  try {
    const path = join(folder, 'film.mp4');
    await writeFile(path, await stored(row));
    return await look(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('what is made of a film that can be watched', () => {
  it('is a digest of half a minute, out of the customer’s film, that never shows the label', async () => {
    for (let time = 0; time < 2; time += 1) await jobs.digest(clipId);
    const digest = (await made()).get('digest')!;
    expect(digest.recipe).toMatchObject({
      id: 'digest/1',
      from: 'customer',
      tool: expect.stringContaining('ffmpeg'),
    });
    expect(digest.duration_ms).toBeGreaterThanOrEqual(20_000);
    expect(digest.duration_ms).toBeLessThanOrEqual(40_000);
    const colours = await onDisk(digest, middleColours);
    expect(colours.length).toBeGreaterThan(150);
    expect(colours.filter(looksLikeLabel)).toEqual([]);
    const staff = await onDisk((await made()).get('staff')!, middleColours);
    expect(staff.filter(looksLikeLabel).length).toBeGreaterThan(0);
  }, 120_000);

  it('has chapters of what was scanned and answered, in codes only', async () => {
    const chapters = (await stored((await made()).get('chapters')!)).toString();
    expect(chapters.split('\n').filter((line) => /^(scan|answer)/.test(line))).toEqual([
      'scan item 4901234567894',
      'answer P-01',
      'scan waybill',
    ]);
    expect(chapters).toContain('00:00:20.000 --> 00:00:30.000');
  });

  it('is a copy with an overlay for whoever asks, which the custody log knows', async () => {
    expect((await post('exports')).statusCode).toBe(422);
    const asked = await post('exports', task.brandKey, { reason: 'carrier_claim' });
    expect([asked.statusCode, asked.json()]).toEqual([
      202,
      { clipId, url: `/v1/clips/${clipId}/media/export` },
    ]);
    await jobs.exportCopy(clipId);
    const copy = (await made()).get('export')!;
    expect(copy.recipe).toMatchObject({ id: 'export/1', from: 'original' });
    expect(copy.recipe.args.join(' ')).toContain('drawtext=fontfile=overlay.ttf:textfile=overlay-clip.txt');
    const probe = await onDisk(copy, (path) => new Media().probe(path));
    expect(Math.abs(probe.durationMs - 52_000)).toBeLessThan(200);
    const custody = `select actor->>'kind' as who, detail->>'reason' as why from custody_events where clip_id = $1 and kind = 'exported'`;
    expect(await rows(app.get(DataSource), custody, [clipId])).toEqual([
      { who: 'brand-key', why: 'carrier_claim' },
    ]);
    const statements = (await documents()).map(({ sha256 }) => sha256.toString('hex'));
    expect(statements).toContain(copy.statement_sha256.toString('hex'));
  }, 120_000);

  it('is made anew from the original: by what is known of labels now, and the old statements stay', async () => {
    const [before, statements] = [await made(), await documents()];
    await scan(app, task, { kind: 'waybill', code: '123456789024', occurredAt: filmTime(33) });
    expect((await post('renditions')).statusCode).toBe(202);
    await jobs.rebuild(clipId);
    const after = await made();
    expect(after.get('customer')!.duration_ms).toBeLessThanOrEqual(30_000);
    expect(after.get('staff')!.object_key).toBe(before.get('staff')!.object_key);
    expect(after.has('digest')).toBe(false);
    expect(after.get('export')).toEqual(before.get('export'));
    await jobs.digest(clipId);
    expect((await made()).has('digest')).toBe(false);
    const kept = new Set((await documents()).map(({ sha256 }) => sha256.toString('hex')));
    expect(statements.every(({ sha256 }) => kept.has(sha256.toString('hex')))).toBe(true);
  }, 120_000);

  it('is asked for by the brand itself, of a film that can be watched', async () => {
    const other = await createHeldTask(app);
    for (const path of ['exports', 'renditions']) {
      const body = path === 'exports' ? { reason: 'case' } : undefined;
      expect((await post(path, other.brandKey, body)).json()).toMatchObject({
        status: 404,
        code: 'rendition_not_found',
      });
    }
    const driver = new ClipDriver(app, task);
    await driver.open();
    const early = await app.inject({
      method: 'POST',
      url: `/v1/clips/${driver.clipId}/exports`,
      headers: { authorization: `Bearer ${task.brandKey}` },
      payload: { reason: 'case' },
    });
    expect(early.json()).toMatchObject({ status: 409, code: 'clip_not_playable' });
  });
});
