import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstRow } from '../database/sql.js';
import { KeyArchive } from '../ledger/key-archive.js';
import { readObject } from '../ledger/read-object.js';
import { LogProofs } from '../log/log-proofs.service.js';
import { ObjectStore } from '../storage/object-store.js';
import type { CustomerRendition } from './tracking.rights.js';

/** What a browser needs to check the film that it received. Base64 and PEM; the script of the page reads it. */
export interface FilmProof {
  statement: string;
  /** ECDSA P-256 over the statement, DER. */
  signature: string;
  keyId: string;
  keyPem: string;
  /** `.tlog-proof`; null until the log has taken the statement. */
  proof: string | null;
  logKeyPem: string | null;
  /** Of the recording that the film was made from; null until it is sealed. */
  manifestSha256: string | null;
}

interface StatementRow {
  sha256: Buffer;
  object_key: string;
  version_id: string;
  signature: Buffer;
  key_id: string;
  manifest_sha256: string | null;
}

const FIND_STATEMENT = {
  name: 'tracking_statement',
  text: `select d.sha256, d.object_key, d.version_id, d.signature, d.key_id,
      (select encode(m.sha256, 'hex') from evidence_manifests m where m.clip_id = r.clip_id) as manifest_sha256
    from renditions r join ledger_documents d on d.sha256 = r.statement_sha256
    where r.brand_id = $1 and r.clip_id = $2 and r.kind = $3`,
};

/** Signed statements of films, for those who may see the film. */
@Injectable()
export class FilmProofs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly keys: KeyArchive,
    private readonly log: LogProofs,
  ) {}

  /** null when there is no such film. The caller has checked the right. */
  async find(brandId: string, clipId: string, kind: CustomerRendition): Promise<FilmProof | null> {
    const row = await firstRow<StatementRow>(this.dataSource, FIND_STATEMENT, [brandId, clipId, kind]);
    if (!row) return null;
    const [statement, key, logged] = await Promise.all([
      readObject(this.store, { bucket: 'ledger', key: row.object_key, versionId: row.version_id }),
      this.keys.find(row.key_id),
      this.log.find(row.sha256),
    ]);
    return {
      statement: statement.toString('base64'),
      signature: row.signature.toString('base64'),
      keyId: key.keyId,
      keyPem: key.pem,
      proof: logged?.text ?? null,
      logKeyPem: logged?.keyPem ?? null,
      manifestSha256: row.manifest_sha256,
    };
  }
}
