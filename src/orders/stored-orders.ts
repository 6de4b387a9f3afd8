import type { EntityManager } from 'typeorm';
import { fromBigint } from '../database/bigint-transformer.js';
import { rows } from '../database/sql.js';
import { SHARED_BOXES } from '../shipments/shared-boxes.js';
import type { HouseShipment } from '../shipments/reconcile-shipments.js';
import type { Role } from './order-rows.js';
import type { Noshi, OrderBody } from './orders.contract.js';

/** An order as it stands in the database, locked, with all that a change may touch. */
export interface StoredOrder {
  id: string;
  state: 'open' | 'cancelled' | 'completed';
  customerId: string;
  rankId: string;
  rankSource: 'default' | 'external' | 'rules';
  receivedAt: Date;
  placedAt: Date;
  locale: OrderBody['locale'];
  payment: { method: string; state: string; currency: string; total: number };
  shipBy: Date;
  notBefore: Date | null;
  deliveryDate: string | null;
  deliveryWindow: string | null;
  carrier: string | null;
  service: string | null;
  gift: boolean;
  noshi: Noshi | null;
  parties: Partial<Record<Role, StoredParty>>;
  /** Lines that are still part of the order, by line number. */
  lines: StoredLine[];
  lastLineNo: number;
  wishes: string[];
  shipments: HouseShipment[];
  /** Some of it lies in a box with other orders' goods. */
  consolidated: boolean;
  /** Such a box is packed, or has left. */
  sharesPackedBox: boolean;
}

export type StoredParty = Record<
  'name' | 'nameKana' | 'email' | 'phone' | 'country' | 'postalCode' | 'region' | 'city' | 'line1' | 'line2',
  string | null
>;

export interface StoredLine {
  id: string;
  sku: string;
  gtin: string | null;
  nameJa: string;
  nameEn: string;
  shelf: string | null;
  flags: string[];
  quantity: number;
  unitPriceMinor: number;
  engraving: string | null;
}

interface OrderRow extends Omit<StoredOrder, 'payment' | 'shipments' | 'parties'> {
  paymentMethod: string;
  paymentState: string;
  currency: string;
  totalMinor: string;
  parties: Partial<Record<Role, StoredParty>> | null;
  shipments: (Omit<HouseShipment, 'releaseAt' | 'missedPickupAt'> & {
    releaseAt: string | null;
    missedPickupAt: string | null;
  })[];
}

// Always orders first, then tasks by id: cancelling, changing and a station's moves take their locks in one sequence.
const LOCK_ORDERS = `select id from orders where brand_id = $1 and id = any($2::uuid[])
  order by source collate "C", external_id collate "C" for no key update`;

const LOCK_TASKS = `select t.id from tasks t join shipments s on s.id = t.shipment_id
  where s.brand_id = $1 and s.order_id = any($2::uuid[]) order by t.id for update of t`;

const PARTIES = `(select jsonb_object_agg(a.role, jsonb_build_object('name', a.name, 'nameKana', a.name_kana, 'email', a.email,
    'phone', a.phone, 'country', a.country, 'postalCode', a.postal_code, 'region', a.region, 'city', a.city,
    'line1', a.line1, 'line2', a.line2))
  from order_addresses a where a.brand_id = o.brand_id and a.order_id = o.id)`;

const LINES = `(select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'sku', l.sku, 'gtin', l.gtin, 'nameJa', l.name_ja,
    'nameEn', l.name_en, 'shelf', l.shelf, 'flags', to_jsonb(l.flags), 'quantity', l.quantity,
    'unitPriceMinor', l.unit_price_minor, 'engraving', l.engraving) order by l.line_no), '[]')
  from order_lines l where l.order_id = o.id and l.quantity > 0)`;

const TASKS = `(select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'stage', t.stage, 'position', t.position,
    'state', t.state, 'token', t.token, 'due', t.due, 'dueTerm', t.due_term, 'packs', coalesce('pack' = any(b.sections), t.position > 0)) order by t.position), '[]')
  from tasks t left join brand_stages b on b.brand_id = t.brand_id and b.code = t.stage where t.shipment_id = s.id)`;

const SHIPMENTS = `(select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'state', s.state, 'releaseAt', s.release_at,
    'plannedShipDate', s.planned_ship_date, 'carrier', s.carrier, 'parcelCount', s.parcel_count, 'flags', to_jsonb(s.flags),
    'missedPickupAt', s.missed_pickup_at, 'headStart', case when s.lead_minutes is not null then jsonb_build_object(
      'leadMinutes', s.lead_minutes, 'headStartMinutes', s.head_start_minutes, 'limit', s.head_start_limit) end,
    'labelled', exists (select 1 from waybills w where w.shipment_id = s.id and w.bound_at is not null and w.voided_at is null),
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('orderLineId', x.order_line_id, 'quantity', x.quantity)), '[]')
      from shipment_lines x where x.shipment_id = s.id),
    'tasks', ${TASKS}) order by s.id), '[]')
  from shipments s where s.brand_id = o.brand_id and s.order_id = o.id and s.state <> 'cancelled')`;

const READ_ORDERS = `
  select o.id, o.state, o.customer_id as "customerId", o.rank_id as "rankId", o.rank_source as "rankSource",
    o.received_at as "receivedAt", o.placed_at as "placedAt", o.locale, o.payment_method as "paymentMethod",
    o.payment_state as "paymentState", o.currency, o.total_minor as "totalMinor", o.ship_by as "shipBy",
    o.not_before as "notBefore", to_char(o.delivery_date, 'YYYY-MM-DD') as "deliveryDate",
    o.delivery_window as "deliveryWindow", o.carrier, o.service, o.gift, o.noshi, ${PARTIES} as parties, ${LINES} as lines,
    (select coalesce(max(l.line_no), 0) from order_lines l where l.order_id = o.id) as "lastLineNo",
    array(select i.text_ja from handling_instructions i where i.order_id = o.id and i.kind = 'wish' and i.source = 'wish'
      and i.withdrawn_at is null order by i.id) as wishes, ${SHIPMENTS} as shipments, ${SHARED_BOXES}
  from orders o where o.brand_id = $1 and o.id = any($2::uuid[])`;

/**
 * Locks orders with their tasks and reads them, in three statements: reading comes last, so that it sees what others
 * committed while the locks were waited for.
 * @returns by id
 */
export async function lockOrders(
  manager: EntityManager,
  brandId: string,
  orderIds: readonly string[],
): Promise<Map<string, StoredOrder>> {
  if (orderIds.length === 0) return new Map();
  await rows(manager, LOCK_ORDERS, [brandId, orderIds]);
  await rows(manager, LOCK_TASKS, [brandId, orderIds]);
  const found = await rows<OrderRow & Record<string, unknown>>(manager, READ_ORDERS, [brandId, orderIds]);
  return new Map(found.map((row) => [row.id, toStoredOrder(row)]));
}

function toStoredOrder(row: OrderRow): StoredOrder {
  const { paymentMethod, paymentState, currency, totalMinor, parties, shipments, ...rest } = row;
  return {
    ...rest,
    payment: { method: paymentMethod, state: paymentState, currency, total: fromBigint(totalMinor) },
    parties: parties ?? {},
    shipments: shipments.map((shipment) => ({
      ...shipment,
      releaseAt: dateOf(shipment.releaseAt),
      missedPickupAt: dateOf(shipment.missedPickupAt),
    })),
  };
}

const dateOf = (written: string | null): Date | null => (written === null ? null : new Date(written));
