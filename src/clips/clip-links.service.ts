import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { newId } from '../database/ids.js';
import { affected, firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { settleEvidenceAlarm } from '../evidence/completeness.store.js';
import { appendCustody } from '../evidence/custody.js';
import { askForShipmentManifests } from '../evidence/manifests-due.js';
import { AppError } from '../http/app-error.js';
import { appendTimeline } from '../timeline/timeline.js';
import type { ClipState } from './clip.state.js';
import type { ClipLink, ClipLinkBody } from './clips.contract.js';

/** Whose clips and shipments somebody may join: a brand's, or those of a warehouse. */
export type LinkScope = { brandId: string } | { warehouseId: string };

interface Pair {
  brandId: string;
  orderId: string | null;
  state: ClipState;
}

// Both in the caller's scope and both of one brand: anything else isn't there for the caller.
const CLIP = `select c.brand_id as "brandId", c.state, s.order_id as "orderId" from clips c
  left join shipments s on s.id = $2 and s.brand_id = c.brand_id and ($4::uuid is null or s.warehouse_id = $4)
  where c.id = $1 and ($3::uuid is null or c.brand_id = $3) and ($4::uuid is null or c.warehouse_id = $4)`;

const LINK = `insert into evidence_links (id, brand_id, clip_id, shipment_id, reason) values ($1, $2, $3, $4, $5)
  on conflict (clip_id, shipment_id) do nothing`;

/** Late binding: a recording that was made by order, tote or item belongs to a parcel that is known only afterwards. */
@Injectable()
export class ClipLinksService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Adds that a clip proves something about a shipment. The same again changes nothing; nothing takes it back.
   * @throws AppError clip_not_found, shipment_not_found, clip_not_completed
   */
  async link(
    scope: LinkScope,
    { clipId, actor }: { clipId: string; actor: Actor },
    { shipmentId, reason }: ClipLinkBody,
  ): Promise<ClipLink> {
    return inTransaction(this.dataSource, async (manager) => {
      const params = 'brandId' in scope ? [scope.brandId, null] : [null, scope.warehouseId];
      const pair = await firstRow<Pair>(manager, CLIP, [clipId, shipmentId, ...params]);
      const { brandId, orderId } = joinable(pair);
      const added = await affected(manager, LINK, [newId(), brandId, clipId, shipmentId, reason]);
      if (added > 0) {
        const subject = { brandId, shipmentId, actor };
        await appendCustody(manager, { ...subject, clipId, kind: 'linked', detail: { reason } });
        await appendTimeline(manager, {
          ...{ ...subject, orderId, occurredAt: new Date() },
          ...{ kind: 'evidence_linked', data: { clipId, link: reason } },
        });
        await settleEvidenceAlarm(manager, shipmentId);
        // A sweep adds the job.
        await askForShipmentManifests(manager, [shipmentId]);
      }
      return { clipId, shipmentId, already: added === 0 };
    });
  }
}

function joinable(pair: Pair | undefined): { brandId: string; orderId: string } {
  if (!pair) throw new AppError('clip_not_found', 'No clip of yours has this id.');
  const { brandId, orderId, state } = pair;
  if (orderId === null)
    throw new AppError('shipment_not_found', 'No shipment of the clip’s brand has this id.');
  if (state === 'recording' || state === 'abandoned') {
    throw new AppError(
      'clip_not_completed',
      'This recording has not arrived yet; link it when it is complete.',
    );
  }
  return { brandId, orderId };
}
