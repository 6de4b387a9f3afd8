import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../database/sql.js';
import { type EvidenceBucket, evidenceObjects } from '../../evidence/evidence-objects.js';
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

interface HeldRow {
  id: string;
  brand_id: string;
  case_id: string;
  clip_id: string | null;
  bucket: EvidenceBucket;
  object_key: string;
  version_id: string;
}

interface DisputeRow {
  id: string;
  brand_id: string;
  clip_ids: string[];
  shipment_ids: string[];
}

const HELD = `
  select id, brand_id, case_id, clip_id, bucket, object_key, version_id from preservations
  where id > $1 and state = 'held' and ($2::uuid is null or brand_id = $2) order by id limit ${BATCH}`;

// What was stored in the last minutes is still on its way into the preservations.
const DISPUTES = `
  select k.id, k.brand_id, coalesce(array_agg(distinct c.id) filter (where c.id is not null), '{}') as clip_ids,
    array_agg(distinct h.id) as shipment_ids
  from cases k
  join shipments h on h.brand_id = k.brand_id and h.order_id = k.order_id and (k.shipment_id is null or k.shipment_id = h.id)
  left join evidence_links l on l.shipment_id = h.id
  left join clips c on c.id = l.clip_id and c.stored_at < now() - interval '10 minutes'
  where k.id > $1 and k.state = 'open' and k.weight in ('dispute', 'chargeback') and k.opened_at < now() - interval '10 minutes'
    and ($2::uuid is null or k.brand_id = $2)
  group by k.id order by k.id limit ${BATCH}`;

const WANTED = `select object_key, version_id from preservations where case_id = $1 and state in ('wanted', 'held')`;

/** Evidence under dispute: wanted by a preservation, and really held by storage. */
@Injectable()
export class HoldsCheck implements AuditCheck {
  readonly name = 'holds';

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async *run(scope: AuditScope): AsyncGenerator<AuditStep> {
    const { brandId, signal } = scope;
    const from = { first: FIRST_ID, signal };
    const held = (after: string) => rows<HeldRow>(this.dataSource, HELD, [after, brandId ?? null]);
    for await (const batch of inBatches(held, ({ id }) => id, from)) {
      const found = await mapSome(batch, (row) => this.unheld(row));
      yield { looked: batch.length, findings: found.flat() };
    }
    const disputes = (after: string) => rows<DisputeRow>(this.dataSource, DISPUTES, [after, brandId ?? null]);
    for await (const batch of inBatches(disputes, ({ id }) => id, from)) {
      const found = await mapSome(batch, (row) => this.unwanted(row));
      yield { looked: batch.length, findings: found.flat() };
    }
  }

  private async unheld(row: HeldRow): Promise<AuditFinding[]> {
    const object = { bucket: row.bucket, key: row.object_key, versionId: row.version_id };
    const facts = await this.store.head(object);
    if (facts?.legalHold) return [];
    const { brand_id: brandId, case_id: caseId, clip_id: clipId } = row;
    return [{ code: 'hold_missing', brandId, caseId, clipId: clipId ?? undefined, object }];
  }

  private async unwanted(dispute: DisputeRow): Promise<AuditFinding[]> {
    const { id: caseId, brand_id: brandId, clip_ids: clipIds, shipment_ids: shipmentIds } = dispute;
    const wanted = await rows<{ object_key: string; version_id: string }>(this.dataSource, WANTED, [caseId]);
    const keys = new Set(wanted.map((row) => `${row.object_key} ${row.version_id}`));
    const objects = await evidenceObjects(this.dataSource, { clipIds, shipmentIds });
    return objects
      .filter((row) => !keys.has(`${row.object_key} ${row.version_id}`))
      .map(({ clip_id: clipId, bucket, object_key: key, version_id: versionId }) => ({
        code: 'hold_missing',
        ...{ brandId, caseId, clipId: clipId ?? undefined, object: { bucket, key, versionId } },
      }));
  }
}
