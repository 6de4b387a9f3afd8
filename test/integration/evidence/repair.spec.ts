import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { ClipSegmentsCleaner } from '../../../src/clips/segments-cleaner.js';
import { APP_CONFIG } from '../../../src/config/config.module.js';
import type { AppConfig } from '../../../src/config/env.js';
import { rows } from '../../../src/database/sql.js';
import { askForShipmentManifests, askForStageManifest } from '../../../src/evidence/manifests-due.js';
import { JobQueue } from '../../../src/jobs/job-queue.js';
import { ScratchSpace } from '../../../src/media/scratch-space.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { EvidenceRepairSweep } from '../../../workers/sweeps/evidence-repair.sweep.js';
import { ClipDriver, createHeldTask, sha256 } from '../../factories/clips.js';
import { clipRow, createEvidenceApp, jobsOf, recording } from './evidence-world.js';

let app: NestFastifyApplication;
let jobs: ReturnType<typeof jobsOf>;

beforeAll(async () => {
  app = await createEvidenceApp();
  jobs = jobsOf(app);
});
afterAll(() => app.close());

/** What the sweep asks for, instead of putting it into a queue that nobody works on here. */
class AskedJobs extends JobQueue {
  readonly asked: string[] = [];

  override add(name: string, payload: object): Promise<boolean> {
    this.asked.push(`${name} ${Object.values(payload).join()}`);
    return Promise.resolve(true);
  }
}

async function sweep(): Promise<string[]> {
  const queue = Object.assign(Object.create(AskedJobs.prototype) as AskedJobs, { asked: [] });
  const repair = new EvidenceRepairSweep(app.get(DataSource), queue);
  repair.stuckAfterSeconds = 0;
  await repair.run();
  return queue.asked;
}

describe('a crash between two steps', () => {
  it('after the completion: the clip is assembled by the sweep', async () => {
    const clipId = await new ClipDriver(app, await createHeldTask(app)).record(randomBytes(1000));
    expect(await sweep()).toContain(`assemble-clip ${clipId}`);
  });

  it('after the original was put, before the row says so: the same object is taken', async () => {
    const task = await createHeldTask(app);
    const bytes = randomBytes(100_000);
    const clipId = await new ClipDriver(app, task).record(bytes);
    const store = app.get(ObjectStore);
    const key = `${task.brand.id}/${clipId}/original`;
    const { versionId } = await store.put({
      bucket: 'originals',
      key,
      body: bytes,
      sha256: sha256(bytes),
      contentType: 'video/webm',
    });
    await jobs.assemble(clipId);
    expect(await clipRow(app, clipId)).toMatchObject({ state: 'stored', original_version_id: versionId });
  });

  it('after the original was stored: seal and films are asked for, and made from storage', async () => {
    const clipId = await new ClipDriver(app, await createHeldTask(app)).record(
      await recording({ durationMs: 500 }),
    );
    await jobs.assemble(clipId);
    await app.get(ScratchSpace).forget(clipId);
    expect(await sweep()).toEqual(expect.arrayContaining([`seal-clip ${clipId}`, `render-clip ${clipId}`]));
    await jobs.render(clipId);
    await jobs.seal(clipId);
    expect(await clipRow(app, clipId)).toMatchObject({ state: 'sealed', media_state: 'playable' });
    expect((await sweep()).filter((job) => job.includes(clipId))).toEqual([]);
  });

  it('after a hand-over: the manifests of stage and shipment are asked for until they are made', async () => {
    const { taskId, shipmentId } = await createHeldTask(app);
    const dataSource = app.get(DataSource);
    await rows(dataSource, `update tasks set state = 'completed', completed_at = now() where id = $1`, [
      taskId,
    ]);
    await rows(
      dataSource,
      `update shipments set state = 'handed_over', handed_over_at = now() where id = $1`,
      [shipmentId],
    );
    expect(await askForStageManifest(dataSource, taskId)).toBe(true);
    expect(await askForShipmentManifests(dataSource, [shipmentId])).toEqual([shipmentId]);
    expect(await sweep()).toEqual(
      expect.arrayContaining([`seal-stage ${taskId}`, `seal-shipment ${shipmentId}`]),
    );
    await jobs.sealStage(taskId);
    await jobs.sealShipment(shipmentId);
    expect((await sweep()).filter((job) => job.includes(taskId) || job.includes(shipmentId))).toEqual([]);
  });

  it('while a film is rendered: another attempt does it', async () => {
    const clipId = await new ClipDriver(app, await createHeldTask(app)).record(
      await recording({ durationMs: 2000 }),
    );
    await jobs.assemble(clipId);
    const stopped = new AbortController();
    const rendering = jobs.render(clipId, { signal: stopped.signal });
    setTimeout(() => stopped.abort(), 150);
    await expect(rendering).rejects.toMatchObject({ kind: 'aborted' });
    expect(await clipRow(app, clipId)).toMatchObject({ media_state: 'rendering' });
    await jobs.render(clipId);
    expect(await clipRow(app, clipId)).toMatchObject({ media_state: 'playable' });
  });

  it('leaves no scratch files: what a dead process left is removed at the next start', async () => {
    const root = join(app.get<AppConfig>(APP_CONFIG).media.scratchDir, 'akashi-scratch');
    const dead = join(root, '999999999-abc');
    await mkdir(dead, { recursive: true });
    await writeFile(join(dead, 'left-over'), 'x');
    const next = new ScratchSpace(app.get<AppConfig>(APP_CONFIG));
    const inside = await next.withFolder(async (folder) => {
      await writeFile(join(folder, 'file'), 'x');
      return folder;
    });
    await expect(readdir(dead)).rejects.toThrow('ENOENT');
    await expect(readdir(inside)).rejects.toThrow('ENOENT');
    await next.onApplicationShutdown();
  });
});

