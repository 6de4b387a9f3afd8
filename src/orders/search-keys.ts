/**
 * The forms in which order numbers and e-mail addresses are stored for searching. Agents type what a customer reads out:
 * with or without hyphens, in full width, in either case. Whoever searches uses the same functions on what was typed.
 */

const JOINERS = /[\s\p{Pd}ー−_#]/gu;

/** An order number without its hyphens, blanks, underscores and number signs, half width, lower case. */
export function orderNumberKey(externalId: string): string {
  return externalId.normalize('NFKC').replace(JOINERS, '').toLowerCase();
}

/** An e-mail address in half width and lower case. */
export function emailKey(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}
