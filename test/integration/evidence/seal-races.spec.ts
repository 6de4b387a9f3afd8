import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { SealService } from '../../../src/evidence/seal.service.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { ClipDriver, createHeldTask } from '../../factories/clips.js';
import { clipRow, createEvidenceApp, jobsOf, toldOf } from './evidence-world.js';

let app: NestFastifyApplication;
let jobs: ReturnType<typeof jobsOf>;

beforeAll(async () => {
  app = await createEvidenceApp();
  jobs = jobsOf(app);
});
afterAll(() => app.close());

interface ManifestRow {
  object_key: string;
  version_id: string;
  sha256: Buffer;
  previous_sha256: Buffer | null;
}

const manifestsOf = (shipmentId: string) =>
  rows<ManifestRow & Record<string, unknown>>(
    app.get(DataSource),
    `select m.*, d.object_key, d.version_id from evidence_manifests m join ledger_documents d on d.sha256 = m.sha256
      where m.shipment_id = $1 order by m.n`,
    [shipmentId],
  );

async function storedClips(count: number) {
  const task = await createHeldTask(app);
  const clipIds: string[] = [];
  for (let n = 0; n < count; n += 1) clipIds.push(await new ClipDriver(app, task).record(randomBytes(2000)));
  await Promise.all(clipIds.map((clipId) => jobs.assemble(clipId)));
  return { task, clipIds };
}

describe('sealing', () => {
  it('happens once, however many try at once; the losers leave nothing behind', async () => {
    const { task, clipIds } = await storedClips(1);
    const [clipId] = clipIds as [string];
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => app.get(SealService).seal(clipId)));
    expect(results.filter(({ outcome }) => outcome === 'sealed')).toHaveLength(1);
    expect(await manifestsOf(task.shipmentId)).toHaveLength(1);
    expect((await toldOf(app, task)).filter((kind) => kind === 'evidence_sealed')).toHaveLength(1);
    const left = await app.get(ObjectStore).listKeys('ledger', `${task.brand.id}/${clipId}/`);
    expect(left.map((key) => key.replace(/.*\.json/, 'json'))).toEqual(['json', 'json.sig']);
    expect(await app.get(SealService).seal(clipId)).toEqual({ outcome: 'nothing_to_seal' });
  });

  it('makes one chain of the clips of a shipment, also when they are sealed at once', async () => {
    const { task, clipIds } = await storedClips(4);
    await Promise.all(clipIds.map((clipId) => jobs.seal(clipId)));
    const chain = await manifestsOf(task.shipmentId);
    expect(chain).toHaveLength(4);
    chain.forEach((manifest, index) =>
      expect(manifest.previous_sha256).toEqual(chain[index - 1]?.sha256 ?? null),
    );
    for (const { object_key: key, version_id: versionId, previous_sha256: previous } of chain) {
      const stored = await buffer(
        (await app.get(ObjectStore).get({ bucket: 'ledger', key, versionId })).body,
      );
      const { previousManifestSha256 } = JSON.parse(stored.toString()) as {
        previousManifestSha256: string | null;
      };
      expect(previousManifestSha256).toBe(previous?.toString('hex') ?? null);
    }
  });

  it('does not happen before the original is stored', async () => {
    const task = await createHeldTask(app);
    const clipId = await new ClipDriver(app, task).record(randomBytes(100));
    expect(await app.get(SealService).seal(clipId)).toEqual({ outcome: 'nothing_to_seal' });
  });
});

describe('assembling', () => {
  it('keeps one original, however many try at once', async () => {
    const task = await createHeldTask(app);
    const clipId = await new ClipDriver(app, task).record(randomBytes(300_000), { segmentBytes: 50_000 });
    await Promise.all([1, 2, 3].map(() => jobs.assemble(clipId)));
    expect(await clipRow(app, clipId)).toMatchObject({ state: 'stored' });
    const custody = `select kind from custody_events where clip_id = $1 and kind = 'stored'`;
    expect(await rows(app.get(DataSource), custody, [clipId])).toHaveLength(1);
  });
});
