import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { addShipment } from '../shipments/new-shipments.js';
import { boxesOf, type PlannedOrder, planTimes } from '../shipments/plan-shipments.js';
import { insertShipments, type ShipmentInserts } from '../shipments/shipment-writes.js';
import { appendTimeline, type TimelineEvent } from '../timeline/timeline.js';
import { instructionsOf } from './handling-instructions.js';
import { customerOf, type Intake, type IntakeOutcome, rankOf, type WaveResult } from './intake.types.js';
import { addressRows, instructionRow, lineRow } from './order-rows.js';
import {
  type AddressInsert,
  type InstructionInsert,
  type LineInsert,
  NEW_ADDRESSES,
  NEW_INSTRUCTIONS,
  NEW_LINES,
  NEW_ORDERS,
  type OrderInsert,
} from './order-writes.js';
import { orderNumberKey } from './search-keys.js';
import type { TakenOrder } from './taken-order.js';

/** Everything that new orders write, table by table. */
interface OrderInserts extends ShipmentInserts {
  addresses: AddressInsert[];
  orderLines: LineInsert[];
  instructions: InstructionInsert[];
  events: TimelineEvent[];
}

/**
 * Creates those orders that don't exist yet: rows, shipments, tasks and timeline, in one statement a table.
 * @param orders distinct, in the order of their keys
 * @returns outcomes of the created ones, and the orders that exist already
 */
export async function createOrders(
  manager: EntityManager,
  intake: Intake,
  orders: readonly TakenOrder[],
): Promise<WaveResult & { existing: TakenOrder[] }> {
  const candidates = orders.map((order) => ({ order, row: orderRow(intake, order) }));
  const inserted = await NEW_ORDERS.returning<{ id: string }>(
    manager,
    candidates.map(({ row }) => row),
  );
  const created = new Set(inserted.map(({ id }) => id));
  const inserts = emptyInserts();
  const result: WaveResult & { existing: TakenOrder[] } = { outcomes: new Map(), ticketed: [], existing: [] };
  for (const { order, row } of candidates) {
    if (!created.has(row.id)) {
      result.existing.push(order);
      continue;
    }
    const { outcome, ready } = addOrder(inserts, intake, order, row);
    result.outcomes.set(order.index, outcome);
    result.ticketed.push(...ready);
  }
  await write(manager, inserts);
  return result;
}

async function write(manager: EntityManager, inserts: OrderInserts): Promise<void> {
  await NEW_ADDRESSES.run(manager, inserts.addresses);
  await NEW_LINES.run(manager, inserts.orderLines);
  await NEW_INSTRUCTIONS.run(manager, inserts.instructions);
  await insertShipments(manager, inserts);
  await appendTimeline(manager, inserts.events);
}

function addOrder(
  inserts: OrderInserts,
  intake: Intake,
  order: TakenOrder,
  row: NewOrderRow,
): { outcome: IntakeOutcome; ready: { id: string }[] } {
  const { brandId } = intake.brand;
  const { body } = order;
  const lines = order.lines.map((line, at) => lineRow(brandId, row.id, at + 1, line));
  inserts.addresses.push(...addressRows(brandId, row.id, body));
  inserts.orderLines.push(...lines);
  for (const instruction of instructionsOf({ ...body, noshi: body.noshi ?? null, lines: order.lines })) {
    inserts.instructions.push(instructionRow(brandId, row.id, instruction));
  }
  const planned = plannedOrder(order, intake.context.now);
  const times = planTimes(planned, intake.context.timeZone, intake.context.now);
  addOrderEvents(inserts.events, intake, row, times.plannedShipDate);
  if (body.cancelled) {
    inserts.events.push({ ...eventOf(intake, row.id), kind: 'order_cancelled', data: {} });
    return { outcome: { outcome: 'cancelled', orderId: row.id, shipmentIds: [], changed: [] }, ready: [] };
  }
  const shipments = boxesOf(planned, lines).map((box) =>
    addShipment(inserts, shipmentsOrder(intake, row, { times, body }), box),
  );
  const shipmentIds = shipments.map(({ shipmentId }) => shipmentId);
  if (times.releaseAt !== null) {
    for (const shipmentId of shipmentIds) {
      inserts.events.push({
        ...eventOf(intake, row.id),
        shipmentId,
        kind: 'shipment_planned',
        data: {
          plannedShipDate: times.plannedShipDate,
          releaseAt: times.releaseAt.toISOString(),
          deliveryDate: body.delivery.date,
          window: body.delivery.window,
        },
      });
    }
  }
  return {
    outcome: { outcome: 'created', orderId: row.id, shipmentIds, changed: [] },
    ready: shipments.flatMap(({ ready }) => ready),
  };
}

