import { type PlannedOrder, planTimes } from '../shipments/plan-shipments.js';
import { plannedOrder } from './create-orders.js';
import type { Intake } from './intake.types.js';
import type { StoredOrder } from './stored-orders.js';
import type { DatedOrder, TakenOrder } from './taken-order.js';

/**
 * A newer version of an order, with its ship-by. What the shop doesn't state doesn't change: a ship-by that followed from
 * cut-off and calendar stays as it was promised, unless what it followed from has changed (the payment has arrived, the
 * carrier is another one).
 */
export function datedOrder(intake: Intake, stored: StoredOrder, order: TakenOrder): DatedOrder {
  if (order.shipBy !== null) return { ...order, shipBy: order.shipBy };
  if (isPromisedAlike(stored, order)) return { ...order, shipBy: stored.shipBy };
  const planned = plannedAgain(intake, stored, order);
  return { ...order, shipBy: planTimes(planned, intake.context).promisedShipBy };
}

/** What the plan needs of an order that has come before: its clock started then, or when its payment arrived. */
export function plannedAgain(intake: Intake, stored: StoredOrder, order: TakenOrder): PlannedOrder {
  const { now, ranks, defaultRank } = intake.context;
  const rank = ranks.get(stored.rankId) ?? defaultRank;
  return { ...plannedOrder(order, now, rank.code), ...paidSince(stored, order, now) };
}

function isPromisedAlike(stored: StoredOrder, { body, placedAt, notBefore }: TakenOrder): boolean {
  return (
    stored.placedAt.getTime() === placedAt.getTime() &&
    (stored.payment.state === 'pending') === (body.payment.state === 'pending') &&
    stored.notBefore?.getTime() === notBefore?.getTime() &&
    stored.deliveryDate === (body.delivery.date ?? null) &&
    stored.carrier === (body.carrier ?? null) &&
    stored.service === (body.service ?? null)
  );
}

/** A payment that has just arrived lets the order go now; one that was there before has done so already. */
function paidSince(
  stored: StoredOrder,
  order: TakenOrder,
  now: Date,
): { receivedAt: Date; paidAt: Date | null } {
  const { receivedAt } = stored;
  if (order.body.payment.state === 'pending') return { receivedAt, paidAt: null };
  if (stored.payment.state === 'pending') return { receivedAt, paidAt: now };
  const released = stored.shipments.flatMap(({ releaseAt }) =>
    releaseAt === null ? [] : [releaseAt.getTime()],
  );
  return { receivedAt, paidAt: new Date(Math.min(now.getTime(), ...released)) };
}
