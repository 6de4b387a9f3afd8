import { createHash } from 'node:crypto';
import { type Executor, rows } from '../database/sql.js';

/** What is stamped: the signature of a document of a brand, or the note of a checkpoint of the log, which is nobody's own. */
export type Stamped = { kind: 'document'; brandId: string } | { kind: 'checkpoint' };

const WANT = {
  name: 'timestamps_want',
  text: `insert into timestamps (imprint, kind, brand_id) values ($1, $2, $3) on conflict do nothing`,
};

/** What bytes are called here and in their token: their SHA-256. */
export function imprintOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Asks for a time stamp over these very bytes, in the caller's transaction; asking again changes nothing. */
export async function wantTimestamp(on: Executor, bytes: Uint8Array, what: Stamped): Promise<void> {
  await rows(on, WANT, [imprintOf(bytes), what.kind, what.kind === 'document' ? what.brandId : null]);
}