function addOrderEvents(
  events: TimelineEvent[],
  intake: Intake,
  row: NewOrderRow,
  plannedShipDate: string,
): void {
  const about = eventOf(intake, row.id);
  const shipBy = row.ship_by.toISOString();
  events.push({ ...about, kind: 'order_received', data: { shipBy, plannedShipDate } });
  events.push({ ...about, kind: 'rank_recorded', data: { rank: row.rank.code, source: row.rank_source } });
}

/** What the plan of shipments needs of an order that comes in now. */
export function plannedOrder(order: TakenOrder, now: Date): PlannedOrder {
  const { body, placedAt } = order;
  return {
    placedAt,
    receivedAt: now,
    paidAt: body.payment.state === 'pending' ? null : earlier(placedAt, now),
    notBefore: order.notBefore,
    shipBy: order.shipBy,
    deliveryDate: body.delivery.date ?? null,
    gift: body.gift,
    noshiKind: body.noshi?.kind ?? null,
    currency: body.payment.currency,
    totalMinor: body.payment.total,
  };
}

function shipmentsOrder(
  intake: Intake,
  row: NewOrderRow,
  { times, body }: { times: ReturnType<typeof planTimes>; body: TakenOrder['body'] },
) {
  const { warehouseId, stages, settings, now } = intake.context;
  return {
    brandId: intake.brand.brandId,
    warehouseId,
    orderId: row.id,
    times,
    deliveryDate: body.delivery.date ?? null,
    deliveryWindow: body.delivery.window ?? null,
    carrier: body.carrier ?? null,
    service: body.service ?? null,
    leadMinutes: row.rank.leadMinutes,
    stages,
    poolRules: settings,
    now,
  };
}

type NewOrderRow = ReturnType<typeof orderRow>;

function orderRow(intake: Intake, order: TakenOrder) {
  const { body } = order;
  const { brandId } = intake.brand;
  const customer = customerOf(intake, order);
  const { rank, source } = rankOf(intake, customer);
  return {
    rank,
    id: newId(),
    brand_id: brandId,
    source: body.source,
    external_id: body.externalId,
    external_id_normalized: orderNumberKey(body.externalId),
    body_hash: order.bodyHash,
    customer_id: customer.id,
    rank_id: rank.id,
    rank_source: source,
    state: body.cancelled ? 'cancelled' : 'open',
    locale: body.locale,
    placed_at: order.placedAt,
    received_at: intake.context.now,
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
    cancelled_at: body.cancelled ? intake.context.now : null,
    cancel_reason: body.cancelled?.reason ?? null,
  } satisfies OrderInsert & { rank: unknown };
}

function eventOf(intake: Intake, orderId: string) {
  const { brandId, actor } = intake.brand;
  return { brandId, orderId, actor, occurredAt: intake.context.now };
}

function emptyInserts(): OrderInserts {
  return { addresses: [], orderLines: [], instructions: [], shipments: [], lines: [], tasks: [], events: [] };
}

const earlier = (left: Date, right: Date): Date => (left < right ? left : right);
