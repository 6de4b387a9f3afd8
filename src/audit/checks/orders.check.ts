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

interface TellingRow {
  id: string;
  brand_id: string;
  shipment_id: string;
  clip_id: string | null;
  differs: boolean;
}

const TELLINGS = `
  select e.id, e.brand_id, e.shipment_id, e.data->>'clipId' as clip_id, h.order_id is distinct from e.order_id as differs
  from timeline_events e left join shipments h on h.id = e.shipment_id
  where e.id > $1 and e.kind = 'evidence_sealed' and ($2::uuid is null or e.brand_id = $2)
    and ($3::timestamptz is null or e.recorded_at >= $3)
  order by e.id limit ${BATCH}`;

/** A shipment never changes its order: what the timeline told at the sealing must still be so. */
@Injectable()
export class OrdersCheck implements AuditCheck {
  readonly name = 'orders';

  constructor(private readonly dataSource: DataSource) {}

  async *run(scope: AuditScope): AsyncGenerator<AuditStep> {
    const { signal, brandId, since } = scope;
    const read = (after: string) =>
      rows<TellingRow>(this.dataSource, TELLINGS, [after, brandId ?? null, since ?? null]);
    for await (const batch of inBatches(read, ({ id }) => id, { first: FIRST_ID, signal })) {
      const findings = batch
        .filter(({ differs }) => differs)
        .map((row) => ({
          code: 'order_changed' as const,
          ...{ brandId: row.brand_id, shipmentId: row.shipment_id, clipId: row.clip_id ?? undefined },
        }));
      yield { looked: batch.length, findings };
    }
  }
}
