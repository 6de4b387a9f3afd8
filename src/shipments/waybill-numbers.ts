import {
  hasGs1CheckDigit,
  hasMod7CheckDigit,
  hasS10CheckDigit,
  looksLikeS10,
  toHalfWidth,
} from '../items/barcode.checkdigits.js';
import { readGtin } from '../items/gtin.js';
import type { Carrier } from './shipments.contract.js';

/**
 * Waybill numbers, and telling them from product codes. Yamato, Sagawa and Yu-Pack print twelve digits with a mod 7 check
 * digit, on slips in NW-7 (Codabar) framed by start and stop letters A–D; abroad it is S10 or an SSCC. Numbers are used
 * again by carriers: a waybill is (carrier, number, date), never the number alone.
 */

const FRAMED = /^[A-D](\d+(?:-\d+)*)[A-D]$/;
const DOMESTIC_HYPHENATED = /^\d{4}-\d{4}-\d{4}$/;
const DOMESTIC = /^\d{12}$/;
const SSCC = /^(?:\]C1)?(?:\(00\)|00)?(\d{18})$/;
const FREE_NUMBER = /^(?=.*\d)[A-Z0-9]{6,40}$/;

/** Why a text can't be a carrier's waybill number. */
export type WaybillRefusal = 'malformed' | 'check_digit';

/** What a scan may be. `gtin` is fourteen digits; `number` has neither hyphens nor NW-7 letters. */
export type ScanReading =
  | { kind: 'product'; gtin: string }
  | { kind: 'waybill'; number: string }
  /** Twelve bare digits that are right both as a product and as a waybill: only the order's own list can tell. */
  | { kind: 'product_or_waybill'; gtin: string; number: string }
  | { kind: 'bad_check_digit'; of: 'product' | 'waybill' | 'product_or_waybill' }
  | { kind: 'other'; text: string };

/**
 * A waybill number as it is stored, compared and searched: half width, upper case, digits and letters only, without
 * NW-7 start and stop letters and without the SSCC's application identifier.
 */
export function normaliseWaybillNumber(raw: string): string {
  const code = toHalfWidth(raw).replaceAll(' ', '');
  const inner = FRAMED.exec(code)?.[1] ?? SSCC.exec(code)?.[1] ?? code;
  return inner.replace(/[^A-Z0-9]/g, '');
}

/** A waybill number as people read it: twelve digits in groups of four, anything else as it is. */
export function formatWaybillNumber(number: string): string {
  return DOMESTIC.test(number) ? number.replace(/(\d{4})(?=\d)/g, '$1-') : number;
}

/**
 * Checks a number of a carrier's issued list.
 * @param number normalised
 */
export function whyNotWaybillOf(carrier: Carrier, number: string): WaybillRefusal | null {
  if (carrier === 'other') return whyNotForeignWaybill(number);
  if (carrier === 'japan_post' && looksLikeS10(number))
    return hasS10CheckDigit(number) ? null : 'check_digit';
  if (!DOMESTIC.test(number)) return 'malformed';
  return hasMod7CheckDigit(number) ? null : 'check_digit';
}

/**
 * Understands a scan by its form alone. NW-7 letters or hyphens make it a waybill; thirteen, fourteen or eight digits a
 * product; twelve bare digits may be either, and both check digits decide.
 * @param raw as the scanner typed it, any width
 */
export function readScan(raw: string): ScanReading {
  const text = toHalfWidth(raw).replaceAll(' ', '');
  const framed = FRAMED.exec(text)?.[1] ?? (DOMESTIC_HYPHENATED.test(text) ? text : undefined);
  if (framed !== undefined) return readDomestic(framed.replaceAll('-', ''), text);
  if (looksLikeS10(text)) {
    return hasS10CheckDigit(text)
      ? { kind: 'waybill', number: text }
      : { kind: 'bad_check_digit', of: 'waybill' };
  }
  const sscc = SSCC.exec(text)?.[1];
  if (sscc !== undefined)
    return hasGs1CheckDigit(sscc) ? { kind: 'waybill', number: sscc } : badDigit('waybill');
  const gtin = readGtin(text);
  if (DOMESTIC.test(text)) return readTwelveDigits(text, gtin);
  if (gtin !== null) return { kind: 'product', gtin };
  return /^(\d{8}|\d{13,14})$/.test(text) ? badDigit('product') : { kind: 'other', text };
}

/**
 * Decides between product and waybill for twelve digits that may be both, by what is known around the scan.
 * @param known whether the order holds this product, and whether this number was issued for any shipment here
 */
export function settleReading(
  reading: ScanReading,
  known: { product: (gtin: string) => boolean; waybill: (number: string) => boolean },
): ScanReading {
  if (reading.kind !== 'product_or_waybill') return reading;
  const { gtin, number } = reading;
  const isProduct = known.product(gtin);
  const isWaybill = known.waybill(number);
  if (isProduct === isWaybill) return reading;
  return isProduct ? { kind: 'product', gtin } : { kind: 'waybill', number };
}

function readDomestic(digits: string, text: string): ScanReading {
  if (!DOMESTIC.test(digits)) return { kind: 'other', text };
  return hasMod7CheckDigit(digits) ? { kind: 'waybill', number: digits } : badDigit('waybill');
}

function readTwelveDigits(digits: string, gtin: string | null): ScanReading {
  const isWaybill = hasMod7CheckDigit(digits);
  if (gtin !== null && isWaybill) return { kind: 'product_or_waybill', gtin, number: digits };
  if (gtin !== null) return { kind: 'product', gtin };
  return isWaybill ? { kind: 'waybill', number: digits } : badDigit('product_or_waybill');
}

function whyNotForeignWaybill(number: string): WaybillRefusal | null {
  if (looksLikeS10(number)) return hasS10CheckDigit(number) ? null : 'check_digit';
  return FREE_NUMBER.test(number) ? null : 'malformed';
}

function badDigit(of: 'product' | 'waybill' | 'product_or_waybill'): ScanReading {
  return { kind: 'bad_check_digit', of };
}