describe('recordings that stand still', () => {
  it('are given up after a week, and come back to life when their station does', async () => {
    const driver = new ClipDriver(app, await createHeldTask(app));
    await driver.open();
    const bytes = randomBytes(500);
    await driver.put(0, bytes);
    await driver.put(1, bytes);
    const age = `update clips set opened_at = now() - interval '8 days' where id = $1`;
    await rows(app.get(DataSource), age, [driver.clipId]);
    await app.get(ClipSegmentsCleaner).abandonOld();
    expect(await clipRow(app, driver.clipId)).toMatchObject({ state: 'recording' });

    const old = `update clip_segments set received_at = now() - interval '8 days' where clip_id = $1`;
    await rows(app.get(DataSource), old, [driver.clipId]);
    await app.get(ClipSegmentsCleaner).abandonOld();
    expect(await clipRow(app, driver.clipId)).toMatchObject({ state: 'abandoned' });
    expect(await app.get(ObjectStore).listKeys('incoming', `${driver.clipId}/`)).toEqual([]);

    expect((await driver.put(0, bytes)).json()).toMatchObject({ duplicate: false });
    expect((await driver.complete([bytes, bytes])).json()).toMatchObject({
      code: 'segments_missing',
      missing: [1],
    });
    await driver.put(1, bytes);
    expect((await driver.complete([bytes, bytes])).statusCode).toBe(200);
  });

  it('leave no segments behind a stored original, even after a crash', async () => {
    const task = await createHeldTask(app);
    const clipId = await new ClipDriver(app, task).record(randomBytes(1000));
    await jobs.assemble(clipId);
    const undo = `update clips set segments_dropped_at = null, stored_at = now() - interval '1 hour' where id = $1`;
    await rows(app.get(DataSource), undo, [clipId]);
    await app
      .get(ObjectStore)
      .put({ bucket: 'incoming', key: `${clipId}/0-left`, body: Buffer.from('x'), contentType: 'x/x' });
    await app.get(ClipSegmentsCleaner).dropLeftovers();
    expect(await app.get(ObjectStore).listKeys('incoming', `${clipId}/`)).toEqual([]);
    expect((await clipRow(app, clipId)).segments_dropped_at).not.toBeNull();
  });
});
