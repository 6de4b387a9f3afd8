import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { addShipment, poolsOfBoxes } from '../shipments/new-shipments.js';
import type { KnownCustomer } from '../customers/intake-customers.js';
import type { HeadStart } from '../shipments/head-start.js';
import { boxesOf, type PlannedOrder, type PlanTimes, planTimes } from '../shipments/plan-shipments.js';
import { insertShipments, type ShipmentInserts } from '../shipments/shipment-writes.js';
import { appendTimeline, type TimelineEvent } from '../timeline/timeline.js';
import { instructionsOf } from './handling-instructions.js';
import { warningsOf } from './intake-warnings.js';
import {
  customerOf,
  type Intake,
  type IntakeOutcome,
  type RankNow,
  rankOf,
  type WaveResult,
} from './intake.types.js';
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
  const candidates = orders.map((order) => draftOf(intake, order));
  const inserted = await NEW_ORDERS.returning<{ id: string }>(
    manager,
    candidates.map(({ row }) => row),
  );
  const created = new Set(inserted.map(({ id }) => id));
  const inserts = emptyInserts();
  const result: WaveResult & { existing: TakenOrder[] } = { outcomes: new Map(), ticketed: [], existing: [] };
  for (const draft of candidates) {
    if (!created.has(draft.row.id)) {
      result.existing.push(draft.order);
      continue;
    }
    const { outcome, ready } = addOrder(inserts, intake, draft);
    result.outcomes.set(draft.order.index, outcome);
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
  { order, planned, times, row }: OrderDraft,
): { outcome: IntakeOutcome; ready: { id: string }[] } {
  const { brandId } = intake.brand;
  const { body } = order;
  const lines = order.lines.map((line, at) => lineRow(brandId, row.id, at + 1, line));
  inserts.addresses.push(...addressRows(brandId, row.id, body));
  inserts.orderLines.push(...lines);
  for (const instruction of instructionsOf({ ...body, noshi: body.noshi ?? null, lines: order.lines })) {
    inserts.instructions.push(instructionRow(brandId, row.id, instruction));
  }
  addOrderEvents(inserts.events, intake, row, times.plannedShipDate);
  if (body.cancelled) {
    inserts.events.push({ ...eventOf(intake, row.id), kind: 'order_cancelled', data: {} });
    const settled = { shipmentIds: [], changed: [], warnings: [] };
    return { outcome: { outcome: 'cancelled', orderId: row.id, ...settled }, ready: [] };
  }
  const boxes = boxesOf(planned, lines);
  const headStart = intake.context.headStarts.grant(row.rank, times.arrivedAt, boxes.length);
  const shipments = boxes.map((box) =>
    addShipment(inserts, shipmentsOrder(intake, row, { times, body, headStart }), box),
  );
  const shipmentIds = shipments.map(({ shipmentId }) => shipmentId);
  for (const shipmentId of shipmentIds) {
    addPlannedEvent(inserts.events, { ...eventOf(intake, row.id), shipmentId }, { times, body });
  }
  const pools = poolsOfBoxes(intake.context.settings, boxes, intake.context.stages.length);
  const warnings = warningsOf(order, { planned, times, pools }, intake.context);
  return {
    outcome: { outcome: 'created', orderId: row.id, shipmentIds, changed: [], warnings },
    ready: shipments.flatMap(({ ready }) => ready),
  };
}

/** Tells when a shipment leaves; one that waits for its payment is told later. */
export function addPlannedEvent(
  events: TimelineEvent[],
  about: Pick<TimelineEvent, 'brandId' | 'actor' | 'orderId' | 'shipmentId' | 'occurredAt'>,
  { times, body: { delivery } }: { times: PlanTimes; body: TakenOrder['body'] },
): void {
  const { releaseAt, plannedShipDate } = times;
  if (releaseAt === null) return;
  const wished = { deliveryDate: delivery.date, window: delivery.window };
  const data = { plannedShipDate, releaseAt: releaseAt.toISOString(), ...wished };
  events.push({ ...about, kind: 'shipment_planned', data });
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

/** What the plan of shipments needs of an order that comes in now, with the code of its rank. */
export function plannedOrder(order: TakenOrder, now: Date, rank: string): PlannedOrder {
  const { body, placedAt } = order;
  return {
    rank,
    carrier: body.carrier ?? null,
    service: body.service ?? null,
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
  { times, body, headStart }: { times: PlanTimes; body: TakenOrder['body']; headStart: HeadStart },
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
    headStart,
    stages,
    poolRules: settings,
    now,
  };
}

type NewOrderRow = ReturnType<typeof orderRow>;

/** An order that is new unless it turns out to exist already. */
interface OrderDraft {
  order: TakenOrder;
  planned: PlannedOrder;
  times: PlanTimes;
  row: NewOrderRow;
}

function draftOf(intake: Intake, order: TakenOrder): OrderDraft {
  const customer = customerOf(intake, order);
  const ranked = rankOf(intake, customer);
  const planned = plannedOrder(order, intake.context.now, ranked.rank.code);
  const times = planTimes(planned, intake.context);
  return { order, planned, times, row: orderRow(intake, order, { customer, ranked, times }) };
}

function orderRow(
  intake: Intake,
  order: TakenOrder,
  { customer, ranked, times }: { customer: KnownCustomer; ranked: RankNow; times: PlanTimes },
) {
  const { body } = order;
  const { brandId } = intake.brand;
  const { rank, source } = ranked;
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
    ship_by: times.promisedShipBy,
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
