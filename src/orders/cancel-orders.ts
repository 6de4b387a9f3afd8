import type { EntityManager } from 'typeorm';
import type { BrandScope } from '../accounts/scopes.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { BulkStatement } from '../database/bulk-insert.js';
import { AppError } from '../http/app-error.js';
import { leaveSharedBoxes } from '../shipments/shared-boxes.js';
import { stopShipments } from '../shipments/shipment-changes.js';
import { isInHouse } from '../shipments/shipment.state.js';
import { appendTimeline } from '../timeline/timeline.js';
import { ORDER_MOVES } from './order.state.js';
import type { StoredOrder } from './stored-orders.js';

/** An order to stop. `bodyHash` when a newer version of the order said so. */
export interface Cancellation {
  order: StoredOrder;
  why: 'cancelled' | 'refunded';
  reason: string;
  bodyHash: Buffer | null;
}

const CANCEL_ORDERS = new BulkStatement(
  'bulk_cancel_orders',
  { id: 'uuid', brand_id: 'uuid', reason: 'text', payment_state: 'text', body_hash: 'bytea' },
  (source) => `update orders o set state = 'cancelled', cancelled_at = now(), cancel_reason = r.reason,
      payment_state = coalesce(r.payment_state, o.payment_state), body_hash = coalesce(r.body_hash, o.body_hash),
      revision = o.revision + 1, updated_at = now()
    from ${source} where o.id = r.id and o.brand_id = r.brand_id 
      and o.state ${inSourcesOf(ORDER_MOVES, 'cancelled')}`,
);

/** Why an order can't be cancelled any more, or null. */
export function whyNotCancellable(order: StoredOrder): AppError | null {
  if (order.sharesPackedBox) {
    return new AppError(
      'order_already_packed',
      'Its goods are packed in one box with another order: open the box, split it, then cancel again.',
    );
  }
  if (order.state !== 'completed' && order.shipments.every(({ state }) => isInHouse(state))) return null;
  return new AppError(
    'order_already_shipped',
    'A parcel has left the house; stop it with the carrier, or open a case when it comes back.',
  );
}

/** Stops orders with their work, whoever holds it, in the caller's transaction. The orders are locked and in the house. */
export async function cancelOrders(
  manager: EntityManager,
  brand: BrandScope,
  cancellations: readonly Cancellation[],
): Promise<void> {
  if (cancellations.length === 0) return;
  const orderIds = cancellations.map(({ order }) => order.id);
  const shared = await leaveSharedBoxes(manager, { ...brand, orderIds });
  for (const why of ['cancelled', 'refunded'] as const) {
    const shipmentIds = cancellations
      .filter((cancellation) => cancellation.why === why)
      .flatMap(({ order }) => order.shipments.map(({ id }) => id))
      .filter((id) => !shared.has(id));
    await stopShipments(manager, { ...brand, shipmentIds, why });
  }
  await CANCEL_ORDERS.run(
    manager,
    cancellations.map(({ order, why, reason, bodyHash }) => ({
      id: order.id,
      brand_id: brand.brandId,
      reason,
      payment_state: why === 'refunded' ? 'refunded' : null,
      body_hash: bodyHash,
    })),
  );
  const occurredAt = new Date();
  await appendTimeline(
    manager,
    cancellations.map(({ order }) => ({
      ...brand,
      orderId: order.id,
      kind: 'order_cancelled',
      data: {},
      occurredAt,
    })),
  );
}
