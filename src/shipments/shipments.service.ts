import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { BrandScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { affected, firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { appendTimeline } from '../timeline/timeline.js';
import { retellCarrier } from './carrier-retelling.js';
import { readShipment, shipmentNotFound } from './shipment-queries.js';
import type { CarrierEventBody, CarrierEventResult, Shipment } from './shipments.contract.js';

type EventBody = z.infer<typeof CarrierEventBody>;
type EventResult = z.infer<typeof CarrierEventResult>;

interface LockedRow {
  order_id: string;
  state: Shipment['state'];
  ahead: boolean;
}

// Clocks of carriers and ours may differ a little; an hour ahead is a mistake.
const LOCK_SHIPMENT = `select order_id, state, $3::timestamptz > now() + interval '1 hour' as ahead
  from shipments where brand_id = $1 and id = $2 for update`;

const INSERT_EVENT = `
  insert into carrier_events (id, brand_id, shipment_id, carrier_state, place, detail, occurred_at)
  values ($1, $2, $3, $4, $5, $6, $7) on conflict (shipment_id, carrier_state, occurred_at) do nothing`;

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
   * One that comes before our stages are done is kept too, as carriers don't send it again: it moves nothing yet, is not
   * told to customers, and counts from the hand-over on.
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
      const isNew = await this.insert(manager, brand, shipmentId, event);
      const orderId = shipment.order_id;
      if (isNew) await this.tell(manager, brand, { orderId, shipmentId, event });
      const subject = { brandId: brand.brandId, orderId, shipmentId, state: shipment.state };
      return { ...(await retellCarrier(manager, subject)), duplicate: !isNew };
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

  private tell(
    manager: EntityManager,
    brand: BrandScope,
    { orderId, shipmentId, event }: { orderId: string; shipmentId: string; event: EventBody },
  ): Promise<void> {
    return appendTimeline(manager, {
      ...{ ...brand, orderId, shipmentId, kind: 'carrier_event' },
      data: { state: event.state, place: event.place },
      occurredAt: new Date(event.occurredAt),
    });
  }
}
