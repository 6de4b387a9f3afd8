import { type Executor, rows } from '../database/sql.js';

/** Buckets by what they hold; their names at the storage come from the configuration. */
export type EvidenceBucket = 'originals' | 'derived' | 'ledger';

/** One version of an object in storage that belongs to a clip, or (null) to a shipment alone. */
export interface EvidenceObject {
  clip_id: string | null;
  bucket: EvidenceBucket;
  object_key: string;
  version_id: string;
}

/** What a dispute is about. */
export interface EvidenceSubject {
  clipIds: readonly string[];
  shipmentIds: readonly string[];
}

// Everything that a dispute must keep: original, renditions, and every signed document with its signature, also of the stages
// and the shipment as a whole. Lists of custody are made for those who export and prove nothing about the shipment.
const OWN_DOCUMENTS = `ledger_documents where shipment_id = any($2::uuid[]) and clip_id is null and schema not like 'akashi.custody/%'`;

const OBJECTS = {
  name: 'evidence_objects',
  text: `select * from (
      select id as clip_id, 'originals' as bucket, original_key as object_key, original_version_id as version_id
        from clips where id = any($1::uuid[])
      union select clip_id, 'derived', object_key, version_id from renditions where clip_id = any($1::uuid[])
      union select clip_id, 'ledger', object_key, version_id from ledger_documents where clip_id = any($1::uuid[])
      union select clip_id, 'ledger', signature_key, signature_version_id from ledger_documents where clip_id = any($1::uuid[])
      union select null, 'ledger', object_key, version_id from ${OWN_DOCUMENTS}
      union select null, 'ledger', signature_key, signature_version_id from ${OWN_DOCUMENTS}
    ) o where object_key is not null and version_id is not null`,
};

/** Every object version that exists of these clips and shipments by now. */
export async function evidenceObjects(
  on: Executor,
  { clipIds, shipmentIds }: EvidenceSubject,
): Promise<EvidenceObject[]> {
  return rows<EvidenceObject>(on, OBJECTS, [clipIds, shipmentIds]);
}
