import { z } from 'zod';
import { CustomerRef } from '../customers/customers.contract.js';
import {
  BilingualText,
  CalendarDate,
  Currency,
  Id,
  Instant,
  Locale,
  MinorUnits,
  PageQuery,
  pageOf,
  shortText,
} from '../http/common.contract.js';
import { chooseSchema } from '../http/choose-schema.js';
import { Gtin, ItemFlag, Sku } from '../items/items.contract.js';
import { warningList } from '../http/warnings.js';
import { WARNING_CODES } from './intake-warnings.js';
import { RankCode } from '../ranks/ranks.contract.js';

/** Where the order came from, e.g. `shopify`, `csv`, `demo`. */
export const OrderSource = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must be lower case letters, digits, _ and -');

/** A person of an order: orderer, sender or recipient. */
export const Party = z
  .strictObject({
    name: shortText(),
    nameKana: shortText().optional(),
    email: z.email().max(254).optional(),
    phone: shortText(40).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .default('JP'),
    postalCode: shortText(16).optional(),
    region: shortText(80).optional(),
    city: shortText(120).optional(),
    line1: shortText().optional(),
    line2: shortText().optional(),
  })
  .meta({ id: 'Party' });

/** Gift paper; anything outside the trade's table is refused (`noshi_not_allowed`). Source: content of the trade, orders/noshi.rules.ts. */
export const Noshi = z
  .strictObject({
    kind: z.enum(['celebration', 'wedding', 'recovery', 'sympathy', 'mourning']),
    omotegaki: shortText(20),
    mizuhiki: z.enum([
      'red_white_bow',
      'red_white_knot_10',
      'red_white_knot_5',
      'black_white_knot',
      'yellow_white_knot',
    ]),
    nameLines: z.array(shortText(20)).max(10),
    placement: z.enum(['inner', 'outer']).default('inner'),
    furigana: shortText(40).optional(),
  })
  .meta({ id: 'Noshi' });

export const OrderLineBody = z
  .strictObject({
    sku: Sku,
    gtin: Gtin.optional(),
    name: BilingualText.optional(),
    quantity: z.int().min(1).max(9999),
    unitPrice: MinorUnits,
    flags: z.array(ItemFlag).max(20).optional(),
    shelf: shortText(40).optional(),
    engraving: shortText(8).optional(),
  })
  .meta({
    id: 'OrderLineBody',
    description: 'Name, GTIN, shelf and flags default to the catalogue item of the SKU.',
  });

export const PaymentState = z.enum(['pending', 'paid', 'on_delivery', 'refunded']);
export const PaymentMethod = z.enum([
  'card',
  'bank_transfer',
  'convenience_store',
  'cash_on_delivery',
  'wallet',
  'invoice',
  'other',
]);

/** POST /v1/orders, one order. An order never states a rank. */
export const OrderBody = z
  .strictObject({
    source: OrderSource,
    externalId: shortText(120),
    placedAt: Instant,
    customer: z.strictObject({
      ref: CustomerRef,
      name: shortText().optional(),
      email: z.email().max(254).optional(),
    }),
    locale: Locale.default('ja'),
    orderer: Party,
    sender: Party.optional(),
    recipient: Party.optional(),
    lines: z.array(OrderLineBody).min(1).max(200),
    payment: z.strictObject({
      method: PaymentMethod,
      state: PaymentState,
      currency: Currency,
      total: MinorUnits,
    }),
    shipBy: Instant.optional().meta({
      description:
        'left out: the last truck of the day on which it ships by the brand’s cut-offs (PUT /v1/order-cutoffs); without a calendar of its carrier the end of that day, without cut-offs the next working day',
    }),
    notBefore: Instant.optional(),
    delivery: z.strictObject({ date: CalendarDate.optional(), window: shortText(40).optional() }).default({}),
    carrier: z.enum(['yamato', 'sagawa', 'japan_post', 'other']).optional(),
    service: shortText(40).optional(),
    gift: z.boolean().default(false),
    noshi: Noshi.optional(),
    wishes: z.array(shortText(300)).max(10).default([]),
    cancelled: z.strictObject({ reason: shortText(300) }).optional(),
  })
  .meta({ id: 'OrderBody' });

/** POST /v1/orders, a batch: each order gets its own result, in the same sequence. Orders are validated one by one. */
export const OrderBatchBody = z
  .strictObject({ orders: z.array(OrderBody).min(1).max(500) })
  .meta({ id: 'OrderBatchBody' });

/** The batch before its orders are looked at: one that is wrong must not keep the others out. */
const UnreadBatch = z.strictObject({ orders: z.array(z.unknown()).min(1).max(500) });

