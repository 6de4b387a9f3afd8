import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { SEARCH } from '../../../src/cases/search.service.js';
import { rows } from '../../../src/database/sql.js';
import { createBrand } from '../../factories/accounts.js';
import { createTrackedShipment, type TrackedShipment } from '../../factories/tracked-shipment.js';
import { createTestApp } from '../../harness/application.js';

const ORDERS = 20_000;

let app: NestFastifyApplication;
let shipment: TrackedShipment;

beforeAll(async () => {
  app = await createTestApp();
  shipment = await createTrackedShipment(app);
});
afterAll(() => app.close());

interface Hit {
  matchedBy: string;
  shipmentId: string;
  externalId: string;
  waybillNumber: string;
}

async function search(typed: string, brandKey = shipment.brandKey): Promise<Hit[]> {
  const url = `/v1/search?q=${encodeURIComponent(typed)}`;
  const answer = await app.inject({ url, headers: { authorization: `Bearer ${brandKey}` } });
  expect(answer.statusCode).toBe(200);
  return answer.json<{ items: Hit[] }>().items;
}

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const hyphenated = (number: string) => number.replace(/(\d{4})(?=\d)/g, '$1-');

describe('search', () => {
  it('finds an order by its number, however it is typed', async () => {
    for (const typed of [
      shipment.externalId,
      shipment.externalId.toLowerCase(),
      shipment.externalId.replace('-', ''),
      fullWidth(shipment.externalId),
      ` #${shipment.externalId} `,
    ]) {
      expect(await search(typed)).toMatchObject([{ matchedBy: 'order', shipmentId: shipment.shipmentId }]);
    }
  });

  it('finds a shipment by its waybill number, with and without hyphens, in full width, framed', async () => {
    const { waybill } = shipment;
    for (const typed of [waybill, hyphenated(waybill), fullWidth(hyphenated(waybill)), `a${waybill}a`]) {
      expect(await search(typed)).toMatchObject([
        { matchedBy: 'waybill', shipmentId: shipment.shipmentId, waybillNumber: waybill },
      ]);
    }
  });

  it('finds orders by e-mail address', async () => {
    for (const typed of [shipment.email, shipment.email.toUpperCase(), fullWidth(shipment.email)]) {
      expect(await search(typed)).toMatchObject([{ matchedBy: 'email', externalId: shipment.externalId }]);
    }
  });

  it('finds nothing of another brand, and nothing for a part of a number', async () => {
    const other = await createBrand(app);
    for (const typed of [shipment.externalId, shipment.waybill, shipment.email]) {
      expect(await search(typed, other.brandKey)).toEqual([]);
    }
    expect(await search(shipment.waybill.slice(0, 11))).toEqual([]);
  });

  it(`reads indexes only, over ${ORDERS} orders`, async () => {
    await fill(app.get(DataSource), shipment);
    const params = [shipment.brand.id, `many19999`, '300000019999', 'many19999@customer.example'];
    const plan = await rows<{ 'QUERY PLAN': string }>(app.get(DataSource), `explain ${SEARCH.text}`, params);
    const lines = plan.map((line) => line['QUERY PLAN']);
    for (const index of [
      'orders_search_idx',
      'waybills_search_idx',
      'customers_email_idx',
      'order_addresses_email_idx',
    ]) {
      expect(lines.join('\n')).toContain(index);
    }
    const scanned = lines.filter((line) => line.includes('Seq Scan'));
    expect(scanned).toEqual([]);
    expect(await search('MANY-19999')).toHaveLength(1);
    expect(await search('3000-0001-9999')).toMatchObject([{ matchedBy: 'waybill' }]);
    expect(await search('many19999@customer.example')).toMatchObject([{ matchedBy: 'email' }]);
  }, 180_000);
});

/**
 * 20,000 orders of the brand with customers, addresses, shipments and waybills, the n-th named after n. A few hundred first:
 * with statistics from before, when a brand had three orders, each foreign key would be looked up by reading the whole brand.
 */
async function fill(dataSource: DataSource, shipment: TrackedShipment): Promise<void> {
  await fillRange(dataSource, shipment, 1, 500);
  await fillRange(dataSource, shipment, 501, ORDERS);
}

async function fillRange(
  dataSource: DataSource,
  { brand, warehouse }: TrackedShipment,
  first: number,
  last: number,
): Promise<void> {
  const many = `with n as (select n, gen_random_uuid() as customer_id, gen_random_uuid() as order_id,
      gen_random_uuid() as shipment_id from generate_series($3::integer, $4::integer) n),
    c as (insert into customers (id, brand_id, ref, email, email_normalized)
      select customer_id, $1, 'many' || n, 'many' || n || '@customer.example', 'many' || n || '@customer.example' from n),
    o as (insert into orders (id, brand_id, source, external_id, external_id_normalized, body_hash, customer_id, rank_id,
        rank_source, placed_at, payment_method, payment_state, currency, total_minor, ship_by)
      select n.order_id, $1, 'many', 'MANY-' || n.n, 'many' || n.n, '', n.customer_id, r.id, 'default', now(), 'card', 'paid',
        'JPY', 1, now() from n, ranks r where r.brand_id = $1 and r.is_default),
    a as (insert into order_addresses (brand_id, order_id, role, name, email, email_normalized)
      select $1, order_id, 'orderer', 'x', 'buyer' || n || '@customer.example', 'buyer' || n || '@customer.example' from n),
    s as (insert into shipments (id, brand_id, warehouse_id, order_id, release_at, arrived_at, ship_by, planned_ship_date)
      select shipment_id, $1, $2, order_id, now(), now(), now(), current_date from n)
    insert into waybills (id, brand_id, shipment_id, carrier, number, number_normalized, issued_on, source)
      select gen_random_uuid(), $1, shipment_id, 'sagawa', (300000000000 + n)::text, (300000000000 + n)::text, current_date,
        'issued' from n`;
  await rows(dataSource, many, [brand.id, warehouse.id, first, last]);
  for (const table of ['customers', 'orders', 'order_addresses', 'shipments', 'waybills']) {
    await rows(dataSource, `analyze ${table}`);
  }
}
