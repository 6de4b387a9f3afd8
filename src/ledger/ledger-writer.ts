// Every signed document goes the same way: its bytes and its detached signature into the ledger bucket first, then a row of
// `ledger_documents` in the transaction that puts it in force. From there the log takes its entry and a time-stamp authority
// its signature. A document that loses a race is removed again.
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { newId } from '../database/ids.js';
import { rows } from '../database/sql.js';
import { governanceLock } from '../storage/bucket-locks.js';
import { isObjectStoreError } from '../storage/object-store.error.js';
import { ObjectStore } from '../storage/object-store.js';
import { wantTimestamp } from '../timestamps/want-timestamp.js';
import { KeyArchive } from './key-archive.js';
import { type Signature, SigningService } from './signing.js';

interface PutObject {
  key: string;
  versionId: string;
}

/** A signed document as it lies in storage, not yet in force. */
export interface WrittenDocument {
  schema: string;
  /** Of the document's bytes. */
  sha256: Buffer;
  object: PutObject;
  /** ECDSA P-256, DER. */
  signature: Buffer;
  signatureObject: PutObject;
  keyId: string;
}

/** Whose evidence a document belongs to. */
export interface DocumentSubject {
  brandId: string;
  shipmentId: string;
  clipId?: string | null;
}

const ENTER = {
  name: 'ledger_enter',
  text: `insert into ledger_documents (sha256, schema, brand_id, shipment_id, clip_id, object_key, version_id, signature,
      signature_key, signature_version_id, key_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
};

/** Writes signed documents into the ledger. */
@Injectable()
export class LedgerWriter {
  constructor(
    private readonly store: ObjectStore,
    private readonly signing: SigningService,
    private readonly keys: KeyArchive,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * Signs a document with the service's key and stores both.
   * @param folder where it lies in the ledger bucket, e.g. `<brand>/<clip>`
   * @param bytes canonical JSON; these very bytes are stored, hashed and signed
   */
  async write(folder: string, schema: string, bytes: Buffer): Promise<WrittenDocument> {
    const [signature] = await Promise.all([this.signing.sign(bytes), this.keys.archive()]);
    return this.keep(folder, schema, bytes, signature);
  }

  /** Stores a document with a signature that somebody else has made, and that the caller has checked. */
  async keep(folder: string, schema: string, bytes: Buffer, signature: Signature): Promise<WrittenDocument> {
    const sha256 = createHash('sha256').update(bytes).digest();
    // Each draft has a name of its own: two made in the same millisecond are the same bytes with other signatures, and a
    // loser that clears up after itself must never remove what the winner has put in force.
    const key = `${folder}/${sha256.toString('hex')}.${newId()}.json`;
    const [object, signatureObject] = await Promise.all([
      this.put(key, bytes, 'application/json'),
      this.put(`${key}.sig`, signature.der, 'application/octet-stream'),
    ]);
    return { schema, sha256, object, signature: signature.der, signatureObject, keyId: signature.keyId };
  }

  /** Removes a document that didn't come into force. Where we may not bypass its lock it stays, and audits call it an orphan. */
  async discard({ object, signatureObject }: WrittenDocument): Promise<void> {
    await Promise.all(
      [object, signatureObject].map((version) =>
        this.store
          .deleteVersion({ bucket: 'ledger', ...version, bypassGovernance: true })
          .catch((error: unknown) => {
            if (!isObjectStoreError(error, 'locked')) throw error;
          }),
      ),
    );
  }

  private async put(key: string, body: Buffer, contentType: string): Promise<PutObject> {
    const lock = governanceLock(this.config.evidence.lockDays);
    const { versionId } = await this.store.put({
      ...{ bucket: 'ledger', key, body, contentType, ifAbsent: true, lock },
    });
    return { key, versionId };
  }
}

/** Puts a document in force, in the caller's transaction; a time stamp over its signature is wanted from then on. */
export async function enterDocument(
  manager: EntityManager,
  { schema, sha256, object, signature, signatureObject, keyId }: WrittenDocument,
  { brandId, shipmentId, clipId }: DocumentSubject,
): Promise<void> {
  await rows(manager, ENTER, [
    ...[sha256, schema, brandId, shipmentId, clipId ?? null, object.key, object.versionId],
    ...[signature, signatureObject.key, signatureObject.versionId, keyId],
  ]);
  await wantTimestamp(manager, signature, { kind: 'document', brandId });
}
