import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { inTransaction } from '../../../src/database/transaction.js';
import { preserveShipment, releasePreservation } from '../../../src/evidence/preservation.service.js';
import type { BucketName } from '../../../src/storage/object-store.options.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, createHeldTask, type HeldTask, openDispute } from '../../factories/clips.js';
import { createEvidenceApp, jobsOf, recording } from './evidence-world.js';

let app: NestFastifyApplication;
let jobs: ReturnType<typeof jobsOf>;
let film: Buffer;

beforeAll(async () => {
  app = await createEvidenceApp();
  jobs = jobsOf(app);
  film = await recording({ format: 'mp4', durationMs: 500 });
});
afterAll(() => app.close());

interface Preserved {
  bucket: BucketName;
  object_key: string;
  version_id: string;
  state: string;
}

const preservedBy = (caseId: string) =>
  rows<Preserved & Record<string, unknown>>(
    app.get(DataSource),
    'select * from preservations where case_id = $1 order by id',
    [caseId],
  );
const versionOf = (row: Preserved) => ({
  bucket: row.bucket,
  key: row.object_key,
  versionId: row.version_id,
});
const isHeld = async (row: Preserved) => (await app.get(ObjectStore).head(versionOf(row)))?.legalHold;
const preserve = (task: HeldTask, caseId: string) =>
  inTransaction(app.get(DataSource), (manager) =>
    preserveShipment(manager, {
      brandId: task.brand.id,
      caseId,
      shipmentId: task.shipmentId,
      actor: { kind: 'staff', id: 'test' },
    }),
  );
const release = (caseId: string) =>
  inTransaction(app.get(DataSource), (manager) => releasePreservation(manager, caseId));

async function sealedFilm() {
  const task = await createHeldTask(app);
  const clipId = await new ClipDriver(app, task).record(film, { open: { contentType: 'video/mp4' } });
  await jobs.assemble(clipId);
  await Promise.all([jobs.render(clipId), jobs.seal(clipId)]);
  return { task, clipId };
}

describe('a dispute', () => {
  it('holds every object version: storage itself refuses to delete any of them', async () => {
    const { task } = await sealedFilm();
    const caseId = await openDispute(app, task);
    const wanted = await preserve(task, caseId);
    // original, film (staff's and customer's are one), poster, storyboard and its text, 5 statements, manifest, 6 signatures
    expect(wanted).toBe(17);
    await jobs.settleHolds(caseId);

    const held = await preservedBy(caseId);
    expect(held.map(({ state }) => state)).toEqual(held.map(() => 'held'));
    expect(new Set(held.map(({ bucket }) => bucket))).toEqual(new Set(['originals', 'derived', 'ledger']));
    for (const row of held) {
      const forced = { ...versionOf(row), bypassGovernance: true };
      await expect(app.get(ObjectStore).deleteVersion(forced)).rejects.toMatchObject({ kind: 'locked' });
      expect(await isHeld(row)).toBe(true);
    }
    const custody = `select detail->>'key' as key from custody_events where kind = 'held' and detail->>'key' = any($1)`;
    const keys = held.map((row) => row.object_key);
    expect(await rows(app.get(DataSource), custody, [keys])).toHaveLength(17);
  });

  it('that is closed lets its objects go, except those that another case needs', async () => {
    const { task } = await sealedFilm();
    const [first, second] = [await openDispute(app, task), await openDispute(app, task)];
    for (const caseId of [first, second]) {
      await preserve(task, caseId);
      await jobs.settleHolds(caseId);
    }
    await release(first);
    await jobs.settleHolds(first);
    const [object] = await preservedBy(first);
    expect(await isHeld(object!)).toBe(true);

    await release(second);
    await jobs.settleHolds(second);
    expect(await Promise.all((await preservedBy(second)).map(isHeld))).not.toContain(true);
    await app.get(ObjectStore).deleteVersion({ ...versionOf(object!), bypassGovernance: true });
    expect(await app.get(ObjectStore).head(versionOf(object!))).toBeNull();
  });

  it('that is opened while the film is still being made gets what appears later', async () => {
    const task = await createHeldTask(app);
    const clipId = await new ClipDriver(app, task).record(film, { open: { contentType: 'video/mp4' } });
    const caseId = await openDispute(app, task, 'chargeback');
    expect(await preserve(task, caseId)).toBe(0);
    await jobs.assemble(clipId);
    expect((await preservedBy(caseId)).map(({ bucket }) => bucket)).toEqual(['originals']);
    await Promise.all([jobs.render(clipId), jobs.seal(clipId)]);
    await jobs.settleHolds(caseId);
    const held = await preservedBy(caseId);
    expect(held.map(({ state }) => state)).toEqual(Array.from({ length: 17 }, () => 'held'));
  });

  it('that is opened again holds again', async () => {
    const task = await createHeldTask(app);
    const clipId = await new ClipDriver(app, task).record(randomBytes(50));
    await jobs.assemble(clipId);
    const caseId = await openDispute(app, task);
    for (const expected of [true, false, true]) {
      if (expected) expect(await preserve(task, caseId)).toBe(1);
      else await release(caseId);
      await jobs.settleHolds(caseId);
      const [object] = await preservedBy(caseId);
      expect(await isHeld(object!)).toBe(expected);
    }
  });

  it('keeps nothing for an inquiry', async () => {
    const task = await createHeldTask(app);
    const caseId = await openDispute(app, task, 'inquiry');
    const clipId = await new ClipDriver(app, task).record(randomBytes(50));
    await jobs.assemble(clipId);
    expect(await preservedBy(caseId)).toEqual([]);
  });
});
