/**
 * Check digits of the codes that a warehouse scans, and how a scanner's text is read. Poor print drops digits, so a
 * number is only ever believed with its check digit. Scanners type like keyboards: with a Japanese input method on, the
 * text arrives in full width and a hyphen as the long vowel mark.
 */

// ー is what a Japanese keyboard types for the hyphen key while the input method is on.
const HYPHENS = /[‐‑‒–—―−ー─]/g;
const DIGITS = /^\d+$/;
const S10 = /^[A-Z]{2}\d{9}[A-Z]{2}$/;

// https://www.upu.int/en/Postal-Solutions/Programmes-Services/Standards, S10-12: weights of the eight digits.
const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** A scanned or typed code in half width (NFKC), upper case, with plain hyphens and no blanks around it. */
export function toHalfWidth(raw: string): string {
  return raw.normalize('NFKC').replace(HYPHENS, '-').trim().toUpperCase();
}

/**
 * GS1 mod 10, for GTIN-8/12/13/14 and SSCC: from the right, weights 3, 1, 3, 1 …
 * @param body the digits without their check digit
 */
export function gs1CheckDigit(body: string): number {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    const weight = (body.length - index) % 2 === 1 ? 3 : 1;
    sum += digitAt(body, index) * weight;
  }
  return (10 - (sum % 10)) % 10;
}

/** Whether digits end with their right GS1 check digit. */
export function hasGs1CheckDigit(code: string): boolean {
  return DIGITS.test(code) && gs1CheckDigit(code.slice(0, -1)) === digitAt(code, code.length - 1);
}

/**
 * Mod 7 of Japanese waybills (Yamato, Sagawa, Yu-Pack): the first eleven digits as one number, modulo 7.
 * @param body the eleven digits without the check digit
 */
export function mod7CheckDigit(body: string): number {
  return Number(body) % 7;
}

/** Whether twelve digits end with their right mod 7 check digit. */
export function hasMod7CheckDigit(code: string): boolean {
  return code.length === 12 && DIGITS.test(code) && mod7CheckDigit(code.slice(0, 11)) === digitAt(code, 11);
}

/**
 * UPU S10: weights 8 6 4 2 3 5 9 7, C = 11 − (S mod 11); 10 becomes 0 and 11 becomes 5.
 * @param body the eight digits of the serial number
 */
export function s10CheckDigit(body: string): number {
  const sum = S10_WEIGHTS.reduce((total, weight, index) => total + digitAt(body, index) * weight, 0);
  const digit = 11 - (sum % 11);
  if (digit === 10) return 0;
  return digit === 11 ? 5 : digit;
}

/** Whether a code has the form of S10 (two letters, nine digits, country) and its right check digit. */
export function hasS10CheckDigit(code: string): boolean {
  return S10.test(code) && s10CheckDigit(code.slice(2, 10)) === digitAt(code, 10);
}

/** Whether a code looks like S10, right or wrong. */
export function looksLikeS10(code: string): boolean {
  return S10.test(code);
}

function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 48;
}
