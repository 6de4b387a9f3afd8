import { randomInt } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { newId } from '../../src/database/ids.js';
import { firstRow, rows } from '../../src/database/sql.js';
import { inTransaction } from '../../src/database/transaction.js';
import { appendTimeline } from '../../src/timeline/timeline.js';
import { createBrand, type TestBrand, unique } from './accounts.js';
import { createStation, sha256 } from './clips.js';

export interface TrackedShipment extends TestBrand {
  customerId: string;
  orderId: string;
  externalId: string;
  shipmentId: string;
  lineId: string;
  /** Twelve digits, as stored. */
  waybill: string;
  packTaskId: string;
  filmId: string;
  email: string;
}

interface Wanted {
  rank?: 'standard' | 'vip';
  gift?: boolean;
  state?: string;
  carrierState?: string;
  of?: TestBrand;
}

const PACKED_AT = new Date('2026-11-20T02:05:00Z');

/**
 * A shipment that has been picked, packed on film and handed over, written straight into the tables: three stages with
 * answers to every check, a sealed film with a customer's cut, a bound Yamato waybill and the customer's timeline.
 */
export async function createTrackedShipment(
  app: NestFastifyApplication,
  wanted: Wanted = {},
): Promise<TrackedShipment> {
  const brand = wanted.of ?? (await createBrand(app));
  const dataSource = app.get(DataSource);
  const order = await createOrder(dataSource, brand, wanted);
  const shipment = await createShipment(dataSource, brand, order, wanted);
  const packTaskId = await createStages(dataSource, brand, shipment.shipmentId);
  const station = await createStation(app, brand.warehouse.id);
  const filmId = await createFilm(dataSource, {
    ...{ brandId: brand.brand.id, warehouseId: brand.warehouse.id, stationId: station.stationId },
    ...{ taskId: packTaskId, shipmentId: shipment.shipmentId },
  });
  await tellTimeline(dataSource, { ...brand, ...order, ...shipment, packTaskId, filmId });
  return { ...brand, ...order, ...shipment, packTaskId, filmId };
}

async function createOrder(dataSource: DataSource, { brand }: TestBrand, wanted: Wanted) {
  const [customerId, orderId, externalId] = [newId(), newId(), unique('S-')];
  const email = `${unique()}@customer.example`;
  await rows(
    dataSource,
    `insert into customers (id, brand_id, ref, name, email, email_normalized) values ($1, $2, $3, '高瀬 千尋', $4, $4)`,
    [customerId, brand.id, unique(), email],
  );
  await rows(
    dataSource,
    `insert into orders (id, brand_id, source, external_id, external_id_normalized, body_hash, customer_id, rank_id, rank_source,
       placed_at, payment_method, payment_state, currency, total_minor, ship_by, delivery_date, delivery_window, gift, carrier)
     select $1, $2, 'test', $3, lower(replace($3, '-', '')), '', $4, r.id, 'external', $5, 'card', 'paid', 'JPY', 987654,
       $5::timestamptz + interval '5 days', '2026-11-21', '14時〜16時', $6, 'yamato'
     from ranks r where r.brand_id = $2 and r.code = $7`,
    [orderId, brand.id, externalId, customerId, PACKED_AT, wanted.gift ?? false, wanted.rank ?? 'vip'],
  );
  await rows(
    dataSource,
    `insert into order_addresses (brand_id, order_id, role, name, postal_code, region, city, line1) values
       ($1, $2, 'orderer', '高瀬 千尋', '248-0000', '神奈川県', '鎌倉市', '注文町1-2-3'),
       ($1, $2, 'recipient', '宛名 太郎', '100-0001', '東京都', '千代田区', '宛先町9-8-7')`,
    [brand.id, orderId],
  );
  return { customerId, orderId, externalId, email };
}

