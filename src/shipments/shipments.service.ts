import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { BrandScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { ORDER_MOVES } from '../orders/order.state.js';
import { appendTimeline } from '../timeline/timeline.js';
import { type CarrierEvent, carrierStateAfter, shipmentStateAfter } from './carrier.state.js';
import { readShipment, shipmentNotFound } from './shipment-queries.js';
import type { CarrierEventBody, CarrierEventResult, Shipment } from './shipments.contract.js';

type EventBody = z.infer<typeof CarrierEventBody>;
type EventResult = z.infer<typeof CarrierEventResult>;

interface LockedRow {
  order_id: string;
  state: Shipment['state'];
  carrier_state: Shipment['carrierState'];
  ahead: boolean;
}

// Clocks of carriers and ours may differ a little; an hour ahead is a mistake.
const LOCK_SHIPMENT = `select order_id, state, carrier_state, $3::timestamptz > now() + interval '1 hour' as ahead
  from shipments where brand_id = $1 and id = $2 for update`;

const INSERT_EVENT = `
  insert into carrier_events (id, brand_id, shipment_id, carrier_state, place, detail, occurred_at)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict (shipment_id, carrier_state, occurred_at) do nothing`;

const MOVE_SHIPMENT = `
  update shipments set carrier_state = $3, state = $4, delivered_at = coalesce($5, delivered_at),
    handed_over_at = case when $4 in ('handed_over', 'delivered') then coalesce(handed_over_at, $6) else handed_over_at end,
    updated_at = now()
  where brand_id = $1 and id = $2`;

const COMPLETE_ORDER = `
  update orders o set state = 'completed', updated_at = now()
  where o.brand_id = $1 and o.id = $2 and o.state ${inSourcesOf(ORDER_MOVES, 'completed')} and not exists (
    select 1 from shipments s where s.brand_id = o.brand_id and s.order_id = o.id
      and s.state not in ('delivered', 'returned', 'cancelled'))`;

/** Shipments as the brand sees them, and what carriers report of them. */
@Injectable()
export class ShipmentsService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws AppError shipment_not_found */
  async get(brandId: string, shipmentId: string): Promise<Shipment> {
    return readShipment(this.dataSource, brandId, shipmentId);
  }

  /**
   * Keeps a carrier's event and tells the parcel's state again from all of them, so late and repeated events do no harm.
   * @throws AppError shipment_not_found, event_in_future
   */
  async addCarrierEvent(brand: BrandScope, shipmentId: string, event: EventBody): Promise<EventResult> {
    return inTransaction(this.dataSource, async (manager) => {
      const shipment = await firstRow<LockedRow & Record<string, unknown>>(manager, LOCK_SHIPMENT, [
        ...[brand.brandId, shipmentId, event.occurredAt],
      ]);
      if (!shipment) throw shipmentNotFound();
      if (shipment.ahead) {
        throw new AppError(
          'event_in_future',
          'Send the time at which the carrier saw the parcel, with its offset.',
        );
      }
      if (!(await this.insert(manager, brand, shipmentId, event))) {
        return { carrierState: shipment.carrier_state, shipmentState: shipment.state, duplicate: true };
      }
      const moved = await this.move(manager, brand, { shipmentId, shipment, event });
      return { ...moved, duplicate: false };
    });
  }

  private async insert(
    manager: EntityManager,
    { brandId }: BrandScope,
    shipmentId: string,
    event: EventBody,
  ): Promise<boolean> {
    const { state, place, detail, occurredAt } = event;
    const values = [newId(), brandId, shipmentId, state, place ?? null, detail ?? null, occurredAt];
    return (await affected(manager, INSERT_EVENT, values)) > 0;
  }

  private async move(
    manager: EntityManager,
    brand: BrandScope,
    { shipmentId, shipment, event }: { shipmentId: string; shipment: LockedRow; event: EventBody },
  ): Promise<{ carrierState: Shipment['carrierState']; shipmentState: Shipment['state'] }> {
    const { state, deliveredAt } = carrierStateAfter(await this.eventsOf(manager, shipmentId));
    const shipmentState = shipmentStateAfter(shipment.state, state);
    const { brandId } = brand;
    const values = [brandId, shipmentId, state, shipmentState, deliveredAt, event.occurredAt];
    await affected(manager, MOVE_SHIPMENT, values);
    if (shipmentState === 'delivered') await affected(manager, COMPLETE_ORDER, [brandId, shipment.order_id]);
    await appendTimeline(manager, {
      ...brand,
      orderId: shipment.order_id,
      shipmentId,
      kind: 'carrier_event',
      data: { state: event.state, place: event.place },
      occurredAt: new Date(event.occurredAt),
    });
    return { carrierState: state, shipmentState };
  }

  private async eventsOf(manager: EntityManager, shipmentId: string): Promise<CarrierEvent[]> {
    const sql = 'select carrier_state, occurred_at from carrier_events where shipment_id = $1 order by id';
    const found = await rows<{ carrier_state: CarrierEvent['state']; occurred_at: Date }>(manager, sql, [
      shipmentId,
    ]);
    return found.map((row) => ({ state: row.carrier_state, occurredAt: row.occurred_at }));
  }
}
