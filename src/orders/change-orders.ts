import type { EntityManager } from 'typeorm';
import { rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { type Cancellation, cancelOrders, whyNotCancellable } from './cancel-orders.js';
import { changeOrder } from './change-order.js';
import { noUpdates, type OrderUpdates, writeUpdates } from './change-writes.js';
import { customerOf, type Intake, type IntakeOutcome, type WaveResult } from './intake.types.js';
import { lastingWarnings, warningsOf } from './intake-warnings.js';
import { datedOrder } from './dated-order.js';
import { type ChangedField, changesOf, tooLate } from './order-changes.js';
import { lockOrders, type StoredOrder } from './stored-orders.js';
import type { TakenOrder } from './taken-order.js';

interface FoundRow {
  ord: string;
  id: string;
  body_hash: Buffer;
  shipment_ids: string[];
  /** Of the tasks that are still to do. */
  pools: string[];
}

const FIND_ORDERS = {
  name: 'intake_find_orders',
  text: `select k.ord, o.id, o.body_hash,
      array(select s.id from shipments s where s.brand_id = o.brand_id and s.order_id = o.id and s.state <> 'cancelled' order by s.id) as shipment_ids,
      array(select distinct t.pool from shipments s join tasks t on t.shipment_id = s.id where s.brand_id = o.brand_id and s.order_id = o.id
        and t.pool <> '' and t.state in ('waiting', 'ready')) as pools
    from unnest($2::text[], $3::text[]) with ordinality as k(source, external_id, ord)
    cross join lateral (select x.id, x.brand_id, x.body_hash from orders x
      where x.brand_id = $1 and x.source = k.source and x.external_id = k.external_id limit 1) o`,
};

interface Change {
  updates: OrderUpdates;
  cancellations: Cancellation[];
  result: WaveResult;
}

/**
 * Takes in orders that exist already: the same again changes nothing, a newer version updates what is still possible, a
 * cancelled or refunded one stops. A constant number of statements, however many orders there are.
 */
export async function changeOrders(
  manager: EntityManager,
  intake: Intake,
  orders: readonly TakenOrder[],
): Promise<WaveResult> {
  const change: Change = {
    updates: noUpdates(),
    cancellations: [],
    result: { outcomes: new Map(), ticketed: [] },
  };
  if (orders.length === 0) return change.result;
  const newer = await setAsideUnchanged(manager, intake, orders, change.result);
  const stored = await lockOrders(
    manager,
    intake.brand.brandId,
    [...newer.values()].map(({ id }) => id),
  );
  for (const { order, id } of newer.values()) {
    const existing = stored.get(id);
    if (!existing) throw new Error('an order is never deleted');
    change.result.outcomes.set(order.index, takeNewer(change, intake, existing, order));
  }
  await cancelOrders(manager, intake.brand, change.cancellations);
  await writeUpdates(manager, intake.brand, change.updates);
  return change.result;
}

/** Settles those that are word for word what we have, without locking anything. */
async function setAsideUnchanged(
  manager: EntityManager,
  intake: Intake,
  orders: readonly TakenOrder[],
  { outcomes }: WaveResult,
): Promise<Map<string, { order: TakenOrder; id: string }>> {
  const sources = orders.map(({ body }) => body.source);
  const externalIds = orders.map(({ body }) => body.externalId);
  const found = await rows<FoundRow & Record<string, unknown>>(manager, FIND_ORDERS, [
    intake.brand.brandId,
    sources,
    externalIds,
  ]);
  const byPlace = new Map(found.map((row) => [Number(row.ord) - 1, row]));
  const newer = new Map<string, { order: TakenOrder; id: string }>();
  for (const [at, order] of orders.entries()) {
    const row = byPlace.get(at);
    if (!row) outcomes.set(order.index, { outcome: 'refused', error: refundedBeforeOrdered() });
    else if (row.body_hash.equals(order.bodyHash)) {
      outcomes.set(order.index, {
        outcome: 'unchanged',
        orderId: row.id,
        shipmentIds: row.shipment_ids,
        changed: [],
        warnings: lastingWarnings(order, row.pools, intake.context),
      });
    } else newer.set(order.key, { order, id: row.id });
  }
  return newer;
}

function takeNewer(change: Change, intake: Intake, stored: StoredOrder, taken: TakenOrder): IntakeOutcome {
  const { body } = taken;
  if (body.cancelled || body.payment.state === 'refunded') return cancel(change, stored, taken);
  if (stored.state === 'cancelled') return { outcome: 'refused', error: orderIsCancelled() };
  const order = datedOrder(intake, stored, taken);
  const changes = changesOf(stored, order, customerOf(intake, order).id);
  if (changes.changed.length > 0 && stored.consolidated)
    return { outcome: 'refused', error: consolidated(stored) };
  const late = tooLate(stored.shipments, changes.changed);
  if (late.length > 0) return { outcome: 'refused', error: alreadyPacked(stored, late) };
  const result = changeOrder(change.updates, intake, { stored, order, changes });
  const { shipmentIds, plan } = result;
  change.result.ticketed.push(...result.ticketed);
  const { changed } = changes;
  const outcome = changed.length > 0 ? 'updated' : 'unchanged';
  const warnings = warningsOf(taken, plan, intake.context);
  return { outcome, orderId: stored.id, shipmentIds, changed, warnings };
}

function cancel(change: Change, order: StoredOrder, newer: TakenOrder): IntakeOutcome {
  const settled = { orderId: order.id, shipmentIds: [], changed: [], warnings: [] };
  if (order.state === 'cancelled') return { outcome: 'unchanged', ...settled };
  const error = whyNotCancellable(order);
  if (error) return { outcome: 'refused', error };
  const { cancelled } = newer.body;
  const why = cancelled ? 'cancelled' : 'refunded';
  change.cancellations.push({
    order,
    why,
    reason: cancelled?.reason ?? 'refunded',
    bodyHash: newer.bodyHash,
  });
  return { outcome: 'cancelled', ...settled };
}

function refundedBeforeOrdered(): AppError {
  return new AppError('payment_refunded', 'A refunded order that we have never seen is not taken in.', {
    errors: [{ path: 'payment.state', message: 'is refunded' }],
  });
}

function consolidated({ id }: StoredOrder): AppError {
  return new AppError(
    'order_consolidated',
    'Its goods go in one box with another order: split the shipment first, then send the change again.',
    { orderId: id },
  );
}

function orderIsCancelled(): AppError {
  return new AppError(
    'order_is_cancelled',
    'A cancelled order stays cancelled; send what the customer wants now under a new externalId.',
  );
}

function alreadyPacked(stored: StoredOrder, late: readonly ChangedField[]): AppError {
  const gone = stored.shipments.some(({ state }) => state === 'handed_over' || state === 'delivered');
  const detail = gone
    ? `A parcel has left; ${late.join(', ')} can't change any more. Send a new order for what is missing.`
    : `The box is packed; ${late.join(', ')} can't change any more. Cancel the order and send a new one.`;
  const errors = late.map((path) => ({ path, message: 'comes too late' }));
  return new AppError(gone ? 'order_already_shipped' : 'order_already_packed', detail, { errors });
}
