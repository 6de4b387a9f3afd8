import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { hashSecret, KEY_PREFIX, newSecret } from '../../src/accounts/secrets.js';
import { newId } from '../../src/database/ids.js';
import { createBrand, type TestBrand, unique } from './accounts.js';

/**
 * A whole brand written straight into the tables: one row of everything that an address can name. Tests of access use it
 * as "somebody else's"; it goes around the services on purpose, so that it doesn't depend on any feature.
 */
export interface BrandRows extends TestBrand {
  ids: Record<RowName, string>;
  stationKey: string;
}

type RowName =
  | 'apiKey'
  | 'rank'
  | 'customer'
  | 'order'
  | 'orderLine'
  | 'shipment'
  | 'shipmentLine'
  | 'task'
  | 'standard'
  | 'checkItem'
  | 'exception'
  | 'station'
  | 'cart'
  | 'packer'
  | 'clip'
  | 'case'
  | 'trackingLink'
  | 'simulation';

type Insert = (table: string, row: Record<string, unknown>) => Promise<void>;

const ROW_NAMES: readonly RowName[] = [
  ...(['apiKey', 'rank', 'customer', 'order', 'orderLine', 'shipment', 'shipmentLine', 'task'] as const),
  ...([
    'standard',
    'checkItem',
    'exception',
    'station',
    'cart',
    'packer',
    'clip',
    'case',
    'trackingLink',
    'simulation',
  ] as const),
];

/** Writes the rows. The task is ready, unclaimed; nobody is signed in at the station. */
export async function createBrandRows(app: NestFastifyApplication): Promise<BrandRows> {
  const made = await createBrand(app);
  const ids = Object.fromEntries(ROW_NAMES.map((name) => [name, newId()])) as Record<RowName, string>;
  const insert = insertInto(app.get(DataSource));
  const stationKey = newSecret(KEY_PREFIX.station);
  await insertStation(insert, made, ids, stationKey);
  await insertOrder(insert, made, ids);
  await insertShipment(insert, made, ids);
  await insertEvidence(insert, made, ids);
  return { ...made, ids, stationKey };
}

/** Signs the packer in at the station of a brand written with `createBrandRows`. */
export async function signPackerIn(
  app: NestFastifyApplication,
  { warehouse, ids }: BrandRows,
): Promise<void> {
  await insertInto(app.get(DataSource))('station_sessions', {
    id: newId(),
    warehouse_id: warehouse.id,
    station_id: ids.station,
    packer_id: ids.packer,
  });
}

