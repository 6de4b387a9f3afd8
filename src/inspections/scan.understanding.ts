import { toHalfWidth } from '../items/barcode.checkdigits.js';
import { gtin14, isGtin, readGtin } from '../items/gtin.js';
import { orderNumberKey } from '../orders/search-keys.js';
import {
  normaliseWaybillNumber,
  readScan,
  settleReading,
  whyNotWaybillOf,
} from '../shipments/waybill-numbers.js';
import { allCounted, countsItems } from './inspection.checklist.js';
import type { LineFacts, TaskFacts } from './task-facts.js';

/**
 * What a scanned text means for the task in hand. The task's own codes come first, then the form of the text; where a form
 * could be product or waybill, the stage decides: as long as items are missing it is an item.
 */
export type Understanding =
  | { kind: 'item'; lines: LineFacts[] }
  | { kind: 'foreign_item' }
  | { kind: 'waybill'; number: string }
  | { kind: 'bad_check_digit' }
  | { kind: 'order' }
  | { kind: 'command' }
  | { kind: 'unknown' };

type Known = Pick<TaskFacts, 'lines' | 'stage' | 'waybills' | 'orderExternalId' | 'shipmentId' | 'carrier'>;

// Printed on the station's command card; the page acts on them, we only note them.
const COMMAND = /^AKASHI-[A-Z]+$/;

/** @param raw as the scanner typed it: any width, with start and stop letters */
export function understandScan(raw: string, task: Known): Understanding {
  const text = toHalfWidth(raw);
  if (COMMAND.test(text)) return { kind: 'command' };
  const lines = task.lines.filter((line) => isCodeOf(line, text));
  if (lines.length > 0) return { kind: 'item', lines };
  if (
    orderNumberKey(text) === orderNumberKey(task.orderExternalId) ||
    text.toLowerCase() === task.shipmentId
  ) {
    return { kind: 'order' };
  }
  const number = normaliseWaybillNumber(raw);
  if (isKnownWaybill(task, number)) return { kind: 'waybill', number };
  return byForm(raw, number, task);
}

/** Whether the label goes on at this stage: at packing already where a brand prints it early. */
export function takesLabels(stage: TaskFacts['stage']): boolean {
  return stage.sections.includes('ship') || stage.sections.includes('pack');
}

function byForm(raw: string, number: string, task: Known): Understanding {
  const reading = settleReading(readScan(raw), {
    product: () => false,
    waybill: (candidate) => isKnownWaybill(task, candidate),
  });
  switch (reading.kind) {
    case 'product':
      return { kind: 'foreign_item' };
    case 'waybill':
      return { kind: 'waybill', number: reading.number };
    case 'product_or_waybill':
      return allCounted(task) ? { kind: 'waybill', number: reading.number } : { kind: 'foreign_item' };
    case 'bad_check_digit':
      return { kind: 'bad_check_digit' };
    case 'other':
      return ofFreeForm(number, task);
  }
}

/** Carriers without a check digit have numbers of any form; elsewhere an unknown code on the bench is a foreign item. */
function ofFreeForm(number: string, task: Known): Understanding {
  const freeCarrier = task.carrier === 'other' && whyNotWaybillOf('other', number) === null;
  if (freeCarrier && takesLabels(task.stage) && allCounted(task)) return { kind: 'waybill', number };
  return countsItems(task.stage) ? { kind: 'foreign_item' } : { kind: 'unknown' };
}

function isKnownWaybill(task: Known, number: string): boolean {
  return number !== '' && task.waybills.some((waybill) => waybill.numberNormalized === number);
}

function isCodeOf(line: LineFacts, text: string): boolean {
  if (text === toHalfWidth(line.sku)) return true;
  if (line.gtin === null) return false;
  return isGtin(line.gtin) ? readGtin(text) === gtin14(line.gtin) : text === toHalfWidth(line.gtin);
}
