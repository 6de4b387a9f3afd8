import type { EntityManager } from 'typeorm';
import { affected, rows } from '../database/sql.js';
import { askForFirstShipmentManifest } from '../evidence/manifests-due.js';
import { type CarrierEvent, carrierStateAfter, shipmentStateAfter } from './carrier.state.js';
import { completeOrders } from './settle-orders.js';
import type { CarrierState, ShipmentState } from './shipments.contract.js';

const EVENTS = 'select carrier_state, occurred_at from carrier_events where shipment_id = $1 order by id';

const MOVE_SHIPMENT = `
  update shipments set carrier_state = $3, state = $4,
    delivered_at = case when $4 = 'delivered' then coalesce($5, delivered_at) else delivered_at end,
    handed_over_at = case when $4 in ('handed_over', 'delivered') then coalesce(handed_over_at, $6) else handed_over_at end,
    updated_at = now()
  where brand_id = $1 and id = $2`;

/**
 * Tells a parcel's state again from everything that its carrier has said. The caller holds the shipment's row lock, and
 * calls this with every new event and when the parcel is handed over: what the carrier said too early counts then.
 */
export async function retellCarrier(
  manager: EntityManager,
  shipment: { brandId: string; shipmentId: string; state: ShipmentState },
): Promise<{ carrierState: CarrierState; shipmentState: ShipmentState }> {
  const { brandId, shipmentId } = shipment;
  const { state, deliveredAt, pickedUpAt } = carrierStateAfter(await eventsOf(manager, shipmentId));
  const shipmentState = shipmentStateAfter(shipment.state, state);
  const values = [brandId, shipmentId, state, shipmentState, deliveredAt, pickedUpAt];
  await affected(manager, MOVE_SHIPMENT, values);
  await askForFirstShipmentManifest(manager, shipmentId);
  if (shipmentState === 'delivered') await completeOrders(manager, brandId, [shipmentId]);
  return { carrierState: state, shipmentState };
}

async function eventsOf(manager: EntityManager, shipmentId: string): Promise<CarrierEvent[]> {
  const found = await rows<{ carrier_state: CarrierState; occurred_at: Date }>(manager, EVENTS, [shipmentId]);
  return found.map((row) => ({ state: row.carrier_state, occurredAt: row.occurred_at }));
}
