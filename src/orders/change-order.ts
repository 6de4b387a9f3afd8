import {
  type ChangedShipments,
  type ChangingOrder,
  changeShipments,
  type LineNow,
  type RankAfter,
} from './change-shipments.js';
import type { OrderUpdates } from './change-writes.js';
import { instructionsOf } from './handling-instructions.js';
import { customerOf, type Intake, rankOf } from './intake.types.js';
import { changesInstructions } from './order-changes.js';
import { addressRow, instructionRow, lineRow, ROLES } from './order-rows.js';

/**
 * Adds the changes of one order to those of its batch.
 * @returns ids of the shipments that the order has now, and of tasks whose ticket must be issued again
 */
export function changeOrder(
  updates: OrderUpdates,
  intake: Intake,
  changing: ChangingOrder,
): ChangedShipments {
  const { stored, order, changes } = changing;
  const { brandId, actor } = intake.brand;
  const rank = rankAfter(intake, changing);
  updates.orders.push(orderRow(intake, changing, rank));
  changeParties(updates, brandId, changing);
  const lines = changeLines(updates, brandId, changing);
  if (changesInstructions(changes)) {
    updates.reinstructed.push(stored.id);
    const instructions = instructionsOf({ ...order.body, noshi: order.body.noshi ?? null, lines });
    updates.instructions.push(...instructions.map((text) => instructionRow(brandId, stored.id, text)));
  }
  if (changes.changed.length > 0) {
    const about = { brandId, orderId: stored.id, actor, occurredAt: intake.context.now };
    updates.events.push({ ...about, kind: 'order_updated', data: { changed: changes.changed } });
  }
  return changeShipments(updates, intake, changing, { rank, lines });
}

/** A rank never falls: another customer's counts only if it is higher. */
function rankAfter(intake: Intake, { stored, order, changes }: ChangingOrder): RankAfter {
  const kept = intake.context.ranks.get(stored.rankId) ?? intake.context.defaultRank;
  if (!changes.changed.includes('customer')) return { rank: kept, source: stored.rankSource };
  const theirs = rankOf(intake, customerOf(intake, order));
  return theirs.rank.position > kept.position ? theirs : { rank: kept, source: stored.rankSource };
}

function orderRow(intake: Intake, { stored, order, changes }: ChangingOrder, rank: RankAfter) {
  const { body } = order;
  return {
    id: stored.id,
    brand_id: intake.brand.brandId,
    body_hash: order.bodyHash,
    customer_id: customerOf(intake, order).id,
    rank_id: rank.rank.id,
    rank_source: rank.source,
    locale: body.locale,
    placed_at: order.placedAt,
    payment_method: body.payment.method,
    payment_state: body.payment.state,
    currency: body.payment.currency,
    total_minor: body.payment.total,
    ship_by: order.shipBy,
    not_before: order.notBefore,
    delivery_date: body.delivery.date ?? null,
    delivery_window: body.delivery.window ?? null,
    carrier: body.carrier ?? null,
    service: body.service ?? null,
    gift: body.gift,
    noshi: body.noshi ?? null,
    revised: changes.changed.length > 0 ? 1 : 0,
  };
}

function changeParties(
  updates: OrderUpdates,
  brandId: string,
  { stored, order, changes }: ChangingOrder,
): void {
  for (const role of ROLES) {
    if (!changes.changed.includes(role)) continue;
    const party = order.body[role];
    if (party) updates.addresses.push(addressRow(brandId, stored.id, role, party));
    else updates.droppedAddresses.push({ brand_id: brandId, order_id: stored.id, role });
  }
}

function changeLines(updates: OrderUpdates, brandId: string, { stored, changes }: ChangingOrder): LineNow[] {
  const { keep, add, retire } = changes.lines;
  for (const { stored: line, quantity } of keep) {
    if (line.quantity !== quantity) updates.quantities.push({ id: line.id, brand_id: brandId, quantity });
  }
  for (const line of retire) updates.quantities.push({ id: line.id, brand_id: brandId, quantity: 0 });
  const added = add.map((line, at) => ({
    ...line,
    row: lineRow(brandId, stored.id, stored.lastLineNo + at + 1, line),
  }));
  updates.newLines.push(...added.map(({ row }) => row));
  return [
    ...keep.map(({ stored: line, quantity }) => ({ ...line, quantity })),
    ...added.map(({ row, ...line }) => ({ ...line, id: row.id })),
  ];
}
