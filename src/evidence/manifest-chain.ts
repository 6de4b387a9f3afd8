// The chain of a shipment: every manifest about it names the digest of the one before, from the first pick to the hand-over.
// What is taken out, added later or put in another order shows.
import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import { type DocumentSubject, enterDocument, type WrittenDocument } from '../ledger/ledger-writer.js';
import { appendCustody } from './custody.js';
import { preserveLateObjects } from './preservation.service.js';
import { SYSTEM_ACTOR } from './system-actor.js';

/** The newest manifest of a shipment. */
export interface ChainHead {
  n: number;
  sha256: Buffer;
}

export type ManifestKind = 'clip' | 'stage' | 'shipment';

interface ChainLink {
  kind: ManifestKind;
  document: WrittenDocument;
  subject: DocumentSubject;
  taskId: string | null;
  /** The head that the document names as the one before it. */
  after: ChainHead | undefined;
}

const HEAD = 'select n, sha256 from evidence_manifests where shipment_id = $1 order by n desc limit 1';

const APPEND = `
  insert into evidence_manifests (id, brand_id, kind, clip_id, shipment_id, task_id, n, sha256, previous_sha256)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

export async function headOfChain(on: Executor, shipmentId: string): Promise<ChainHead | undefined> {
  return firstRow<ChainHead>(on, HEAD, [shipmentId]);
}

/** Held to the end of the transaction: two manifests made at once must not both name the same one as the one before them. */
export async function lockChain(manager: EntityManager, shipmentId: string): Promise<ChainHead | undefined> {
  await rows(manager, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`seal:${shipmentId}`]);
  return headOfChain(manager, shipmentId);
}

/** Whether the chain still ends where it did when a document was drafted. */
export function isSameHead(left: ChainHead | undefined, right: ChainHead | undefined): boolean {
  return left?.n === right?.n;
}

/** Appends a manifest to its chain, which the caller has locked, and enters it into the ledger. */
export async function appendManifest(
  manager: EntityManager,
  { kind, document, subject, taskId, after }: ChainLink,
): Promise<void> {
  const { brandId, shipmentId, clipId } = subject;
  await enterDocument(manager, document, subject);
  await affected(manager, APPEND, [
    ...[newId(), brandId, kind, clipId ?? null, shipmentId, taskId],
    ...[(after?.n ?? 0) + 1, document.sha256, after?.sha256 ?? null],
  ]);
}

/** Writes into the custody log that a manifest came into force. */
export async function tellOfManifest(
  manager: EntityManager,
  { brandId, shipmentId }: { brandId: string; shipmentId: string },
  { schema, sha256 }: WrittenDocument,
): Promise<{ caseIds: string[] }> {
  const detail = { schema, manifestSha256: sha256.toString('hex') };
  await appendCustody(manager, { brandId, shipmentId, actor: SYSTEM_ACTOR, kind: 'sealed', detail });
  return { caseIds: await preserveLateObjects(manager, { shipmentId }) };
}