async function createShipment(
  dataSource: DataSource,
  { brand, warehouse }: TestBrand,
  { orderId }: { orderId: string },
  wanted: Wanted,
) {
  const [shipmentId, lineId, orderLineId] = [newId(), newId(), newId()];
  const waybill = String(randomInt(100_000_000_000, 999_999_999_999));
  await rows(
    dataSource,
    `insert into shipments (id, brand_id, warehouse_id, order_id, state, carrier_state, release_at, arrived_at, ship_by,
       planned_ship_date, delivery_date, delivery_window, carrier, flags, handed_over_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $7, '2026-11-20', '2026-11-21', '14時〜16時', 'yamato', '{engraving}', $7)`,
    [
      ...[shipmentId, brand.id, warehouse.id, orderId, wanted.state ?? 'handed_over'],
      ...[wanted.carrierState ?? 'in_transit', PACKED_AT],
    ],
  );
  await rows(
    dataSource,
    `insert into order_lines (id, brand_id, order_id, line_no, sku, name_ja, name_en, quantity, unit_price_minor, engraving)
     values ($1, $2, $3, 1, 'WOD-CHA-200', '桜皮の茶筒 200g', 'Cherry-bark tea canister', 1, 987654, '千尋')`,
    [orderLineId, brand.id, orderId],
  );
  await rows(
    dataSource,
    'insert into shipment_lines (id, brand_id, shipment_id, order_line_id, quantity) values ($1, $2, $3, $4, 1)',
    [lineId, brand.id, shipmentId, orderLineId],
  );
  await rows(
    dataSource,
    `insert into waybills (id, brand_id, shipment_id, carrier, number, number_normalized, issued_on, source, bound_at)
     values ($1, $2, $3, 'yamato', $4, $4, current_date, 'issued', now())`,
    [newId(), brand.id, shipmentId, waybill],
  );
  return { shipmentId, lineId, waybill };
}

/** The stages, completed, with a passing answer to each check of the brand's standards. Returns the pack task. */
async function createStages(dataSource: DataSource, { brand, warehouse }: TestBrand, shipmentId: string) {
  const stages = ['pick', 'pack', 'ship'].map((stage, index) => ({
    id: newId(),
    stage,
    position: index + 1,
  }));
  for (const { id, stage, position } of stages) {
    await rows(
      dataSource,
      `insert into tasks (id, brand_id, warehouse_id, shipment_id, stage, position, state, release_at, due, due_term, completed_at)
       values ($1, $2, $3, $4, $5, $6, 'completed', $7, $7, 'lead', $7)`,
      [id, brand.id, warehouse.id, shipmentId, stage, position, PACKED_AT],
    );
    await rows(
      dataSource,
      `insert into answers (id, brand_id, task_id, check_item_id, standard_version, attempt, value, answered_by, token, occurred_at)
       select gen_random_uuid(), $1, $2, i.id, d.version, 1, 'pass', 'press', 1, $4
       from brand_stages g join standards d on d.brand_id = g.brand_id and d.section = any(g.sections)
       join check_items i on i.standard_id = d.id
       where g.brand_id = $1 and g.code = $3 and i.answered_by <> 'command' and i.applies_to = '{}'`,
      [brand.id, id, stage, PACKED_AT],
    );
  }
  const pack = stages[1];
  if (!pack) throw new Error('three stages were written');
  return pack.id;
}

interface FilmSubject {
  brandId: string;
  warehouseId: string;
  stationId: string;
  taskId: string;
  shipmentId: string;
}

async function createFilm(dataSource: DataSource, subject: FilmSubject): Promise<string> {
  const filmId = newId();
  const { brandId, warehouseId, stationId, taskId, shipmentId } = subject;
  await rows(
    dataSource,
    `insert into clips (id, brand_id, warehouse_id, task_id, station_id, token, kind, state, media_state, content_type,
       started_at, duration_ms, original_key, original_version_id)
     values ($1, $2, $3, $4, $5, 1, 'film', 'sealed', 'playable', 'video/webm', $6, 58000, 'o', 'v1')`,
    [filmId, brandId, warehouseId, taskId, stationId, new Date(PACKED_AT.getTime() - 60_000)],
  );
  for (const kind of ['staff', 'customer', 'poster']) {
    await rows(
      dataSource,
      `insert into renditions (id, brand_id, clip_id, kind, object_key, version_id, content_type, sha256, bytes, duration_ms,
         recipe, statement_sha256)
       values ($1, $2, $3, $4, $5, 'v1', $6, '', 1, $7, '{}', $8)`,
      [
        ...[
          newId(),
          brandId,
          filmId,
          kind,
          `${filmId}/${kind}`,
          kind === 'poster' ? 'image/jpeg' : 'video/mp4',
        ],
        ...[kind === 'poster' ? null : 42_300, digestOf(filmId, kind)],
      ],
    );
  }
  for (const what of ['staff', 'customer', 'poster', 'manifest'])
    await keepDocument(dataSource, subject, filmId, what);
  await rows(
    dataSource,
    `insert into evidence_manifests (id, brand_id, kind, clip_id, shipment_id, task_id, n, sha256)
       values ($1, $2, 'clip', $3, $4, $5, 1, $6)`,
    [newId(), brandId, filmId, shipmentId, taskId, digestOf(filmId, 'manifest')],
  );
  await rows(
    dataSource,
    `insert into evidence_links (id, brand_id, clip_id, shipment_id, reason) values ($1, $2, $3, $4, 'recorded')`,
    [newId(), brandId, filmId, shipmentId],
  );
  return filmId;
}

