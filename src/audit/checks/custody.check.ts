import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../database/sql.js';
import {
  type AuditCheck,
  type AuditScope,
  type AuditStep,
  BATCH,
  FIRST_ID,
  inBatches,
} from '../audit.check.js';
import type { AuditCode } from '../audit.codes.js';

interface EventRow {
  id: string;
  brand_id: string;
  shipment_id: string | null;
  clip_id: string;
  code: AuditCode | null;
}

// What was told when it happened must still be so: an original's digest and version, a manifest's digest.
const EVENTS = `
  select e.id, e.brand_id, e.shipment_id, e.clip_id,
    case
      when c.id is null then 'clip_row_missing'
      when e.kind = 'stored' and (encode(c.sha256, 'hex') is distinct from e.detail->>'sha256'
        or c.original_version_id is distinct from e.detail->>'versionId') then 'custody_contradicts_rows'
      when e.kind = 'sealed' and not exists (select 1 from evidence_manifests m
        where m.clip_id = c.id and encode(m.sha256, 'hex') = e.detail->>'manifestSha256') then 'custody_contradicts_rows'
    end as code
  from custody_events e left join clips c on c.id = e.clip_id
  where e.id > $1 and e.kind in ('recorded', 'stored', 'sealed') and e.clip_id is not null
    and ($2::uuid is null or e.brand_id = $2) and ($3::timestamptz is null or e.occurred_at >= $3)
  order by e.id limit ${BATCH}`;

/** What the custody log has told of clips, against the clips. */
@Injectable()
export class CustodyCheck implements AuditCheck {
  readonly name = 'custody';

  constructor(private readonly dataSource: DataSource) {}

  async *run(scope: AuditScope): AsyncGenerator<AuditStep> {
    const { signal, brandId, since } = scope;
    const read = (after: string) =>
      rows<EventRow>(this.dataSource, EVENTS, [after, brandId ?? null, since ?? null]);
    for await (const batch of inBatches(read, ({ id }) => id, { first: FIRST_ID, signal })) {
      const findings = batch.flatMap(({ code, brand_id, shipment_id, clip_id }) =>
        code ? [{ code, brandId: brand_id, shipmentId: shipment_id ?? undefined, clipId: clip_id }] : [],
      );
      yield { looked: batch.length, findings };
    }
  }
}
