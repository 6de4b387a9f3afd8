/**
 * What an agent typed, in the forms in which order numbers, waybill numbers and e-mail addresses are stored: the same
 * functions that wrote them. An e-mail address is only searched as one; anything else may be an order or a waybill.
 */
import { emailKey, orderNumberKey } from '../orders/search-keys.js';
import { normaliseWaybillNumber } from '../shipments/waybill-numbers.js';

export interface SearchTerms {
  email: string | null;
  order: string | null;
  waybill: string | null;
}

export function searchTerms(typed: string): SearchTerms {
  const email = emailKey(typed);
  if (email.includes('@')) return { email, order: null, waybill: null };
  return {
    email: null,
    order: orderNumberKey(typed) || null,
    waybill: normaliseWaybillNumber(typed) || null,
  };
}
