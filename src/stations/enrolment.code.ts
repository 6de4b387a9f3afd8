import { createHash, randomBytes } from 'node:crypto';

/**
 * One-time codes that make a device a station. Read out and typed by hand, so: no letters that look like digits, groups of
 * four, and any case, width and separator is understood. 60 random bits, valid for a day.
 */

// Crockford's base 32: without I, L, O and U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

export const ENROLMENT_HOURS = 24;

/** A new code, such as `7KQ4-M2XT-9HFD`. */
export function newEnrolmentCode(): string {
  // 256 is a multiple of 32, so every letter is as likely.
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** What is stored of a code, and what a typed one is found by. */
export function hashEnrolmentCode(typed: string): Buffer {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return createHash('sha256').update(code).digest();
}
