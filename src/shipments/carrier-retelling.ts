import type { EntityManager } from 'typeorm';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, rows } from '../database/sql.js';
import { ORDER_MOVES } from '../orders/order.state.js';
import { type CarrierEvent, carrierStateAfter, shipmentStateAfter } from './carrier.state.js';
import type { CarrierState, ShipmentState } from './shipments.contract.js';

const EVENTS = 'select carrier_state, occurred_at from carrier_events where shipment_id = $1 order by id';

const MOVE_SHIPMENT = `
  update shipments set carrier_state = $3, state = $4,
    delivered_at = case when $4 = 'delivered' then coalesce($5, delivered_at) else delivered_at end,
    handed_over_at = case when $4 in ('handed_over', 'delivered') then coalesce(handed_over_at, $6) else handed_over_at end,
    updated_at = now()
  where brand_id = $1 and id = $2`;

const COMPLETE_ORDER = `
  update orders o set state = 'completed', updated_at = now()
  where o.brand_id = $1 and o.id = $2 and o.state ${inSourcesOf(ORDER_MOVES, 'completed')} and not exists (
    select 1 from shipments s where s.brand_id = o.brand_id and s.order_id = o.id
      and s.state not in ('delivered', 'returned', 'cancelled'))`;

/**
 * Tells a parcel's state again from everything that its carrier has said. The caller holds the shipment's row lock, and
 * calls this with every new event and when the parcel is handed over: what the carrier said too early counts then.
 */
export async function retellCarrier(
  manager: EntityManager,
  shipment: { brandId: string; orderId: string; shipmentId: string; state: ShipmentState },
): Promise<{ carrierState: CarrierState; shipmentState: ShipmentState }> {
  const { brandId, orderId, shipmentId } = shipment;
  const { state, deliveredAt, pickedUpAt } = carrierStateAfter(await eventsOf(manager, shipmentId));
  const shipmentState = shipmentStateAfter(shipment.state, state);
  const values = [brandId, shipmentId, state, shipmentState, deliveredAt, pickedUpAt];
  await affected(manager, MOVE_SHIPMENT, values);
  if (shipmentState === 'delivered') await affected(manager, COMPLETE_ORDER, [brandId, orderId]);
  return { carrierState: state, shipmentState };
}

async function eventsOf(manager: EntityManager, shipmentId: string): Promise<CarrierEvent[]> {
  const found = await rows<{ carrier_state: CarrierState; occurred_at: Date }>(manager, EVENTS, [shipmentId]);
  return found.map((row) => ({ state: row.carrier_state, occurredAt: row.occurred_at }));
}
