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
import type { AuditCode } from '../audit.codes.js';
import { compareObject } from '../stored-object.js';

interface ClipAuditRow {
  id: string;
  brand_id: string;
  state: string;
  original_key: string | null;
  original_version_id: string | null;
  original_locked_until: Date | null;
  total_bytes: string | null;
  sha256: Buffer | null;
  /** Of the manifest, else of the task. */
  shipment_id: string | null;
  manifest_sha256: Buffer | null;
  is_linked: boolean;
  recorded_for: string | null;
}

const CLIPS = `
  select c.id, c.brand_id, c.state, c.original_key, c.original_version_id, c.original_locked_until, c.total_bytes, c.sha256,
    coalesce(m.shipment_id, t.shipment_id) as shipment_id, m.sha256 as manifest_sha256,
    exists (select 1 from evidence_links l where l.clip_id = c.id and l.shipment_id = coalesce(m.shipment_id, t.shipment_id))
      as is_linked,
    (select l.shipment_id from evidence_links l where l.clip_id = c.id and l.reason = 'recorded' order by l.at limit 1)
      as recorded_for
  from clips c
  left join tasks t on t.id = c.task_id
  left join evidence_manifests m on m.clip_id = c.id
  where c.id > $1 and ($2::uuid is null or c.brand_id = $2) and c.state in ('completed', 'stored', 'sealed')
    and ($3::timestamptz is null or c.completed_at >= $3)
  order by c.id limit ${BATCH}`;

/** Clips: their original in storage, their manifest, their shipment. */
@Injectable()
export class ClipsCheck implements AuditCheck {
  readonly name = 'clips';

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async *run(scope: AuditScope): AsyncGenerator<AuditStep> {
    const read = (after: string) =>
      rows<ClipAuditRow>(this.dataSource, CLIPS, [after, scope.brandId ?? null, scope.since ?? null]);
    for await (const batch of inBatches(read, ({ id }) => id, { first: FIRST_ID, signal: scope.signal })) {
      const found = await mapSome(batch, async (clip) => {
        const codes = [...recordCodes(clip), ...(await this.originalCodes(clip, scope))];
        return codes.map((code) => findingOf(clip, code));
      });
      yield { looked: batch.length, findings: found.flat() };
    }
  }

  private async originalCodes(clip: ClipAuditRow, scope: AuditScope): Promise<AuditCode[]> {
    const { original_key: key, original_version_id: versionId, total_bytes: bytes, sha256 } = clip;
    if (clip.state === 'completed') return [];
    if (key === null || versionId === null || bytes === null || sha256 === null) return ['original_unnamed'];
    const recorded = {
      version: { bucket: 'originals' as const, key, versionId },
      bytes: fromBigint(bytes),
      ...{ sha256, lockedUntil: clip.original_locked_until },
    };
    const compared = await compareObject(this.store, recorded, scope);
    return compared === 'same' ? [] : [`original_${compared}`];
  }
}

/** What rows say of a clip must fit together. */
function recordCodes(clip: ClipAuditRow): AuditCode[] {
  const codes: AuditCode[] = [];
  if (clip.state === 'sealed' && !clip.manifest_sha256) codes.push('manifest_missing');
  if (clip.state !== 'sealed' && clip.manifest_sha256) codes.push('manifest_early');
  if (clip.recorded_for !== null && clip.shipment_id !== null && clip.recorded_for !== clip.shipment_id)
    codes.push('link_moved');
  if (!clip.is_linked) codes.push('link_missing');
  return codes;
}

function findingOf(clip: ClipAuditRow, code: AuditCode): AuditFinding {
  const { original_key: key, original_version_id: versionId } = clip;
  const object =
    key === null ? undefined : { bucket: 'originals' as const, key, versionId: versionId ?? undefined };
  return {
    ...{ code, brandId: clip.brand_id, shipmentId: clip.shipment_id ?? undefined, clipId: clip.id },
    ...(code.startsWith('original_') ? { object } : {}),
  };
}
