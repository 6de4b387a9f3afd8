import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fromBigint } from '../../database/bigint-transformer.js';
import { rows } from '../../database/sql.js';
import { ObjectStore } from '../../storage/object-store.js';
import {
  type AuditCheck,
  type AuditFinding,
  type AuditScope,
  type AuditStep,
  BATCH,
  FIRST_ID,
  inBatches,
  mapSome,
} from '../audit.check.js';
import { compareObject } from '../stored-object.js';

interface RenditionAuditRow {
  id: string;
  brand_id: string;
  clip_id: string;
  object_key: string;
  version_id: string;
  bytes: string;
  sha256: Buffer;
  has_statement: boolean;
}

const RENDITIONS = `
  select r.id, r.brand_id, r.clip_id, r.object_key, coalesce(r.version_id, 'null') as version_id, r.bytes, r.sha256,
    exists (select 1 from ledger_documents d where d.sha256 = r.statement_sha256) as has_statement
  from renditions r
  where r.id > $1 and ($2::uuid is null or r.brand_id = $2) and ($3::timestamptz is null or r.created_at >= $3)
  order by r.id limit ${BATCH}`;

/** Films and pictures that people see: in storage as recorded, each with a statement. */
@Injectable()
export class RenditionsCheck implements AuditCheck {
  readonly name = 'renditions';

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async *run(scope: AuditScope): AsyncGenerator<AuditStep> {
    const read = (after: string) =>
      rows<RenditionAuditRow>(this.dataSource, RENDITIONS, [
        ...[after, scope.brandId ?? null, scope.since ?? null],
      ]);
    for await (const batch of inBatches(read, ({ id }) => id, { first: FIRST_ID, signal: scope.signal })) {
      const found = await mapSome(batch, (row) => this.findings(row, scope));
      yield { looked: batch.length, findings: found.flat() };
    }
  }

  private async findings(row: RenditionAuditRow, scope: AuditScope): Promise<AuditFinding[]> {
    const version = { bucket: 'derived' as const, key: row.object_key, versionId: row.version_id };
    const recorded = { version, bytes: fromBigint(row.bytes), sha256: row.sha256 };
    const compared = await compareObject(this.store, recorded, scope);
    const about = { brandId: row.brand_id, clipId: row.clip_id, object: version };
    const findings: AuditFinding[] = row.has_statement ? [] : [{ code: 'statement_missing', ...about }];
    if (compared === 'missing') findings.push({ code: 'rendition_missing', ...about });
    if (compared === 'altered') findings.push({ code: 'rendition_altered', ...about });
    return findings;
  }
}
