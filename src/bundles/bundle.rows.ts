import { type Executor, firstRow, rows } from '../database/sql.js';

/** A signed document about a shipment or one of its clips. */
export interface DocumentRow {
  sha256: Buffer;
  schema: string;
  clip_id: string | null;
  object_key: string;
  version_id: string;
  signature: Buffer;
  key_id: string;
}

export interface OriginalRow {
  clip_id: string;
  stage: string;
  kind: string;
  take: number;
  overtaken: boolean;
  started_at: Date;
  content_type: string;
  /** Null until the original is stored. */
  original_key: string | null;
  original_version_id: string | null;
  total_bytes: string | null;
  sha256: Buffer | null;
}

export interface RenditionRow {
  clip_id: string;
  kind: string;
  object_key: string;
  version_id: string;
  content_type: string;
  bytes: string;
  sha256: Buffer;
}

export interface CustodyRow {
  id: string;
  kind: string;
  clip_id: string | null;
  actor: { kind: string; id: string };
  detail: Readonly<Record<string, string | number | boolean | null>>;
  occurred_at: Date;
}

/** A clip that belongs to the shipment, but of which no signed document says so yet. */
export interface PendingClip extends Record<string, unknown> {
  clipId: string;
  why: 'not_sealed' | 'not_named_by_shipment';
}

/** Custody is a document of its own, made at each export: what earlier exports have made is no evidence of this shipment. */
export const CUSTODY_SCHEMA = 'akashi.custody/1';

// A clip may prove something of several boxes: its documents are where the clip is, in the chain of the box that it was filmed of.
const LINKED = 'select l.clip_id from evidence_links l where l.shipment_id = $2 and l.brand_id = $1';

// What can be checked: clips whose manifest stands in this shipment's own chain, and those of other chains once a signed
// akashi.shipment of this one names their link. The rest would look like something foreign that was put in.
const PROVEN = `
  select m.clip_id from evidence_manifests m where m.brand_id = $1 and m.shipment_id = $2 and m.clip_id is not null
  union select l.clip_id from evidence_links l join evidence_manifests m on m.clip_id = l.clip_id
  where l.brand_id = $1 and l.shipment_id = $2 and l.at <= (select max(s.signed_at) from ledger_documents s
    where s.brand_id = $1 and s.shipment_id = $2 and s.schema like 'akashi.shipment/%')`;

const DOCUMENTS = `
  select d.sha256, d.schema, d.clip_id, d.object_key, d.version_id, d.signature, d.key_id from ledger_documents d
  where d.brand_id = $1 and d.schema <> '${CUSTODY_SCHEMA}'
    and (d.clip_id is null and d.shipment_id = $2 or d.clip_id in (${PROVEN}))
  order by d.signed_at, d.sha256`;

const ORIGINALS = `
  select c.id as clip_id, t.stage, c.kind, c.take, c.overtaken, c.started_at, c.content_type, c.original_key,
    c.original_version_id, c.total_bytes, c.sha256
  from clips c join tasks t on t.id = c.task_id where c.brand_id = $1 and c.id in (${PROVEN})
  order by t.position, c.started_at, c.id`;

const PENDING = `
  select c.id as "clipId", case when m.clip_id is null then 'not_sealed' else 'not_named_by_shipment' end as why
  from clips c left join evidence_manifests m on m.clip_id = c.id
  where c.brand_id = $1 and c.id in (${LINKED}) and c.id not in (${PROVEN}) order by c.id`;

const RENDITIONS = `
  select r.clip_id, r.kind, r.object_key, r.version_id, r.content_type, r.bytes, r.sha256 from renditions r
  where r.brand_id = $1 and r.clip_id in (${PROVEN}) order by r.clip_id, r.kind`;

const CUSTODY = `
  select e.id, e.kind, e.clip_id, e.actor, e.detail, e.occurred_at from custody_events e
  where e.brand_id = $1 and (e.shipment_id = $2 or e.clip_id in (${LINKED})) order by e.id`;

export async function isShipmentOf(on: Executor, brandId: string, shipmentId: string): Promise<boolean> {
  const sql = 'select 1 from shipments where brand_id = $1 and id = $2';
  return (await firstRow(on, sql, [brandId, shipmentId])) !== undefined;
}

/** The signed documents of a shipment and of every clip that is linked to it, oldest first. */
export function documentsOf(on: Executor, brandId: string, shipmentId: string): Promise<DocumentRow[]> {
  return rows<DocumentRow>(on, DOCUMENTS, [brandId, shipmentId]);
}

export function originalsOf(on: Executor, brandId: string, shipmentId: string): Promise<OriginalRow[]> {
  return rows<OriginalRow>(on, ORIGINALS, [brandId, shipmentId]);
}

/** Clips of the shipment that nobody could check yet. */
export function pendingOf(on: Executor, brandId: string, shipmentId: string): Promise<PendingClip[]> {
  return rows<PendingClip>(on, PENDING, [brandId, shipmentId]);
}

export function renditionsOf(on: Executor, brandId: string, shipmentId: string): Promise<RenditionRow[]> {
  return rows<RenditionRow>(on, RENDITIONS, [brandId, shipmentId]);
}

export function custodyOf(on: Executor, brandId: string, shipmentId: string): Promise<CustodyRow[]> {
  return rows<CustodyRow>(on, CUSTODY, [brandId, shipmentId]);
}
