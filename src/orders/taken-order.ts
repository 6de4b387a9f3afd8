import { createHash } from 'node:crypto';
import { AppError } from '../http/app-error.js';
import { localDate } from '../i18n/local-time.js';
import { isGtin } from '../items/gtin.js';
import type { CatalogueItem } from '../items/items.service.js';
import { whyNotAllowed } from './noshi.rules.js';
import type { OrderBody, OrderLineBody } from './orders.contract.js';

/**
 * What makes an order one that can be worked on. A refusal names the field and says what to do; the rest of its batch goes
 * in. Dates are judged against the database's clock, with room for clocks that differ.
 */

/** A line with everything that its item of the catalogue adds. */
export interface TakenLine {
  sku: string;
  gtin: string | null;
  nameJa: string;
  nameEn: string;
  shelf: string | null;
  flags: readonly string[];
  quantity: number;
  unitPriceMinor: number;
  engraving: string | null;
}

/** An order that was understood and may be taken in. */
export interface TakenOrder {
  /** Place in the batch. */
  index: number;
  key: string;
  body: OrderBody;
  bodyHash: Buffer;
  placedAt: Date;
  /** Null: the shop states none, and it follows from cut-off and calendar. */
  shipBy: Date | null;
  notBefore: Date | null;
  lines: readonly TakenLine[];
}

/** An order whose ship-by is known. */
export type DatedOrder = TakenOrder & { shipBy: Date };

const DAY_MS = 86_400_000;
const PLACED_AHEAD_MS = DAY_MS;
// The queue counts minutes from 60 days ago to four years ahead; a promise outside of that can't be put in order.
const SHIP_BY_BACK_MS = 60 * DAY_MS;
const SHIP_BY_AHEAD_MS = 730 * DAY_MS;
const MAX_TOTAL_MINOR = 9_000_000_000_000;

/** What names an order inside of a brand: its source and the source's own number. */
export function orderKey(order: { source: string; externalId: string }): string {
  return `${order.source}\n${order.externalId}`;
}

/**
 * Turns a valid body into an order to take in.
 * @param catalogue the brand's items by SKU
 * @throws AppError with the path of the field that can't be worked with
 */
export function takeOrder(
  index: number,
  body: OrderBody,
  around: { catalogue: ReadonlyMap<string, CatalogueItem>; timeZone: string; now: Date },
): TakenOrder {
  const dates = {
    placedAt: new Date(body.placedAt),
    shipBy: body.shipBy === undefined ? null : new Date(body.shipBy),
    notBefore: body.notBefore === undefined ? null : new Date(body.notBefore),
  };
  assertDates(dates, around.now);
  assertDeliveryDate(body, dates.placedAt, around.timeZone);
  assertAmounts(body);
  assertNoshi(body);
  return {
    index,
    key: orderKey(body),
    body,
    bodyHash: createHash('sha256').update(JSON.stringify(body)).digest(),
    ...dates,
    lines: body.lines.map((line, at) => takeLine(line, at, around.catalogue.get(line.sku))),
  };
}

function takeLine(line: OrderLineBody, at: number, item: CatalogueItem | undefined): TakenLine {
  if (line.gtin !== undefined && !isGtin(line.gtin)) {
    throw refusal(
      'gtin_check_digit_wrong',
      'Scan the product again or correct the GTIN.',
      `lines.${at}.gtin`,
    );
  }
  if (!item && !line.name) {
    throw refusal('sku_unknown', 'Add the item with PUT /v1/items or send its name.', `lines.${at}.sku`);
  }
  return {
    sku: line.sku,
    gtin: line.gtin ?? item?.gtin ?? null,
    nameJa: line.name?.ja ?? item?.name_ja ?? line.sku,
    nameEn: line.name?.en ?? item?.name_en ?? line.sku,
    shelf: line.shelf ?? item?.shelf ?? null,
    flags: line.flags ? [...new Set(line.flags)] : (item?.flags ?? []),
    quantity: line.quantity,
    unitPriceMinor: line.unitPrice,
    engraving: line.engraving ?? null,
  };
}

type OrderDates = Pick<TakenOrder, 'placedAt' | 'shipBy' | 'notBefore'>;

function assertDates({ placedAt, shipBy, notBefore }: OrderDates, now: Date): void {
  if (placedAt.getTime() > now.getTime() + PLACED_AHEAD_MS) {
    throw refusal('placed_in_future', 'Send the moment at which the customer ordered.', 'placedAt');
  }
  if (notBefore && notBefore.getTime() > now.getTime() + SHIP_BY_AHEAD_MS) {
    throw refusal('ship_by_too_far', 'Let work start within two years.', 'notBefore');
  }
  if (shipBy) assertShipBy({ placedAt, shipBy, notBefore }, now);
}

function assertShipBy({ placedAt, shipBy, notBefore }: OrderDates & { shipBy: Date }, now: Date): void {
  // A clock that is ahead is capped at receipt, so it can't put an order behind its own promise.
  if (shipBy < placedAt && shipBy < now) {
    throw refusal('ship_by_before_placed', 'Send a ship-by after placedAt.', 'shipBy');
  }
  if (shipBy.getTime() < now.getTime() - SHIP_BY_BACK_MS) {
    throw refusal('ship_by_too_old', 'Orders promised more than 60 days ago are not taken in.', 'shipBy');
  }
  if (shipBy.getTime() > now.getTime() + SHIP_BY_AHEAD_MS) {
    throw refusal('ship_by_too_far', 'Promise a ship-by within two years.', 'shipBy');
  }
  if (notBefore && notBefore > shipBy) {
    throw refusal('not_before_after_ship_by', 'Move shipBy behind notBefore.', 'notBefore');
  }
}

function assertDeliveryDate(body: OrderBody, placedAt: Date, timeZone: string): void {
  const { date } = body.delivery;
  if (date === undefined) return;
  if (date < localDate(placedAt, timeZone)) {
    throw refusal('delivery_date_before_placed', 'Ask for a day after the order.', 'delivery.date');
  }
  if (Date.parse(date) > placedAt.getTime() + SHIP_BY_AHEAD_MS) {
    throw refusal('ship_by_too_far', 'Ask for a day within two years.', 'delivery.date');
  }
}

function assertAmounts(body: OrderBody): void {
  const sum = body.lines.reduce((total, line) => total + line.quantity * line.unitPrice, 0);
  if (sum <= MAX_TOTAL_MINOR) return;
  throw refusal('order_total_too_large', 'Check quantity and unitPrice (minor units) of the lines.', 'lines');
}

function assertNoshi(body: OrderBody): void {
  const refused = body.noshi ? whyNotAllowed(body.noshi) : null;
  if (!refused) return;
  throw refusal('noshi_not_allowed', `Against custom: ${refused.advice}.`, `noshi.${refused.field}`);
}

function refusal(code: ConstructorParameters<typeof AppError>[0], detail: string, path: string): AppError {
  return new AppError(code, detail, { errors: [{ path, message: detail }] });
}
