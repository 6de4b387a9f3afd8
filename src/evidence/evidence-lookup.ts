import type { ClipMark } from '../clips/clip-times.contract.js';
import type { ClipState, MediaState } from '../clips/clip.state.js';
import { type Executor, rows } from '../database/sql.js';
import { isLocalAuthority } from '../timestamps/authority-name.js';

/** A clip that proves something about a shipment, as views of it need it. Digests are hex. */
export interface ShipmentClip {
  id: string;
  taskId: string;
  stage: string;
  kind: 'film' | 'still';
  take: number;
  /** Recorded under a lease that another station has overtaken: for staff, never for customers. */
  overtaken: boolean;
  state: ClipState;
  mediaState: MediaState;
  mediaReason: string | null;
  startedAt: Date;
  durationMs: number | null;
  sha256: string | null;
  marks: ClipMark[];
  /** The customer's film exists only when something of the clip may be shown to customers. */
  renditions: { kind: string; contentType: string; durationMs: number | null }[];
  manifest: SealedManifest | null;
}

/** A manifest in force. Without a time stamp it is valid: one is pending. */
export interface SealedManifest {
  sha256: string;
  keyId: string;
  sealedAt: Date;
  timestampedAt: Date | null;
  /** Who says so; `local` is this installation's stand-in, `verified` led to the configured CA. */
  timestampedBy: { name: string; local: boolean; verified: boolean } | null;
}

interface Row {
  id: string;
  task_id: string;
  stage: string;
  kind: 'film' | 'still';
  take: number;
  overtaken: boolean;
  state: ClipState;
  media_state: MediaState;
  media_reason: string | null;
  started_at: Date;
  duration_ms: number | null;
  sha256: string | null;
  marks: ClipMark[];
  renditions: ShipmentClip['renditions'];
  manifest_sha256: string | null;
  key_id: string | null;
  sealed_at: Date | null;
  gen_time: Date | null;
  authority: string | null;
  verified: boolean | null;
}

const CLIPS_OF_SHIPMENT = {
  name: 'evidence_clips_of_shipment',
  text: `select c.id, c.task_id, t.stage, c.kind, c.take, c.overtaken, c.state, c.media_state, c.media_reason, c.started_at,
      c.duration_ms, encode(c.sha256, 'hex') as sha256, c.marks,
      coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'contentType', r.content_type, 'durationMs', r.duration_ms)
        order by r.kind) from renditions r where r.clip_id = c.id), '[]') as renditions,
      encode(m.sha256, 'hex') as manifest_sha256, d.key_id, m.sealed_at, s.gen_time, s.authority, s.verified
    from evidence_links l
    join clips c on c.id = l.clip_id
    join tasks t on t.id = c.task_id
    left join evidence_manifests m on m.clip_id = c.id
    left join ledger_documents d on d.sha256 = m.sha256
    left join timestamps s on s.imprint = sha256(d.signature)
    where l.shipment_id = $2 and l.brand_id = $1
    order by t.position, c.started_at, c.id`,
};

/** Every clip that is linked to a shipment, in the order of the stages, in one statement. */
export async function clipsOfShipment(
  on: Executor,
  brandId: string,
  shipmentId: string,
): Promise<ShipmentClip[]> {
  return (await rows<Row>(on, CLIPS_OF_SHIPMENT, [brandId, shipmentId])).map(toShipmentClip);
}

function toShipmentClip(row: Row): ShipmentClip {
  return {
    id: row.id,
    taskId: row.task_id,
    stage: row.stage,
    kind: row.kind,
    take: row.take,
    overtaken: row.overtaken,
    state: row.state,
    mediaState: row.media_state,
    mediaReason: row.media_reason,
    startedAt: row.started_at,
    durationMs: row.duration_ms,
    sha256: row.sha256,
    marks: row.marks,
    renditions: row.renditions,
    manifest: toManifest(row),
  };
}

function toManifest(row: Row): SealedManifest | null {
  const { manifest_sha256: sha256, key_id: keyId, sealed_at: sealedAt, authority } = row;
  if (!sha256 || !keyId || !sealedAt) return null;
  const timestampedBy = authority
    ? { name: authority, local: isLocalAuthority(authority), verified: row.verified === true }
    : null;
  return { sha256, keyId, sealedAt, timestampedAt: row.gen_time, timestampedBy };
}
