import type { CarrierName } from './tracking.texts.js';

/**
 * The carriers' own pages for a number, as their public enquiry forms take it by GET. They are plain links: the page
 * itself never calls a carrier, so nobody learns that a customer has looked.
 */
const PAGES: Readonly<Record<CarrierName, ((number: string) => string) | null>> = {
  yamato: (number) => `https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id=${number}`,
  sagawa: (number) => `https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=${number}`,
  japan_post: (number) =>
    `https://trackings.post.japanpost.jp/services/srv/search/direct?searchKind=S002&locale=ja&reqCodeNo1=${number}`,
  other: null,
};

const TWELVE_DIGITS = /^(\d{4})(\d{4})(\d{4})$/;
const USABLE_NUMBER = /^[A-Z0-9]{6,40}$/;

/** A carrier as the page knows it; anything else is `other`. */
export function carrierName(carrier: string | null | undefined): CarrierName | null {
  if (!carrier) return null;
  return carrier === 'yamato' || carrier === 'sagawa' || carrier === 'japan_post' ? carrier : 'other';
}

/** The address of a carrier's page for a number, or null when it has none or the number is not one. */
export function carrierPage(carrier: CarrierName, number: string): string | null {
  const bare = bareNumber(number);
  return USABLE_NUMBER.test(bare) ? (PAGES[carrier]?.(bare) ?? null) : null;
}

/** A number as it is printed: twelve digits in fours, everything else as it is. */
export function printedNumber(number: string): string {
  return bareNumber(number).replace(TWELVE_DIGITS, '$1-$2-$3');
}

function bareNumber(number: string): string {
  return number.replace(/[\s-]/g, '').toUpperCase();
}
