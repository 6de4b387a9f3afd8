import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { ObjectStore } from '../storage/object-store.js';
import { appendCustody, type CustodyKind } from './custody.js';
import type { MediaKind } from './evidence.contract.js';

interface MediaRequest {
  brandId: string;
  clipId: string;
  kind: MediaKind;
  actor: Actor;
  /** How long the address works; five minutes unless stated. */
  expiresSec?: number;
  /** Refuses clips that prove nothing about this shipment, and notes it in the custody log. */
  shipmentId?: string;
  /** Asked for with an original; noted with whatever else it comes with. */
  reason?: string;
  /** The case that it is looked at for. */
  caseId?: string;
}

interface ObjectRow {
  object_key: string;
  version_id: string;
  content_type: string;
}

const EXPIRES_SEC = 300;

const FIND_CASE = 'select 1 from cases where brand_id = $1 and id = $2';

const FIND_RENDITION = {
  name: 'evidence_find_rendition',
  text: `select r.object_key, r.version_id, r.content_type from renditions r
    where r.brand_id = $1 and r.clip_id = $2 and r.kind = $3
      and ($4::uuid is null or exists (select 1 from evidence_links l where l.clip_id = r.clip_id and l.shipment_id = $4))`,
};

const FIND_ORIGINAL = {
  name: 'evidence_find_original',
  text: `select c.original_key as object_key, c.original_version_id as version_id, c.content_type from clips c
    where c.brand_id = $1 and c.id = $2 and c.original_version_id is not null and $3::text = 'original'
      and ($4::uuid is null or exists (select 1 from evidence_links l where l.clip_id = c.id and l.shipment_id = $4))`,
};

/** Films and originals are streamed, pictures are seen, an original is taken away. */
const CUSTODY: Readonly<Record<MediaKind, CustodyKind>> = {
  staff: 'streamed',
  customer: 'streamed',
  digest: 'streamed',
  poster: 'viewed',
  storyboard: 'viewed',
  storyboard_vtt: 'viewed',
  still: 'viewed',
  chapters: 'viewed',
  export: 'downloaded',
  original: 'downloaded',
};

/** Gives addresses of evidence to those whose right has been checked, and notes each in the custody log. */
@Injectable()
export class EvidenceMedia {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  /**
   * An address that a browser can open for a few minutes. The caller has checked the right; the customer's pages may ask
   * for `customer`, `digest` and, while there is a customer's film, `poster` only.
   * @throws AppError rendition_not_found, also for another brand's clip; reason_required, case_not_found
   */
  async address(request: MediaRequest): Promise<string> {
    const { brandId, clipId, kind, actor, shipmentId } = request;
    const find = kind === 'original' ? FIND_ORIGINAL : FIND_RENDITION;
    await this.requireReason(request);
    const object = await firstRow<ObjectRow>(this.dataSource, find, [
      brandId,
      clipId,
      kind,
      shipmentId ?? null,
    ]);
    if (!object) {
      throw new AppError(
        'rendition_not_found',
        'This clip has nothing of this kind (yet); ask again when it is playable.',
      );
    }
    const url = await this.store.presignGet({
      bucket: kind === 'original' ? 'originals' : 'derived',
      key: object.object_key,
      versionId: object.version_id,
      contentType: object.content_type,
      expiresSec: request.expiresSec ?? EXPIRES_SEC,
      disposition:
        CUSTODY[kind] === 'downloaded'
          ? `attachment; filename="${clipId}.${extensionOf(object)}"`
          : undefined,
    });
    await appendCustody(this.dataSource, {
      brandId,
      clipId,
      shipmentId,
      kind: CUSTODY[kind],
      actor,
      detail: { kind, ...statedOf(request) },
    });
    return url;
  }

  private async requireReason({ brandId, kind, reason, caseId }: MediaRequest): Promise<void> {
    if (kind === 'original' && reason === undefined) {
      throw new AppError('reason_required', 'Say why you need the original: add ?reason= to the address.');
    }
    if (caseId !== undefined && !(await firstRow(this.dataSource, FIND_CASE, [brandId, caseId]))) {
      throw new AppError('case_not_found', 'This brand has no such case: check the id.');
    }
  }
}

function statedOf({ reason, caseId }: MediaRequest): Record<string, string> {
  return { ...(reason === undefined ? {} : { reason }), ...(caseId === undefined ? {} : { caseId }) };
}

function extensionOf({ content_type: contentType }: ObjectRow): string {
  return contentType.split('/')[1]?.replace('x-matroska', 'mkv') ?? 'bin';
}
