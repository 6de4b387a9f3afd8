import { newId } from '../../src/database/ids.js';
import { firstRow, rows } from '../../src/database/sql.js';
import { orderNumberKey } from '../../src/orders/search-keys.js';
import { normaliseWaybillNumber } from '../../src/shipments/waybill-numbers.js';
import { unique } from './accounts.js';
import type { Several, TestFloor } from './stations.js';

export interface LineInput {
  sku: string;
  gtin?: string;
  quantity?: number;
  flags?: string[];
}

export interface ShipmentInput {
  externalId?: string;
  lines?: LineInput[];
  flags?: string[];
  due?: Date;
  /** Null: the payment is pending. */
  releaseAt?: Date | null;
  /** Of these stages; the first one is ready when the release has come. */
  stages?: string[];
  carrier?: string;
  parcelCount?: number;
  issued?: string[];
  instructions?: { kind: string; ja: string; en: string }[];
}

/** Whose shipment it is, and where it is written. */
export type ShipmentOwner = Pick<TestFloor, 'dataSource' | 'brand' | 'warehouse'>;

export interface TestShipment {
  orderId: string;
  shipmentId: string;
  externalId: string;
  /** By stage. */
  tasks: Record<'pick' | 'pack' | 'ship', string>;
  lineIds: Several<string>;
}

/** A planned shipment, written as rows: exactly what a test needs, whatever intake and planning would decide. */
export async function insertShipment(floor: ShipmentOwner, input: ShipmentInput = {}): Promise<TestShipment> {
  const { dataSource, brand, warehouse } = floor;
  const { lines = [{ sku: 'TEA-1' }], stages = ['pick', 'pack', 'ship'], releaseAt = new Date(0) } = input;
  const externalId = input.externalId ?? unique('N-');
  const due = input.due ?? new Date(Date.now() + 3_600_000);
  const orderId = await insertOrder(floor, externalId);
  const shipmentId = newId();
  await rows(
    dataSource,
    `insert into shipments (id, brand_id, warehouse_id, order_id, release_at, arrived_at, ship_by, planned_ship_date, carrier,
       parcel_count, flags)
     values ($1, $2, $3, $4, $5, now(), now() + interval '2 days', current_date, $6, $7, $8)`,
    [
      ...[shipmentId, brand.id, warehouse.id, orderId, releaseAt],
      ...[input.carrier ?? 'yamato', input.parcelCount ?? 1, input.flags ?? []],
    ],
  );
  const lineIds: string[] = [];
  for (const [index, line] of lines.entries()) {
    lineIds.push(await insertLine(floor, { orderId, shipmentId, lineNo: index + 1 }, line));
  }
  const tasks: Record<string, string> = {};
  for (const [index, stage] of stages.entries()) {
    const id = newId();
    tasks[stage] = id;
    const state = index === 0 && releaseAt !== null && releaseAt <= new Date() ? 'ready' : 'waiting';
    await rows(
      dataSource,
      `insert into tasks (id, brand_id, warehouse_id, shipment_id, stage, position, state, release_at, due, due_term, deadline)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'lead', now() + interval '2 days')`,
      [id, brand.id, warehouse.id, shipmentId, stage, index + 1, state, releaseAt, due],
    );
  }
  await insertExtras(floor, { orderId, shipmentId }, input);
  return {
    orderId,
    shipmentId,
    externalId,
    tasks: tasks,
    lineIds: lineIds as Several<string>,
  };
}

async function insertOrder({ dataSource, brand }: ShipmentOwner, externalId: string): Promise<string> {
  const rank = await firstRow<{ id: string }>(
    dataSource,
    'select id from ranks where brand_id = $1 order by is_default desc, position limit 1',
    [brand.id],
  );
  const customerId = newId();
  await rows(dataSource, 'insert into customers (id, brand_id, ref) values ($1, $2, $3)', [
    customerId,
    brand.id,
    unique('c'),
  ]);
  const orderId = newId();
  await rows(
    dataSource,
    `insert into orders (id, brand_id, source, external_id, external_id_normalized, body_hash, customer_id, rank_id,
       rank_source, placed_at, payment_method, payment_state, currency, total_minor, ship_by)
     values ($1, $2, 'test', $3, $4, '\\x00', $5, $6, 'default', now(), 'card', 'paid', 'JPY', 1000, now() + interval '2 days')`,
    [orderId, brand.id, externalId, orderNumberKey(externalId), customerId, rank?.id],
  );
  await rows(
    dataSource,
    `insert into order_addresses (brand_id, order_id, role, name) values ($1, $2, 'orderer', '高瀬 千尋'), ($1, $2, 'recipient', '三枝 和臣')`,
    [brand.id, orderId],
  );
  return orderId;
}

async function insertLine(
  { dataSource, brand }: ShipmentOwner,
  of: { orderId: string; shipmentId: string; lineNo: number },
  line: LineInput,
): Promise<string> {
  const orderLineId = newId();
  const { sku, gtin = null, quantity = 1, flags = [] } = line;
  await rows(
    dataSource,
    `insert into order_lines (id, brand_id, order_id, line_no, sku, gtin, name_ja, name_en, flags, quantity, unit_price_minor)
     values ($1, $2, $3, $4, $5, $6, $5, $5, $7, $8, 1000)`,
    [orderLineId, brand.id, of.orderId, of.lineNo, sku, gtin, flags, quantity],
  );
  const id = newId();
  await rows(
    dataSource,
    'insert into shipment_lines (id, brand_id, shipment_id, order_line_id, quantity) values ($1, $2, $3, $4, $5)',
    [id, brand.id, of.shipmentId, orderLineId, quantity],
  );
  return id;
}

async function insertExtras(
  { dataSource, brand }: ShipmentOwner,
  { orderId, shipmentId }: { orderId: string; shipmentId: string },
  input: ShipmentInput,
): Promise<void> {
  for (const [index, number] of (input.issued ?? []).entries()) {
    await rows(
      dataSource,
      `insert into waybills (id, brand_id, shipment_id, carrier, number, number_normalized, parcel_no, issued_on, source)
       values ($1, $2, $3, $4, $5, $6, $7, current_date, 'issued')`,
      [
        ...[newId(), brand.id, shipmentId, input.carrier ?? 'yamato', number],
        ...[normaliseWaybillNumber(number), index + 1],
      ],
    );
  }
  for (const { kind, ja, en } of input.instructions ?? []) {
    await rows(
      dataSource,
      `insert into handling_instructions (id, brand_id, order_id, kind, text_ja, text_en, source)
       values ($1, $2, $3, $4, $5, $6, 'wish')`,
      [newId(), brand.id, orderId, kind, ja, en],
    );
  }
}
