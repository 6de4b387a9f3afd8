import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { rows } from '../../../src/database/sql.js';
import { DOCUMENT_SCHEMAS } from '../../../src/ledger/documents/document-schemas.js';
import { isSignedBy } from '../../../src/ledger/signing.js';
import { ObjectStore } from '../../../src/storage/object-store.js';

interface LedgerRow {
  schema: string;
  sha256: Buffer;
  object_key: string;
  version_id: string;
  signature: Buffer;
  key_id: string;
}

/** A document of the ledger, checked: its digest, its signature by a published key, and its schema. */
export interface CheckedDocument {
  schema: string;
  sha256: string;
  keyId: string;
  /** As parsed JSON; what members it has is said by its schema. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  says: any;
}

/** Every document about a shipment's evidence, in the order in which they were signed. */
export async function documentsOf(
  app: NestFastifyApplication,
  shipmentId: string,
): Promise<CheckedDocument[]> {
  const all = await rows<LedgerRow & Record<string, unknown>>(
    app.get(DataSource),
    `select d.* from ledger_documents d left join evidence_manifests m on m.sha256 = d.sha256
      where d.shipment_id = $1 order by m.n nulls last, d.signed_at`,
    [shipmentId],
  );
  return Promise.all(all.map((row) => checked(app, row)));
}

async function checked(app: NestFastifyApplication, row: LedgerRow): Promise<CheckedDocument> {
  const { schema, object_key: key, version_id: versionId, key_id: keyId } = row;
  const bytes = await buffer((await app.get(ObjectStore).get({ bucket: 'ledger', key, versionId })).body);
  const sha256 = createHash('sha256').update(bytes).digest();
  if (!sha256.equals(row.sha256)) throw new Error(`${schema} has other bytes than its row says`);
  const pem = (await app.inject({ url: `/v1/keys/${keyId}` })).body;
  if (!isSignedBy(pem, bytes, row.signature)) throw new Error(`${schema} isn't signed by its key`);
  const says: unknown = JSON.parse(bytes.toString());
  DOCUMENT_SCHEMAS[schema]?.parse(says);
  if (!DOCUMENT_SCHEMAS[schema]) throw new Error(`${schema} has no published schema`);
  return { schema, sha256: sha256.toString('hex'), keyId, says };
}
