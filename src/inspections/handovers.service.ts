import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { askForShipmentManifests } from '../evidence/manifests-due.js';
import { raiseEvidenceAlarm } from '../evidence/completeness.store.js';
import { AppError } from '../http/app-error.js';
import { JobQueue } from '../jobs/job-queue.js';
import type { HandoverResult } from '../queue/queue.contract.js';
import { retellCarrier } from '../shipments/carrier-retelling.js';
import { mayMove } from '../shipments/shipment.state.js';
import type { ShipmentState } from '../shipments/shipments.contract.js';
import { normaliseWaybillNumber } from '../shipments/waybill-numbers.js';
import { appendTimeline } from '../timeline/timeline.js';
import { passedByScan, recordAnswers } from './answers.store.js';
import { checksOfHandover } from './auto-answers.js';
import { HandoverMetrics } from './handover.metrics.js';
import { findTaskFacts } from './task-facts.store.js';

interface ParcelRow {
  id: string;
  carrier: string;
  number: string;
  bound_at: Date | null;
  handed_over_at: Date | null;
  shipment_id: string;
  brand_id: string;
  order_id: string;
  state: ShipmentState;
  parcel_count: number;
}

/** Where the shipment stands after a scan; `isUnproven`: it has left while evidence is missing. */
interface Left {
  shipmentState: ShipmentState;
  isUnproven: boolean;
}

// A number that a carrier uses again belongs to the parcel that has not left yet.
const FIND_PARCEL = `
  select w.id, w.carrier, w.number, w.bound_at, w.handed_over_at, s.id as shipment_id, s.brand_id, s.order_id, s.state,
    s.parcel_count
  from waybills w join shipments s on s.id = w.shipment_id
  where w.number_normalized = $1 and s.warehouse_id = $2 and w.voided_at is null and w.issued_on > current_date - 60
  order by (w.handed_over_at is null and w.bound_at is not null) desc, w.issued_on desc limit 1
  for update of s`;

const HAND_OVER_PARCEL = `update waybills set handed_over_at = now() where id = $1 and handed_over_at is null`;

const COUNT_GONE = `select count(*)::integer as gone from waybills
  where shipment_id = $1 and handed_over_at is not null and voided_at is null`;

// The carrier may have scanned the parcel before us and moved its shipment; then our scan adds custody, and the state stays.
const HAND_OVER_SHIPMENT = `
  update shipments set state = case when state = 'ready' then 'handed_over' else state end,
    handed_over_at = coalesce(handed_over_at, now()), updated_at = now()
  where id = $1 and state in ('ready', 'handed_over', 'delivered') returning state`;

const LAST_TASK = `select id from tasks where shipment_id = $1 and state = 'completed' order by position desc limit 1`;

/** Parcels scanned at the truck: custody passes to the carrier. */
@Injectable()
export class HandoversService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
    private readonly metrics: HandoverMetrics,
  ) {}

  /**
   * Hands one parcel over; with the last one its shipment has left. The same parcel again changes nothing.
   * @throws AppError waybill_not_found, shipment_not_ready, shipment_stopped
   */
  async handOver(
    station: StationScope,
    body: { waybill: string; occurredAt: string },
  ): Promise<HandoverResult> {
    const { result, due, isUnproven } = await inTransaction(this.dataSource, (manager) =>
      this.handOverParcel(manager, station, body),
    );
    if (isUnproven) this.metrics.shippedWithoutEvidence();
    for (const shipmentId of due) await this.jobs.add('seal-shipment', { shipmentId }, { once: shipmentId });
    return result;
  }

  /** @returns with the shipments of which a manifest is due: those that have left */
  private async handOverParcel(
    manager: EntityManager,
    station: StationScope,
    body: { waybill: string; occurredAt: string },
  ): Promise<{ result: HandoverResult; due: string[]; isUnproven: boolean }> {
    const number = normaliseWaybillNumber(body.waybill);
    const parcel = await firstRow<ParcelRow>(manager, FIND_PARCEL, [number, station.warehouseId]);
    if (!parcel) {
      throw new AppError(
        'waybill_not_found',
        'No parcel here has this label: do not load it; call the supervisor.',
      );
    }
    refuseUnlessReady(parcel);
    const moved = await affected(manager, HAND_OVER_PARCEL, [parcel.id]);
    const gone = (await firstRow<{ gone: number }>(manager, COUNT_GONE, [parcel.shipment_id]))?.gone ?? 0;
    const isLast = moved > 0 && gone >= parcel.parcel_count;
    const left = isLast ? await this.leave(manager, station, parcel, body.occurredAt) : stays(parcel);
    const result = {
      shipmentId: parcel.shipment_id,
      parcelsHandedOver: gone,
      parcels: parcel.parcel_count,
      shipmentState: left.shipmentState,
      already: moved === 0,
    };
    const due = moved > 0 ? await askForShipmentManifests(manager, [parcel.shipment_id]) : [];
    return { result, due, isUnproven: left.isUnproven };
  }

  private async leave(
    manager: EntityManager,
    station: StationScope,
    parcel: ParcelRow,
    at: string,
  ): Promise<Left> {
    const [shipment] = await rows<{ state: ShipmentState }>(manager, HAND_OVER_SHIPMENT, [
      parcel.shipment_id,
    ]);
    if (!shipment) return stays(parcel);
    const occurredAt = new Date(at);
    const { brand_id: brandId, order_id: orderId, shipment_id: shipmentId, carrier, number } = parcel;
    const subject = { brandId, orderId, shipmentId, actor: station.actor, occurredAt };
    const data = { carrier, number, parcels: parcel.parcel_count };
    await appendTimeline(manager, { ...subject, kind: 'handed_over', data });
    const stages = await raiseEvidenceAlarm(manager, shipmentId);
    if (stages.length > 0) {
      await appendTimeline(manager, { ...subject, kind: 'shipped_without_evidence', data: { stages } });
    }
    await this.answerHandover(manager, station, shipmentId, occurredAt);
    const told = await retellCarrier(manager, { brandId, shipmentId, state: shipment.state });
    return { shipmentState: told.shipmentState, isUnproven: stages.length > 0 };
  }

  /** The check "scanned at hand-over" belongs to the last stage, which is long completed. */
  private async answerHandover(
    manager: EntityManager,
    station: StationScope,
    shipmentId: string,
    occurredAt: Date,
  ): Promise<void> {
    const [last] = await rows<{ id: string }>(manager, LAST_TASK, [shipmentId]);
    if (!last) return;
    const task = await findTaskFacts(manager, station.warehouseId, last.id);
    const answer = { ...task, taskId: task.id, packerId: station.packerId ?? null, occurredAt };
    await recordAnswers(manager, answer, passedByScan(checksOfHandover(task)));
  }
}

const stays = ({ state }: ParcelRow): Left => ({ shipmentState: state, isUnproven: false });

function refuseUnlessReady(parcel: ParcelRow): void {
  if (parcel.state === 'cancelled' || parcel.state === 'returned') {
    throw new AppError('shipment_stopped', 'This order was stopped: keep the parcel here.', {
      shipmentId: parcel.shipment_id,
    });
  }
  // Gone already: told as such by the answer.
  if (parcel.handed_over_at) return;
  const carrierWasFirst = parcel.state === 'handed_over' || parcel.state === 'delivered';
  if (!parcel.bound_at || !(carrierWasFirst || mayMove(parcel.state, 'handed_over'))) {
    throw new AppError('shipment_not_ready', 'This parcel is not finished: bring it back to its station.', {
      shipmentId: parcel.shipment_id,
      shipmentState: parcel.state,
    });
  }
}
