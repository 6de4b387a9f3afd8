import { fromBigint } from '../database/bigint-transformer.js';
import type { z } from 'zod';
import type { Order, OrderSummary, Party } from './orders.contract.js';
import type { Role } from './order-rows.js';

/** Reading orders: statements and how their rows become answers. The brand sees everything, prices included. */

type Summary = z.infer<typeof OrderSummary>;

export interface OrderRow {
  id: string;
  source: string;
  external_id: string;
  state: Order['state'];
  placed_at: Date;
  received_at: Date;
  customer_ref: string;
  rank: string;
  rank_source: Order['rank']['source'];
  payment_method: string;
  payment_state: Order['payment']['state'];
  currency: string;
  total_minor: string;
  ship_by: Date;
  not_before: Date | null;
  delivery_date: string | null;
  delivery_window: string | null;
  carrier: string | null;
  service: string | null;
  gift: boolean;
  noshi: Order['noshi'];
  revision: number;
  cancel_reason: string | null;
  parties: Partial<Record<Role, Party>> | null;
  lines: Order['lines'];
  instructions: Order['instructions'];
  shipment_ids: string[];
}

export interface SummaryRow {
  id: string;
  external_id: string;
  state: Summary['state'];
  placed_at: Date;
  ship_by: Date;
  rank: string;
  customer_name: string | null;
  shipment_ids: string[];
}

const SHIPMENT_IDS = `array(select s.id from shipments s where s.brand_id = o.brand_id and s.order_id = o.id
  and (s.state <> 'cancelled' or o.state = 'cancelled') order by s.id) as shipment_ids`;

const PARTIES = `(select jsonb_object_agg(a.role, jsonb_strip_nulls(jsonb_build_object('name', a.name, 'nameKana', a.name_kana,
    'email', a.email, 'phone', a.phone, 'country', a.country, 'postalCode', a.postal_code, 'region', a.region,
    'city', a.city, 'line1', a.line1, 'line2', a.line2)))
  from order_addresses a where a.brand_id = o.brand_id and a.order_id = o.id) as parties`;

const LINES = `(select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'lineNo', l.line_no, 'sku', l.sku, 'gtin', l.gtin,
    'name', jsonb_build_object('ja', l.name_ja, 'en', l.name_en), 'quantity', l.quantity, 'unitPrice', l.unit_price_minor,
    'flags', to_jsonb(l.flags), 'engraving', l.engraving) order by l.line_no), '[]')
  from order_lines l where l.order_id = o.id and l.quantity > 0) as lines`;

const INSTRUCTIONS = `(select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'source', i.source,
    'text', jsonb_build_object('ja', i.text_ja, 'en', i.text_en)) order by i.id), '[]')
  from handling_instructions i where i.order_id = o.id and i.withdrawn_at is null) as instructions`;

export const SELECT_ORDER = `
  select o.id, o.source, o.external_id, o.state, o.placed_at, o.received_at, c.ref as customer_ref, r.code as rank,
    o.rank_source, o.payment_method, o.payment_state, o.currency, o.total_minor, o.ship_by, o.not_before,
    to_char(o.delivery_date, 'YYYY-MM-DD') as delivery_date, o.delivery_window, o.carrier, o.service, o.gift, o.noshi,
    o.revision, o.cancel_reason, ${PARTIES}, ${LINES}, ${INSTRUCTIONS}, ${SHIPMENT_IDS}
  from orders o join customers c on c.id = o.customer_id join ranks r on r.id = o.rank_id
  where o.brand_id = $1 and o.id = $2`;

export const LIST_ORDERS = `
  select o.id, o.external_id, o.state, o.placed_at, o.ship_by, r.code as rank, c.name as customer_name, ${SHIPMENT_IDS}
  from orders o join customers c on c.id = o.customer_id join ranks r on r.id = o.rank_id
  where o.brand_id = $1 and ($2::text is null or o.state = $2) and ($3::uuid is null or o.id < $3)
  order by o.id desc limit $4`;

export function toOrder(row: OrderRow): Order {
  const { orderer, sender, recipient } = row.parties ?? {};
  if (!orderer) throw new Error(`order ${row.id} has no orderer`);
  return {
    id: row.id,
    source: row.source,
    externalId: row.external_id,
    state: row.state,
    placedAt: row.placed_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    customerRef: row.customer_ref,
    rank: { code: row.rank, source: row.rank_source },
    payment: {
      method: row.payment_method,
      state: row.payment_state,
      currency: row.currency,
      total: fromBigint(row.total_minor),
    },
    shipBy: row.ship_by.toISOString(),
    notBefore: row.not_before?.toISOString() ?? null,
    delivery: { date: row.delivery_date, window: row.delivery_window },
    carrier: row.carrier,
    service: row.service,
    gift: row.gift,
    noshi: row.noshi,
    parties: { orderer, sender: sender ?? null, recipient: recipient ?? null },
    lines: row.lines,
    instructions: row.instructions,
    shipmentIds: row.shipment_ids,
    revision: row.revision,
    cancelReason: row.cancel_reason,
  };
}

export function toSummary(row: SummaryRow): Summary {
  return {
    id: row.id,
    externalId: row.external_id,
    state: row.state,
    placedAt: row.placed_at.toISOString(),
    shipBy: row.ship_by.toISOString(),
    rank: row.rank,
    customerName: row.customer_name,
    shipmentIds: row.shipment_ids,
  };
}
