// What the database says today of that which a document says, in the members of the document (src/evidence/evidence-manifest.ts and
// its like). An independent reading on purpose: a mistake in the sealing must not hide itself from the audit.
import { createHash } from 'node:crypto';
import { storageFacts } from '../evidence/storage-facts.js';
import { fromBigint } from '../database/bigint-transformer.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import type { Json } from '../ledger/canonical-json.js';
import type { EntryRow } from './compare-document.js';

interface ClipFactsRow {
  id: string;
  brand_id: string;
  warehouse_id: string;
  shipment_id: string;
  task_id: string;
  stage: string;
  token: string;
  lease_from: Date | null;
  station_id: string;
  pseudonym: string | null;
  kind: string;
  take: number;
  overtaken: boolean;
  content_type: string;
  started_at: Date;
  completed_at: Date | null;
  clock: { [member: string]: Json } | null;
  marks: Json[];
  original_key: string | null;
  original_version_id: string | null;
  original_locked_until: Date | null;
  total_bytes: string | null;
  sha256: Buffer | null;
}

const CLIP = `
  select c.*, t.shipment_id, t.stage, l.from_at as lease_from, p.pseudonym
  from clips c
  left join tasks t on t.id = c.task_id
  left join leases l on l.task_id = c.task_id and l.token = c.token
  left join packers p on p.id = c.packer_id
  where c.id = $1`;

const SEGMENTS = 'select n, bytes, sha256 from clip_segments where clip_id = $1 order by n';

interface ScanRow {
  id: string;
  kind: string;
  code: string;
  result: string;
  shipment_line_id: string | null;
  occurred_at: Date;
  recorded_at: Date;
}

const SCANS = `
  select id, kind, code, result, shipment_line_id, occurred_at, recorded_at
  from scans where task_id = $1 and ($2::uuid is null or station_id = $2) order by id`;

interface AnswerRow {
  id: string;
  check_code: string;
  section: string;
  standard_version: number;
  attempt: number;
  value: string;
  answered_by: string;
  reason: string | null;
  shipment_line_id: string | null;
  occurred_at: Date;
  recorded_at: Date;
}

const ANSWERS = `
  select a.id, i.code as check_code, s.section, a.standard_version, a.attempt, a.value, a.answered_by, a.reason,
    a.shipment_line_id, a.occurred_at, a.recorded_at
  from answers a
  join check_items i on i.id = a.check_item_id
  join standards s on s.id = i.standard_id
  join leases l on l.task_id = a.task_id and l.token = a.token and ($2::uuid is null or l.station_id = $2)
  where a.task_id = $1 order by a.id`;

export interface ClipFacts {
  members: Json;
  taskId: string;
  stationId: string;
  startedAt: Date;
}

/** What a clip's manifest has to say; undefined when there is no such clip. */
export async function clipFacts(on: Executor, clipId: string): Promise<ClipFacts | undefined> {
  const clip = await firstRow<ClipFactsRow>(on, CLIP, [clipId]);
  if (!clip) return undefined;
  const segments = await rows<{ n: number; bytes: number; sha256: Buffer }>(on, SEGMENTS, [clipId]);
  const members = {
    ...{ brandId: clip.brand_id, warehouseId: clip.warehouse_id, shipmentId: clip.shipment_id },
    task: { id: clip.task_id, stage: clip.stage },
    lease: {
      ...{ token: fromBigint(clip.token), from: clip.lease_from?.toISOString() ?? null },
      ...{ stationId: clip.station_id, packer: clip.pseudonym },
    },
    clip: clipMembers(clip),
    original: {
      ...{ bucket: 'originals', key: clip.original_key, versionId: clip.original_version_id },
      bytes: clip.total_bytes === null ? null : fromBigint(clip.total_bytes),
      sha256: clip.sha256?.toString('hex') ?? null,
    },
    storage: storageOf(clip),
    segments: segments.map(({ n, bytes, sha256 }) => ({ n, bytes, sha256: sha256.toString('hex') })),
  };
  return { members, taskId: clip.task_id, stationId: clip.station_id, startedAt: clip.started_at };
}

function storageOf({ original_version_id: versionId, original_locked_until: until }: ClipFactsRow): Json {
  const { versioned, lock, lockedUntil } = storageFacts({ versionId: versionId ?? '', lockedUntil: until });
  return { versioned, lock, lockedUntil: lockedUntil?.toISOString() ?? null };
}

function clipMembers(clip: ClipFactsRow): Json {
  return {
    ...{ id: clip.id, kind: clip.kind, take: clip.take, overtaken: clip.overtaken },
    ...{ contentType: clip.content_type, clock: clip.clock, marks: clip.marks },
    startedAt: clip.started_at.toISOString(),
    completedAt: clip.completed_at?.toISOString() ?? null,
  };
}

/** Scans of a task as entries; of one station where one is named. `startedAt`: of the film that they are in. */
export async function scanEntries(
  on: Executor,
  { taskId, stationId, startedAt }: { taskId: string; stationId: string | null; startedAt?: Date },
): Promise<EntryRow[]> {
  return (await rows<ScanRow>(on, SCANS, [taskId, stationId])).map((scan) => {
    const isUnknown = scan.kind === 'unknown';
    return {
      recordedAt: scan.recorded_at,
      entry: {
        ...{ id: scan.id, kind: scan.kind, result: scan.result, shipmentLineId: scan.shipment_line_id },
        code: isUnknown ? null : scan.code,
        codeSha256: isUnknown ? null : digestOf(scan.code),
        ...when(scan.occurred_at, startedAt),
      },
    };
  });
}

/** Answers of a task as entries, likewise. */
export async function answerEntries(
  on: Executor,
  { taskId, stationId, startedAt }: { taskId: string; stationId: string | null; startedAt?: Date },
): Promise<EntryRow[]> {
  return (await rows<AnswerRow>(on, ANSWERS, [taskId, stationId])).map((answer) => ({
    recordedAt: answer.recorded_at,
    entry: {
      ...{ id: answer.id, checkCode: answer.check_code, section: answer.section },
      ...{ standardVersion: answer.standard_version, attempt: answer.attempt, value: answer.value },
      ...{ answeredBy: answer.answered_by, shipmentLineId: answer.shipment_line_id },
      reasonSha256: answer.reason === null ? null : digestOf(answer.reason),
      ...when(answer.occurred_at, startedAt),
    },
  }));
}

function when(occurredAt: Date, startedAt: Date | undefined) {
  return {
    occurredAt: occurredAt.toISOString(),
    ...(startedAt ? { atMs: occurredAt.getTime() - startedAt.getTime() } : {}),
  };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
