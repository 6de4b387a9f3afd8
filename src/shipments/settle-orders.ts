import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, rows } from '../database/sql.js';
import { ORDER_MOVES } from '../orders/order.state.js';
import { appendTimeline } from '../timeline/timeline.js';

/**
 * What becomes of orders when their parcels end. An order is done when none of its parcels is under way any more: completed if
 * one of them arrived, cancelled if all of them were stopped: an open order that nobody ships would wait for ever, and the
 * next message about it would plan it anew. A parcel that holds goods of several orders counts for each.
 */

// $1: brand, $2: shipments.
const ORDERS_OF_SHIPMENTS = `
  select s.order_id from shipments s where s.brand_id = $1 and s.id = any($2::uuid[])
  union select l.order_id from shipment_lines x join order_lines l on l.id = x.order_line_id
  where l.brand_id = $1 and x.shipment_id = any($2::uuid[])`;

/** Whether an order has a parcel with such a state: its own, or one that its goods have joined. */
const hasParcel = (state: string) => `(
  exists (select 1 from shipments s where s.brand_id = o.brand_id and s.order_id = o.id and s.state ${state})
  or exists (select 1 from order_lines l join shipment_lines x on x.order_line_id = l.id join shipments s on s.id = x.shipment_id
    where l.order_id = o.id and s.state ${state}))`;

const COMPLETE = `
  update orders o set state = 'completed', updated_at = now()
  where o.brand_id = $1 and o.id in (${ORDERS_OF_SHIPMENTS}) and o.state ${inSourcesOf(ORDER_MOVES, 'completed')}
    and ${hasParcel(`= 'delivered'`)} and not ${hasParcel(`not in ('delivered', 'returned', 'cancelled')`)}`;

const CANCEL = `
  update orders o set state = 'cancelled', cancelled_at = now(), cancel_reason = $3, revision = o.revision + 1, updated_at = now()
  where o.brand_id = $1 and o.id in (${ORDERS_OF_SHIPMENTS}) and o.state ${inSourcesOf(ORDER_MOVES, 'cancelled')}
    and not ${hasParcel(`<> 'cancelled'`)} returning o.id`;

/** Completes the orders of parcels that have arrived. */
export async function completeOrders(
  manager: EntityManager,
  brandId: string,
  shipmentIds: readonly string[],
): Promise<void> {
  await affected(manager, COMPLETE, [brandId, shipmentIds]);
}

/**
 * Ends the orders of shipments that staff have stopped, where nothing else of them is under way. The caller has locked the orders.
 * @param reason a code
 */
export async function endStoppedOrders(
  manager: EntityManager,
  brandId: string,
  shipmentIds: readonly string[],
  { reason, actor }: { reason: string; actor: Actor },
): Promise<void> {
  await completeOrders(manager, brandId, shipmentIds);
  const cancelled = await rows<{ id: string }>(manager, CANCEL, [brandId, shipmentIds, reason]);
  const occurredAt = new Date();
  await appendTimeline(
    manager,
    cancelled.map(({ id }) => ({
      ...{ brandId, orderId: id, actor, occurredAt },
      kind: 'order_cancelled' as const,
      data: {},
    })),
  );
}
