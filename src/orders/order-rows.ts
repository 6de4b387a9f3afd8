import { newId } from '../database/ids.js';
import type { InstructionText } from './handling-instructions.js';
import type { AddressInsert, InstructionInsert, LineInsert } from './order-writes.js';
import type { OrderBody, Party } from './orders.contract.js';
import { emailKey } from './search-keys.js';
import type { TakenLine } from './taken-order.js';

/** Parts of an order as rows. */
export type Role = 'orderer' | 'sender' | 'recipient';
export const ROLES: readonly Role[] = ['orderer', 'sender', 'recipient'];

/** The people of an order, up to three; a role that nobody has is the orderer's. */
export function addressRows(brandId: string, orderId: string, body: OrderBody): AddressInsert[] {
  const rows: AddressInsert[] = [];
  for (const role of ROLES) {
    const party = body[role];
    if (party) rows.push(addressRow(brandId, orderId, role, party));
  }
  return rows;
}

/** One person of an order. */
export function addressRow(brandId: string, orderId: string, role: Role, party: Party): AddressInsert {
  return {
    brand_id: brandId,
    order_id: orderId,
    role,
    name: party.name,
    name_kana: party.nameKana ?? null,
    email: party.email ?? null,
    email_normalized: party.email === undefined ? null : emailKey(party.email),
    phone: party.phone ?? null,
    country: party.country,
    postal_code: party.postalCode ?? null,
    region: party.region ?? null,
    city: party.city ?? null,
    line1: party.line1 ?? null,
    line2: party.line2 ?? null,
  };
}

/** One line of an order. */
export function lineRow(brandId: string, orderId: string, lineNo: number, line: TakenLine) {
  return {
    id: newId(),
    brand_id: brandId,
    order_id: orderId,
    line_no: lineNo,
    sku: line.sku,
    gtin: line.gtin,
    name_ja: line.nameJa,
    name_en: line.nameEn,
    shelf: line.shelf,
    flags: line.flags,
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor,
    engraving: line.engraving,
  } satisfies LineInsert;
}

/** One instruction that a wish of the customer asks for. */
export function instructionRow(
  brandId: string,
  orderId: string,
  instruction: InstructionText,
): InstructionInsert {
  const { kind, ja, en, detail } = instruction;
  return {
    id: newId(),
    brand_id: brandId,
    order_id: orderId,
    kind,
    text_ja: ja,
    text_en: en,
    source: 'wish',
    detail,
  };
}
