import { type Executor, rows } from '../database/sql.js';

/** Buckets by what they hold; their names at the storage come from the configuration. */
export type EvidenceBucket = 'originals' | 'derived' | 'ledger';

/** One version of an object in storage that belongs to a clip. */
export interface EvidenceObject {
  clip_id: string;
  bucket: EvidenceBucket;
  object_key: string;
  version_id: string;
}

// Everything that a dispute must keep: original, renditions, and every signed document with its signature.
const OBJECTS_OF_CLIPS = {
  name: 'evidence_objects_of_clips',
  text: `select * from (
      select id as clip_id, 'originals' as bucket, original_key as object_key, original_version_id as version_id
        from clips where id = any($1::uuid[])
      union select clip_id, 'derived', object_key, version_id from renditions where clip_id = any($1::uuid[])
      union select clip_id, 'ledger', object_key, version_id from ledger_documents where clip_id = any($1::uuid[])
      union select clip_id, 'ledger', signature_key, signature_version_id from ledger_documents where clip_id = any($1::uuid[])
    ) o where object_key is not null and version_id is not null`,
};

/** Every object version that exists of these clips by now. */
export async function objectsOfClips(on: Executor, clipIds: readonly string[]): Promise<EvidenceObject[]> {
  return rows<EvidenceObject>(on, OBJECTS_OF_CLIPS, [clipIds]);
}