/** POST /v1/orders: one order, or a batch. */
export const IntakeBody = chooseSchema(z.union([OrderBatchBody, OrderBody]), (body) =>
  typeof body === 'object' && body !== null && 'orders' in body ? UnreadBatch : OrderBody,
);
export type IntakeBody = OrderBody | z.infer<typeof UnreadBatch>;

/** `created`, `unchanged` (the same again), `updated` (changed before packing), `cancelled`, `refused` (with the problem). */
export const OrderResult = z
  .strictObject({
    outcome: z.enum(['created', 'unchanged', 'updated', 'cancelled', 'refused']),
    source: z.string().nullable(),
    externalId: z.string().nullable(),
    orderId: Id.nullable(),
    shipmentIds: z.array(Id),
    changed: z.array(z.string()).meta({ description: 'names of the fields that an update changed' }),
    warnings: warningList(
      WARNING_CODES,
      'what is odd about an order that was taken in all the same, and what to do',
    ),
    problem: z
      .strictObject({
        code: z.string(),
        detail: z.string(),
        errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
      })
      .nullable(),
  })
  .meta({ id: 'OrderResult' });
export const OrderBatchResult = z
  .strictObject({ results: z.array(OrderResult) })
  .meta({ id: 'OrderBatchResult' });

/** What POST /v1/orders answers: one result for one order, a list for a batch. */
export const IntakeResult = z.union([OrderBatchResult, OrderResult]);

export const HandlingInstruction = z
  .strictObject({ id: Id, kind: z.string(), text: BilingualText, source: z.enum(['wish', 'perk', 'staff']) })
  .meta({ id: 'HandlingInstruction' });

export const OrderLine = z
  .strictObject({
    id: Id,
    lineNo: z.int(),
    sku: Sku,
    gtin: z.string().nullable(),
    name: BilingualText,
    quantity: z.int(),
    unitPrice: MinorUnits,
    flags: z.array(z.string()),
    engraving: z.string().nullable(),
  })
  .meta({ id: 'OrderLine' });

export const Order = z
  .strictObject({
    id: Id,
    source: z.string(),
    externalId: z.string(),
    state: z.enum(['open', 'cancelled', 'completed']),
    placedAt: Instant,
    receivedAt: Instant,
    customerRef: CustomerRef,
    rank: z.strictObject({ code: RankCode, source: z.enum(['default', 'external', 'rules']) }),
    payment: z.strictObject({
      method: z.string(),
      state: PaymentState,
      currency: Currency,
      total: MinorUnits,
    }),
    shipBy: Instant,
    notBefore: Instant.nullable(),
    delivery: z.strictObject({ date: CalendarDate.nullable(), window: z.string().nullable() }),
    carrier: z.string().nullable(),
    service: z.string().nullable(),
    gift: z.boolean(),
    noshi: Noshi.nullable(),
    parties: z.strictObject({ orderer: Party, sender: Party.nullable(), recipient: Party.nullable() }),
    lines: z.array(OrderLine),
    instructions: z.array(HandlingInstruction),
    shipmentIds: z.array(Id),
    revision: z.int(),
    cancelReason: z.string().nullable(),
  })
  .meta({ id: 'Order' });

export const OrderSummary = z
  .strictObject({
    id: Id,
    externalId: z.string(),
    state: z.enum(['open', 'cancelled', 'completed']),
    placedAt: Instant,
    shipBy: Instant,
    rank: RankCode,
    customerName: z.string().nullable(),
    shipmentIds: z.array(Id),
  })
  .meta({ id: 'OrderSummary' });

/** Path of the routes on one order. */
export const OrderParams = z.strictObject({ orderId: Id });

/** GET /v1/orders?state=&cursor=&limit= */
export const OrderListQuery = PageQuery.extend({
  state: z.enum(['open', 'cancelled', 'completed']).optional(),
});
export const OrderPage = pageOf(OrderSummary).meta({ id: 'OrderPage' });

/** POST /v1/orders/{orderId}/cancel */
export const CancelOrderBody = z.strictObject({ reason: shortText(300) }).meta({ id: 'CancelOrderBody' });

export type Party = z.infer<typeof Party>;
export type Noshi = z.infer<typeof Noshi>;
export type OrderBody = z.infer<typeof OrderBody>;
export type OrderLineBody = z.infer<typeof OrderLineBody>;
export type OrderResult = z.infer<typeof OrderResult>;
export type Order = z.infer<typeof Order>;
export type HandlingInstruction = z.infer<typeof HandlingInstruction>;
