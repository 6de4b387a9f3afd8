import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { ObjectStore } from '../storage/object-store.js';
import { readObject } from '../ledger/read-object.js';

interface ManifestRow {
  object_key: string;
  version_id: string;
  sha256: Buffer;
  signature: Buffer;
  key_id: string;
}

const FIND = `
  select d.object_key, d.version_id, d.sha256, d.signature, d.key_id
  from evidence_manifests m join ledger_documents d on d.sha256 = m.sha256 where m.brand_id = $1 and m.clip_id = $2`;

/** A manifest with its detached signature. */
export interface SignedManifest {
  /** Exactly the bytes that were signed. */
  bytes: Buffer;
  sha256: string;
  signature: Buffer;
  keyId: string;
}

/** Reads sealed evidence back as it was stored. */
@Injectable()
export class ManifestReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  /** @throws AppError manifest_not_found, also for another brand's clip */
  async read(brandId: string, clipId: string): Promise<SignedManifest> {
    const row = await firstRow<ManifestRow>(this.dataSource, FIND, [brandId, clipId]);
    if (!row) throw new AppError('manifest_not_found', 'This clip is not sealed yet; ask again in a moment.');
    const bytes = await readObject(this.store, {
      bucket: 'ledger',
      key: row.object_key,
      versionId: row.version_id,
    });
    if (!createHash('sha256').update(bytes).digest().equals(row.sha256)) {
      throw new Error(`storage gave back other bytes than the manifest of clip ${clipId}`);
    }
    return { bytes, sha256: row.sha256.toString('hex'), signature: row.signature, keyId: row.key_id };
  }
}
