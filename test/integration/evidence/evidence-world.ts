import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { newId } from '../../../src/database/ids.js';
import { rows } from '../../../src/database/sql.js';
import { ClipAssemblyService } from '../../../src/clips/clip-assembly.service.js';
import { ClipSegmentsCleaner } from '../../../src/clips/segments-cleaner.js';
import { LegalHoldsService } from '../../../src/evidence/legal-holds.service.js';
import { LaterRenditions } from '../../../src/evidence/later-renditions.service.js';
import { RenderingService } from '../../../src/evidence/rendering.service.js';
import { SealService } from '../../../src/evidence/seal.service.js';
import { ShipmentSealService } from '../../../src/evidence/shipment-seal.service.js';
import { StageSealService } from '../../../src/evidence/stage-seal.service.js';
import { JobQueue } from '../../../src/jobs/job-queue.js';
import { createLogger } from '../../../src/logging/logger.js';
import { ObjectStore } from '../../../src/storage/object-store.js';
import { AssembleClipJob } from '../../../workers/assemble-clip.job.js';
import type { JobContext } from '../../../workers/job-handler.js';
import { DigestClipJob } from '../../../workers/digest-clip.job.js';
import { ExportClipJob } from '../../../workers/export-clip.job.js';
import { RebuildClipJob } from '../../../workers/rebuild-clip.job.js';
import { PlaceLegalHoldsJob } from '../../../workers/place-legal-holds.job.js';
import { RenderClipJob } from '../../../workers/render-clip.job.js';
import { SealClipJob } from '../../../workers/seal-clip.job.js';
import { SealShipmentJob } from '../../../workers/seal-shipment.job.js';
import { SealStageJob } from '../../../workers/seal-stage.job.js';
import type { HeldTask } from '../../factories/clips.js';
import { makeTestClip, type TestClip } from '../../factories/make-test-clip.js';
import { createTestApp } from '../../harness/application.js';

/** The API with buckets, and the worker's jobs to be run by hand. */
export async function createEvidenceApp() {
  const app = await createTestApp();
  await app.get(ObjectStore).ensureBuckets('http://127.0.0.1:3000');
  return app;
}

export function jobsOf(app: NestFastifyApplication) {
  const queue = app.get(JobQueue);
  const assemble = new AssembleClipJob(app.get(ClipAssemblyService), app.get(ClipSegmentsCleaner), queue);
  const render = new RenderClipJob(app.get(RenderingService), queue);
  const seal = new SealClipJob(app.get(SealService), queue);
  const sealStage = new SealStageJob(app.get(StageSealService), queue);
  const sealShipment = new SealShipmentJob(app.get(ShipmentSealService), queue);
  const holds = new PlaceLegalHoldsJob(app.get(LegalHoldsService));
  const digest = new DigestClipJob(app.get(LaterRenditions), queue);
  const exporting = new ExportClipJob(app.get(LaterRenditions), queue);
  const rebuild = new RebuildClipJob(app.get(RenderingService), queue);
  const context: JobContext = {
    signal: new AbortController().signal,
    attempt: 1,
    isLastAttempt: false,
    logger: createLogger('silent', 'test'),
  };
  return {
    assemble: (clipId: string, own: Partial<JobContext> = {}) =>
      assemble.run({ clipId }, { ...context, ...own }),
    render: (clipId: string, own: Partial<JobContext> = {}) => render.run({ clipId }, { ...context, ...own }),
    digest: (clipId: string) => digest.run({ clipId }, context),
    exportCopy: (clipId: string) => exporting.run({ clipId }, context),
    rebuild: (clipId: string) => rebuild.run({ clipId }, context),
    seal: (clipId: string) => seal.run({ clipId }),
    sealStage: (taskId: string) => sealStage.run({ taskId }),
    sealShipment: (shipmentId: string) => sealShipment.run({ shipmentId }),
    settleHolds: (caseId: string) => holds.run({ caseId }, context),
  };
}

/** Bytes of a small real recording. */
export async function recording(overrides: Partial<TestClip> = {}): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'akashi-recording-'));
  try {
    return await readFile(await makeTestClip(join(folder, 'clip'), overrides));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A scan at the station that holds the task. */
export async function scan(
  app: NestFastifyApplication,
  task: HeldTask,
  at: { kind: 'item' | 'waybill' | 'unknown'; code: string; occurredAt: string },
): Promise<void> {
  await rows(
    app.get(DataSource),
    `insert into scans (id, brand_id, task_id, token, station_id, packer_id, kind, code, result, occurred_at,
       label_seen)
     values ($1, $2, $3, $4, $5, $6, $7::text, $8, 'counted', $9, $7::text = 'waybill')`,
    [
      newId(),
      task.brand.id,
      task.taskId,
      task.token,
      task.stationId,
      task.packerId,
      at.kind,
      at.code,
      at.occurredAt,
    ],
  );
}

export async function clipRow(app: NestFastifyApplication, clipId: string) {
  const [row] = await rows<Record<string, unknown>>(
    app.get(DataSource),
    'select * from clips where id = $1',
    [clipId],
  );
  if (!row) throw new Error('no such clip');
  return row;
}

/** Kinds of what the timeline says of a task, in order. */
export async function toldOf(app: NestFastifyApplication, task: HeldTask): Promise<string[]> {
  const events = 'select kind from timeline_events where shipment_id = $1 order by id';
  return (await rows<{ kind: string }>(app.get(DataSource), events, [task.shipmentId])).map(
    ({ kind }) => kind,
  );
}
