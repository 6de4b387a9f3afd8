import { bulkInsert, type BulkRow, BulkStatement } from '../database/bulk-insert.js';

/** Set-based writes of orders and what belongs to them: one statement a table, however many orders come in. */

export const ORDER_COLUMNS = {
  id: 'uuid',
  brand_id: 'uuid',
  source: 'text',
  external_id: 'text',
  external_id_normalized: 'text',
  body_hash: 'bytea',
  customer_id: 'uuid',
  rank_id: 'uuid',
  rank_source: 'text',
  state: 'text',
  locale: 'text',
  placed_at: 'timestamptz',
  received_at: 'timestamptz',
  payment_method: 'text',
  payment_state: 'text',
  currency: 'text',
  total_minor: 'bigint',
  ship_by: 'timestamptz',
  not_before: 'timestamptz',
  delivery_date: 'date',
  delivery_window: 'text',
  carrier: 'text',
  service: 'text',
  gift: 'boolean',
  noshi: 'jsonb',
  cancelled_at: 'timestamptz',
  cancel_reason: 'text',
} as const;

/**
 * Inserts the orders that are new. One that another batch is just inserting is waited for and then left out, so exactly
 * one of them creates it; rows come in the order of their keys, so two batches never wait for each other.
 */
export const NEW_ORDERS = bulkInsert(
  'orders',
  ORDER_COLUMNS,
  'on conflict (brand_id, source, external_id) do nothing returning id',
);

export const ADDRESS_COLUMNS = {
  brand_id: 'uuid',
  order_id: 'uuid',
  role: 'text',
  name: 'text',
  name_kana: 'text',
  email: 'text',
  email_normalized: 'text',
  phone: 'text',
  country: 'text',
  postal_code: 'text',
  region: 'text',
  city: 'text',
  line1: 'text',
  line2: 'text',
} as const;

export const NEW_ADDRESSES = bulkInsert('order_addresses', ADDRESS_COLUMNS);

export const NEW_LINES = bulkInsert('order_lines', {
  id: 'uuid',
  brand_id: 'uuid',
  order_id: 'uuid',
  line_no: 'integer',
  sku: 'text',
  gtin: 'text',
  name_ja: 'text',
  name_en: 'text',
  shelf: 'text',
  flags: 'text[]',
  quantity: 'integer',
  unit_price_minor: 'bigint',
  engraving: 'text',
});

export const NEW_INSTRUCTIONS = bulkInsert('handling_instructions', {
  id: 'uuid',
  brand_id: 'uuid',
  order_id: 'uuid',
  kind: 'text',
  text_ja: 'text',
  text_en: 'text',
  source: 'text',
  detail: 'jsonb',
});

type RowOf<Statement> = Statement extends BulkStatement<infer Columns> ? BulkRow<Columns> : never;

export type OrderInsert = RowOf<typeof NEW_ORDERS>;
export type AddressInsert = RowOf<typeof NEW_ADDRESSES>;
export type LineInsert = RowOf<typeof NEW_LINES>;
export type InstructionInsert = RowOf<typeof NEW_INSTRUCTIONS>;
