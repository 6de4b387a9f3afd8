import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../database/sql.js';
import { KeyArchive } from '../../ledger/key-archive.js';
import { isSignedBy } from '../../ledger/signing.js';
import { ObjectStore } from '../../storage/object-store.js';
import { imprintOf } from '../../timestamps/want-timestamp.js';
import {
  type AuditCheck,
  type AuditFinding,
  type AuditScope,
  type AuditStep,
  BATCH,
  inBatches,
  mapSome,
} from '../audit.check.js';
import { parseDocument } from '../compare-document.js';
import { contradictions } from '../document-content.js';
import { readSmall } from '../stored-object.js';

interface DocumentAuditRow {
  sha256: Buffer;
  schema: string;
  brand_id: string;
  shipment_id: string;
  clip_id: string | null;
  object_key: string;
  version_id: string;
  signature: Buffer;
  signature_key: string | null;
  signature_version_id: string | null;
  key_id: string;
  signed_at: Date;
  log_index: string | null;
}

type Found = Pick<AuditFinding, 'code' | 'members'>;

const DOCUMENTS = `
  select * from ledger_documents
  where sha256 > decode($1, 'hex') and ($2::uuid is null or brand_id = $2) and ($3::timestamptz is null or signed_at >= $3)
  order by sha256 limit ${BATCH}`;

const STAMPED = 'select imprint, token is not null as stamped from timestamps where imprint = any($1)';

const LOGGED_AFTER_MS = 10 * 60_000;
const STAMPED_AFTER_MS = 60 * 60_000;

/** Signed documents: their bytes, always read and hashed, their signatures, and what the database says today of the same. */
@Injectable()
export class DocumentsCheck implements AuditCheck {
  readonly name = 'documents';

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly keys: KeyArchive,
  ) {}

  async *run(scope: AuditScope): AsyncGenerator<AuditStep> {
    const pems = new Map((await this.keys.list()).map(({ keyId, pem }): [string, string] => [keyId, pem]));
    const read = (after: string) =>
      rows<DocumentAuditRow>(this.dataSource, DOCUMENTS, [after, scope.brandId ?? null, scope.since ?? null]);
    const placeOf = ({ sha256 }: DocumentAuditRow) => sha256.toString('hex');
    for await (const batch of inBatches(read, placeOf, { first: '', signal: scope.signal })) {
      const found = await mapSome(batch, async (row) =>
        (await this.findings(row, pems.get(row.key_id))).map((finding) => ({ ...aboutOf(row), ...finding })),
      );
      yield { looked: batch.length, findings: [...found.flat(), ...(await this.unattested(batch))] };
    }
  }

  private async findings(row: DocumentAuditRow, pem: string | undefined): Promise<Found[]> {
    const stored = await readSmall(this.store, {
      ...{ bucket: 'ledger', key: row.object_key, versionId: row.version_id },
    });
    const ofSignature = await this.signatureFile(row);
    if (!stored) return [...ofSignature, { code: 'document_missing' }];
    if (pem === undefined) ofSignature.push({ code: 'key_unknown' });
    else if (!isSignedBy(pem, stored.bytes, row.signature)) ofSignature.push({ code: 'signature_invalid' });
    return [...ofSignature, ...(await this.content(row, stored))];
  }

  private async content(
    row: DocumentAuditRow,
    { bytes, lastModified }: { bytes: Buffer; lastModified: Date },
  ): Promise<Found[]> {
    const content = parseDocument(bytes);
    if (!digestOf(bytes).equals(row.sha256) || !content) return [{ code: 'document_altered' }];
    const { schema, sha256 } = row;
    if (content.schema !== schema) return [{ code: 'document_contradicts_rows', members: ['schema'] }];
    return contradictions(this.dataSource, { schema, sha256, content, storedAt: lastModified, row });
  }

  private async signatureFile(row: DocumentAuditRow): Promise<Found[]> {
    const { signature_key: key, signature_version_id: versionId } = row;
    if (key === null || versionId === null) return [];
    const stored = await readSmall(this.store, { bucket: 'ledger', key, versionId });
    if (!stored) return [{ code: 'signature_missing' }];
    return stored.bytes.equals(row.signature) ? [] : [{ code: 'signature_altered' }];
  }

  /** What should be in the log and time-stamped by now. */
  private async unattested(batch: readonly DocumentAuditRow[]): Promise<AuditFinding[]> {
    const imprints = batch.map(({ signature }) => imprintOf(signature));
    const known = await rows<{ imprint: Buffer; stamped: boolean }>(this.dataSource, STAMPED, [imprints]);
    const stamps = new Map(known.map(({ imprint, stamped }) => [imprint.toString('hex'), stamped]));
    return batch.flatMap((row) => {
      const found: AuditFinding[] = [];
      const isOlderThan = (ms: number) => row.signed_at.getTime() < Date.now() - ms;
      if (row.log_index === null && isOlderThan(LOGGED_AFTER_MS)) {
        found.push({ code: 'not_logged', ...aboutOf(row) });
      }
      const stamped = stamps.get(imprintOf(row.signature).toString('hex'));
      if (stamped === undefined) found.push({ code: 'not_stamped', ...aboutOf(row) });
      else if (!stamped && isOlderThan(STAMPED_AFTER_MS))
        found.push({ code: 'stamp_pending', ...aboutOf(row) });
      return found;
    });
  }
}

function aboutOf(row: DocumentAuditRow): Omit<AuditFinding, 'code'> {
  return {
    ...{ brandId: row.brand_id, shipmentId: row.shipment_id, clipId: row.clip_id ?? undefined },
    sha256: row.sha256.toString('hex'),
    object: { bucket: 'ledger', key: row.object_key, versionId: row.version_id },
  };
}

function digestOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
