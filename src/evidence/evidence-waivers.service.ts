import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { newId } from '../database/ids.js';
import { firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { appendTimeline } from '../timeline/timeline.js';
import type { Waiver, WaiverBody } from './completeness.contract.js';
import { settleEvidenceAlarm, stageEvidenceOf } from './completeness.store.js';
import { appendCustody } from './custody.js';
import { isProven } from './evidence.completeness.js';
import { askForShipmentManifests } from './manifests-due.js';

/** Whose shipments somebody answers for: a brand's or a warehouse's. */
export type EvidenceScope = { brandId: string } | { warehouseId: string };

interface ShipmentRow {
  brandId: string;
  orderId: string;
}

interface WaiverRow extends Omit<Waiver, 'at' | 'already' | 'shipmentId'> {
  at: Date;
}

const SHIPMENT = `select brand_id as "brandId", order_id as "orderId" from shipments
  where id = $1 and ($2::uuid is null or brand_id = $2) and ($3::uuid is null or warehouse_id = $3)`;
const INSERT = `insert into evidence_waivers (id, brand_id, shipment_id, stage, reason, note, actor)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict (shipment_id, stage) do nothing
  returning id, stage, reason, note, at`;
const FIND = `select id, stage, reason, note, at from evidence_waivers where shipment_id = $1 and stage = $2`;

/** Managers say why a shipment goes without the evidence of a stage. Nothing takes it back. */
@Injectable()
export class EvidenceWaivers {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Waives the evidence of one stage. A second time changes nothing and answers what was said first.
   * @throws AppError shipment_not_found, evidence_stage_unknown, evidence_present
   */
  async waive(
    scope: EvidenceScope,
    { shipmentId, actor }: { shipmentId: string; actor: Actor },
    body: WaiverBody,
  ): Promise<Waiver> {
    return inTransaction(this.dataSource, async (manager) => {
      const shipment = await findShipment(manager, scope, shipmentId);
      const { stage, reason, note = null } = body;
      const before = await firstRow<WaiverRow>(manager, FIND, [shipmentId, stage]);
      if (before) return toWaiver(shipmentId, before, true);
      await refuseUnlessMissing(manager, shipmentId, stage);
      const params = [newId(), shipment.brandId, shipmentId, stage, reason, note, JSON.stringify(actor)];
      const made = await firstRow<WaiverRow>(manager, INSERT, params);
      const row = made ?? (await firstRow<WaiverRow>(manager, FIND, [shipmentId, stage]));
      if (!row) throw new Error('a waiver that is there already was not found');
      if (made) await tell(manager, { ...shipment, shipmentId, actor }, row);
      return toWaiver(shipmentId, row, !made);
    });
  }
}

async function findShipment(
  manager: EntityManager,
  scope: EvidenceScope,
  shipmentId: string,
): Promise<ShipmentRow> {
  const params = 'brandId' in scope ? [scope.brandId, null] : [null, scope.warehouseId];
  const shipment = await firstRow<ShipmentRow>(manager, SHIPMENT, [shipmentId, ...params]);
  if (!shipment) throw new AppError('shipment_not_found', 'No shipment of yours has this id.');
  return shipment;
}

async function refuseUnlessMissing(manager: EntityManager, shipmentId: string, stage: string): Promise<void> {
  const stages = await stageEvidenceOf(manager, shipmentId);
  const found = stages.find((one) => one.stage === stage);
  if (!found) {
    const known = stages.map((one) => one.stage).join(', ');
    throw new AppError('evidence_stage_unknown', `This shipment has the stages ${known}; name one of them.`);
  }
  if (isProven(found)) {
    throw new AppError('evidence_present', 'The evidence of this stage is there: nothing is to be waived.');
  }
}

async function tell(
  manager: EntityManager,
  { brandId, orderId, shipmentId, actor }: ShipmentRow & { shipmentId: string; actor: Actor },
  { id: waiverId, stage, reason }: WaiverRow,
): Promise<void> {
  const detail = { waiverId, stage, reason };
  await appendCustody(manager, { brandId, shipmentId, actor, kind: 'waived', detail });
  await appendTimeline(manager, {
    ...{ brandId, orderId, shipmentId, actor, occurredAt: new Date() },
    ...{ kind: 'evidence_waived', data: { waiverId, stage, waiver: reason } },
  });
  await settleEvidenceAlarm(manager, shipmentId);
  // A sweep adds the job.
  await askForShipmentManifests(manager, [shipmentId]);
}

function toWaiver(shipmentId: string, { at, ...row }: WaiverRow, already: boolean): Waiver {
  return { ...row, shipmentId, at: at.toISOString(), already };
}
