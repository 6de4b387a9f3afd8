import { hasGs1CheckDigit, toHalfWidth } from './barcode.checkdigits.js';

/**
 * Product codes. The same product is scanned as GTIN-12 by one scanner and as GTIN-13 with a leading zero by another, so
 * two codes are the same product when they are the same fourteen digits.
 */

const GTIN = /^(\d{8}|\d{12,14})$/;
// GS1-128 and GS1 DataMatrix carry the GTIN behind application identifier 01, always as fourteen digits.
const GTIN_WITH_AI = /^(?:\]C1|\]D2)?(?:\(01\)|01)(\d{14})$/;

/** Whether a text is a GTIN-8/12/13/14 with its right check digit. */
export function isGtin(code: string): boolean {
  return GTIN.test(code) && hasGs1CheckDigit(code);
}

/** A GTIN as fourteen digits, the form in which codes are compared. */
export function gtin14(gtin: string): string {
  return gtin.padStart(14, '0');
}

/** Whether two GTINs name the same product. */
export function sameGtin(left: string, right: string): boolean {
  return gtin14(left) === gtin14(right);
}

/**
 * Reads a scan as a product code.
 * @param raw as scanned: any width, with or without application identifier 01
 * @returns the fourteen digits, or null when it isn't a GTIN or its check digit is wrong
 */
export function readGtin(raw: string): string | null {
  const code = toHalfWidth(raw).replaceAll(' ', '');
  const digits = GTIN_WITH_AI.exec(code)?.[1] ?? code;
  return isGtin(digits) ? gtin14(digits) : null;
}
