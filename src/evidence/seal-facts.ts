import type { ClipRow } from '../clips/clip.rows.js';
import { fromBigint } from '../database/bigint-transformer.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import type { Signature } from '../ledger/signing.js';
import type { ManifestFacts } from './evidence-manifest.js';
import type { ManifestAnswer, ManifestScan } from './manifest-entries.js';
import { storageFacts } from './storage-facts.js';

interface SealRow extends ClipRow {
  shipment_id: string;
  order_id: string;
  stage: string;
  lease_from: Date;
  nonce: string;
  pseudonym: string | null;
  statement: Buffer | null;
  statement_sha256: Buffer | null;
  statement_signature: Buffer | null;
  statement_key_id: string | null;
}

interface SegmentRow {
  n: number;
  bytes: number;
  sha256: Buffer;
}

/** What a clip's manifest says, but for the manifest before it and the time of sealing. */
export interface SealFacts {
  brandId: string;
  shipmentId: string;
  clipId: string;
  taskId: string;
  orderId: string;
  facts: Omit<ManifestFacts, 'previousManifestSha256' | 'sealedAt'>;
  /** What the station has signed, to be kept as a document of its own. */
  recording: { bytes: Buffer; signature: Signature } | null;
}

const CLIP = `
  select c.*, t.shipment_id, h.order_id, t.stage, l.from_at as lease_from, l.nonce, p.pseudonym, r.statement,
    sha256(r.statement) as statement_sha256, r.signature as statement_signature, r.key_id as statement_key_id
  from clips c
  join tasks t on t.id = c.task_id
  join shipments h on h.id = t.shipment_id
  join leases l on l.task_id = c.task_id and l.token = c.token
  left join packers p on p.id = c.packer_id
  left join recording_statements r on r.clip_id = c.id
  where c.id = $1 and c.state = 'stored'`;

const SEGMENTS = 'select n, bytes, sha256 from clip_segments where clip_id = $1 order by n';

// Of this station only: what another one scanned under a later lease isn't what this clip shows.
const SCANS = `
  select id, kind, code, result, shipment_line_id as "shipmentLineId", occurred_at as "occurredAt"
  from scans where task_id = $1 and station_id = $2 order by id`;

const ANSWERS = `
  select a.id, i.code as "checkCode", s.section, a.standard_version as "standardVersion", a.attempt, a.value,
    a.answered_by as "answeredBy", a.reason, a.shipment_line_id as "shipmentLineId", a.occurred_at as "occurredAt"
  from answers a
  join check_items i on i.id = a.check_item_id
  join standards s on s.id = i.standard_id
  join leases l on l.task_id = a.task_id and l.token = a.token and l.station_id = $2
  where a.task_id = $1 order by a.id`;

/**
 * Reads what there is to seal of a stored clip.
 * @returns undefined when the clip isn't stored (not yet, or already sealed)
 */
export async function readSealFacts(on: Executor, clipId: string): Promise<SealFacts | undefined> {
  const clip = await firstRow<SealRow>(on, CLIP, [clipId]);
  if (!clip) return undefined;
  const [segments, scans, answers] = await Promise.all([
    rows<SegmentRow>(on, SEGMENTS, [clipId]),
    rows<ManifestScan>(on, SCANS, [clip.task_id, clip.station_id]),
    rows<ManifestAnswer>(on, ANSWERS, [clip.task_id, clip.station_id]),
  ]);
  return {
    ...{ brandId: clip.brand_id, shipmentId: clip.shipment_id, clipId: clip.id, taskId: clip.task_id },
    orderId: clip.order_id,
    facts: { ...factsOf(clip), segments, scans, answers },
    recording: recordingOf(clip),
  };
}

function factsOf(clip: SealRow): Omit<SealFacts['facts'], 'segments' | 'scans' | 'answers'> {
  const original = originalFacts(clip);
  const { statement_sha256: sha256, statement_key_id: keyId } = clip;
  return {
    clip: clipFacts(clip),
    ...{ brandId: clip.brand_id, warehouseId: clip.warehouse_id, shipmentId: clip.shipment_id },
    task: { id: clip.task_id, stage: clip.stage },
    lease: {
      ...{ token: fromBigint(clip.token), from: clip.lease_from, nonce: clip.nonce },
      ...{ stationId: clip.station_id, packer: clip.pseudonym },
    },
    recording: sha256 && keyId ? { sha256, keyId } : null,
    original,
    storage: storageFacts({ ...original, lockedUntil: clip.original_locked_until }),
  };
}

function recordingOf(clip: SealRow): SealFacts['recording'] {
  const { statement: bytes, statement_signature: der, statement_key_id: keyId } = clip;
  return bytes && der && keyId ? { bytes, signature: { der, keyId } } : null;
}

function clipFacts(clip: SealRow): ManifestFacts['clip'] {
  return {
    id: clip.id,
    kind: clip.kind,
    take: clip.take,
    overtaken: clip.overtaken,
    contentType: clip.content_type,
    startedAt: clip.started_at,
    completedAt: present(clip.completed_at),
    clock: clip.clock,
    marks: clip.marks,
  };
}

function originalFacts(clip: SealRow): ManifestFacts['original'] {
  return {
    bucket: 'originals',
    key: present(clip.original_key),
    versionId: present(clip.original_version_id),
    bytes: fromBigint(present(clip.total_bytes)),
    sha256: present(clip.sha256),
  };
}

/** A column that every stored clip has. */
export function present<T>(value: T | null): T {
  if (value === null) throw new Error('a stored clip lacks something that every stored clip has');
  return value;
}