function insertInto(dataSource: DataSource): Insert {
  return async (table, row) => {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`).join(', ');
    await dataSource.query(
      `insert into ${table} (${columns.join(', ')}) values (${places})`,
      Object.values(row),
    );
  };
}

async function insertStation(
  insert: Insert,
  { brand, warehouse }: TestBrand,
  ids: Record<RowName, string>,
  stationKey: string,
): Promise<void> {
  await insert('brand_keys', {
    id: ids.apiKey,
    brand_id: brand.id,
    label: 'x',
    secret_hash: randomBytes(32),
  });
  await insert('stations', {
    id: ids.station,
    warehouse_id: warehouse.id,
    name: unique(),
    enrolled_at: new Date(),
  });
  await insert('station_keys', { id: newId(), station_id: ids.station, secret_hash: hashSecret(stationKey) });
  await insert('packers', {
    id: ids.packer,
    warehouse_id: warehouse.id,
    pseudonym: unique('P-'),
    display_name: 'Test Packer',
    badge_hash: randomBytes(32),
  });
  await insert('simulations', {
    ...{ id: ids.simulation, warehouse_id: warehouse.id, days_total: 1 },
    ...{ source: { kind: 'scenario' }, scenario: {}, actor: { kind: 'system', id: 'test' } },
  });
  await insert('carts', {
    ...{ id: ids.cart, warehouse_id: warehouse.id, station_id: ids.station, packer_id: ids.packer },
    ...{ key: unique('cart'), stage: 'pick', pool: '', asked: 1 },
  });
}

async function insertOrder(
  insert: Insert,
  { brand }: TestBrand,
  ids: Record<RowName, string>,
): Promise<void> {
  const brandId = { brand_id: brand.id };
  await insert('ranks', {
    ...brandId,
    ...{ id: ids.rank, code: unique('r'), name_ja: 'x', name_en: 'x', position: 99, lead_minutes: 60 },
  });
  await insert('customers', { ...brandId, id: ids.customer, ref: unique() });
  await insert('orders', {
    ...brandId,
    ...{ id: ids.order, source: 'test', external_id: unique(), external_id_normalized: unique() },
    ...{ body_hash: randomBytes(32), customer_id: ids.customer, rank_id: ids.rank, rank_source: 'default' },
    ...{
      placed_at: new Date(),
      payment_method: 'card',
      payment_state: 'paid',
      currency: 'JPY',
      total_minor: 1000,
    },
    ship_by: new Date(Date.now() + 86_400_000),
  });
  await insert('order_lines', {
    ...brandId,
    ...{ id: ids.orderLine, order_id: ids.order, line_no: 1, sku: 'T-1', name_ja: 'x', name_en: 'x' },
    ...{ quantity: 1, unit_price_minor: 1000 },
  });
}

async function insertShipment(
  insert: Insert,
  { brand, warehouse }: TestBrand,
  ids: Record<RowName, string>,
): Promise<void> {
  const scope = { brand_id: brand.id, warehouse_id: warehouse.id };
  const now = new Date();
  const shipBy = new Date(now.getTime() + 86_400_000);
  await insert('shipments', {
    ...scope,
    ...{ id: ids.shipment, order_id: ids.order, release_at: now, arrived_at: now, ship_by: shipBy },
    planned_ship_date: now.toISOString().slice(0, 10),
  });
  await insert('shipment_lines', {
    ...{ id: ids.shipmentLine, brand_id: brand.id, shipment_id: ids.shipment },
    ...{ order_line_id: ids.orderLine, quantity: 1 },
  });
  await insert('tasks', {
    ...scope,
    ...{ id: ids.task, shipment_id: ids.shipment, stage: 'inspect_pack', position: 1, state: 'ready' },
    ...{ release_at: now, due: shipBy, due_term: 'ship_by' },
  });
}

async function insertEvidence(
  insert: Insert,
  { brand, warehouse }: TestBrand,
  ids: Record<RowName, string>,
): Promise<void> {
  const brandId = { brand_id: brand.id };
  await insert('standards', {
    ...brandId,
    ...{ id: ids.standard, section: 'inspect', version: 999, title_ja: 'x', title_en: 'x' },
  });
  await insert('check_items', {
    ...brandId,
    ...{ id: ids.checkItem, standard_id: ids.standard, code: 'X-1', position: 1, answered_by: 'press' },
    ...{ text_ja: 'x', text_en: 'x' },
  });
  await insert('item_exceptions', {
    ...brandId,
    ...{
      id: ids.exception,
      shipment_id: ids.shipment,
      task_id: ids.task,
      shipment_line_id: ids.shipmentLine,
    },
    ...{ kind: 'swap', defect: 'scratch' },
  });
  await insert('clips', {
    ...brandId,
    ...{ id: ids.clip, warehouse_id: warehouse.id, task_id: ids.task, station_id: ids.station, token: 1 },
    ...{ kind: 'film', content_type: 'video/webm', started_at: new Date() },
  });
  await insert('cases', {
    ...brandId,
    ...{ id: ids.case, case_no: unique('C'), order_id: ids.order, shipment_id: ids.shipment },
    ...{ weight: 'inquiry', reason: 'other', opened_by: { kind: 'system', id: 'test' } },
  });
  await insert('tracking_links', {
    ...brandId,
    ...{ id: ids.trackingLink, shipment_id: ids.shipment, token_hash: randomBytes(32), key_id: 'test' },
    expires_at: new Date(Date.now() + 86_400_000),
  });
}
