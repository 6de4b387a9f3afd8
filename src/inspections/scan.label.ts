// A label that was misread, or scanned at the wrong moment, lies on the bench like any other. So what a text is taken for
// isn't asked here, only whether it may have been read off a label: when in doubt the customer's film ends before it.
import { toHalfWidth } from '../items/barcode.checkdigits.js';
import { normaliseWaybillNumber, whyNotWaybillOf } from '../shipments/waybill-numbers.js';
import type { TaskFacts } from './task-facts.js';

// Carriers of ours print twelve digits, an SSCC has eighteen; a bad print loses one or two or adds one.
const DIGITS_OF_A_LABEL = /\d{10,}/;
const LIKE_S10 = /^[A-Z]{1,2}\d{8,10}[A-Z]{1,2}$/;

/**
 * Whether a scanned text that is no product and no command may have come from an address label, right or misread.
 * @param raw as the scanner typed it
 */
export function couldBeLabel(raw: string, task: Pick<TaskFacts, 'carrier' | 'waybills'>): boolean {
  const code = toHalfWidth(raw).replace(/[^A-Z0-9]/g, '');
  if (DIGITS_OF_A_LABEL.test(code) || LIKE_S10.test(code)) return true;
  return hasFreeNumbers(task) && whyNotWaybillOf('other', normaliseWaybillNumber(raw)) === null;
}

/** A shipment without a carrier may get a label of any: its number is then bound as that of an "other" one. */
function hasFreeNumbers({ carrier, waybills }: Pick<TaskFacts, 'carrier' | 'waybills'>): boolean {
  return carrier === null || carrier === 'other' || waybills.some((waybill) => waybill.carrier === 'other');
}