const digestOf = (filmId: string, of: string) => sha256(Buffer.from(`${filmId}/${of}`));

async function keepDocument(
  dataSource: DataSource,
  { brandId, shipmentId }: { brandId: string; shipmentId: string },
  filmId: string,
  of: string,
): Promise<void> {
  await rows(
    dataSource,
    `insert into ledger_documents (sha256, schema, brand_id, shipment_id, clip_id, object_key, version_id, signature,
       signature_key, signature_version_id, key_id)
     values ($1, $2, $3, $4, $5, $6, 'v1', '', $6 || '.sig', 'v1', 'test')`,
    [
      ...[digestOf(filmId, of), of === 'manifest' ? 'akashi.manifest/2' : 'akashi.rendition/1'],
      ...[brandId, shipmentId, filmId, `${filmId}/${of}.json`],
    ],
  );
}

async function tellTimeline(dataSource: DataSource, tracked: Omit<TrackedShipment, 'email' | 'externalId'>) {
  const { brand, orderId, shipmentId, packTaskId: taskId, lineId, filmId } = tracked;
  const about = { brandId: brand.id, orderId, shipmentId, actor: { kind: 'system', id: 'test' } as const };
  const occurredAt = PACKED_AT;
  const exceptionId = newId();
  await inTransaction(dataSource, (manager) =>
    appendTimeline(manager, [
      { ...about, occurredAt, kind: 'order_received', data: { shipBy: occurredAt.toISOString() } },
      { ...about, occurredAt, taskId, kind: 'check_failed', data: { stage: 'pack', checkCode: 'IN2' } },
      {
        ...about,
        ...{ occurredAt, taskId, kind: 'swap_resolved' as const },
        data: { exceptionId, shipmentLineId: lineId, defect: 'dent' },
      },
      {
        ...about,
        ...{ occurredAt, taskId, kind: 'stage_completed' as const },
        data: { stage: 'pack', checks: 5, standards: [{ section: 'pack', version: 1 }] },
      },
      { ...about, occurredAt, kind: 'film_ready', data: { clipId: filmId, sec: 42 } },
      { ...about, occurredAt, kind: 'carrier_event', data: { state: 'in_transit', place: '横浜ベース店' } },
    ]),
  );
}

/** A link to the shipment's page, made through the API. */
export async function createLink(
  app: NestFastifyApplication,
  { brandKey, shipmentId }: Pick<TrackedShipment, 'brandKey' | 'shipmentId'>,
  body: { audience?: 'orderer' | 'recipient'; film?: boolean; expiresAt?: string } = {},
): Promise<{ id: string; url: string; path: string }> {
  const answer = await app.inject({
    ...{ method: 'POST', url: `/v1/shipments/${shipmentId}/tracking-links`, payload: body },
    headers: { authorization: `Bearer ${brandKey}` },
  });
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`);
  const link: { id: string; url: string } = answer.json();
  return { ...link, path: new URL(link.url).pathname };
}

/** Opens a link as a browser does; the cookie's header value. */
export async function openLink(app: NestFastifyApplication, path: string, cookie = ''): Promise<string> {
  const answer = await app.inject({ url: path, headers: { cookie } });
  const [set] = [answer.headers['set-cookie'] ?? []].flat();
  if (answer.statusCode !== 303 || !set) throw new Error(`${answer.statusCode} from ${path}`);
  return set.split(';')[0] ?? '';
}

/** How many rows of a kind of event a shipment has. */
export async function countEvents(
  app: NestFastifyApplication,
  shipmentId: string,
  kind: string,
): Promise<number> {
  const sql = 'select count(*)::integer as n from timeline_events where shipment_id = $1 and kind = $2';
  return (await firstRow<{ n: number }>(app.get(DataSource), sql, [shipmentId, kind]))?.n ?? 0;
}
