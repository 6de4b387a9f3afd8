import type { BilingualText } from '../http/common.contract.js';
import { toHalfWidth } from '../items/barcode.checkdigits.js';
import type { ScanResult } from '../queue/queue.contract.js';
import { say } from '../queue/station-text.js';
import { formatWaybillNumber, normaliseWaybillNumber } from '../shipments/waybill-numbers.js';
import { neededOf } from './inspection.checklist.js';
import type { LineFacts, TaskFacts } from './task-facts.js';

/** What became of a scan; `kind` is what it was taken for. */
export interface ScanOutcome {
  kind: 'item' | 'waybill' | 'command' | 'order' | 'unknown';
  result: ScanResult['result'];
  lineId: string | null;
  code: string;
  /** The attempt it counts for, when the scan itself began a new one. */
  attempt?: number;
  /** A label whose earlier stages were not recorded, by names; the brand lets it pass with a warning. */
  unrecorded?: BilingualText;
}

/** Results after which the packer must put something right before going on. */
export const STOPPING: ReadonlySet<ScanResult['result']> = new Set([
  'surplus',
  'not_on_order',
  'swapped_label',
  'evidence_missing',
  'bad_check_digit',
]);

/** What the packer reads about a scan. A product that is on two lines is told as one pile. */
export function messageOf(outcome: ScanOutcome, task: TaskFacts): BilingualText {
  const { result } = outcome;
  switch (result) {
    case 'counted':
      return say('scan.counted', pileOf(outcome, task));
    case 'surplus':
      return say('scan.surplus', pileOf(outcome, task));
    case 'waybill_bound':
      return say('scan.waybill_bound', { number: formatWaybillNumber(normaliseWaybillNumber(outcome.code)) });
    case 'understood':
      return understoodMessage(outcome, task);
    default:
      return say(`scan.${result}`);
  }
}

/** What the packer should look at, though the scan went well. */
export function warningOf({ result, unrecorded }: ScanOutcome): BilingualText | null {
  if (!unrecorded || result !== 'waybill_bound') return null;
  return say('scan.unrecorded', { stages: unrecorded });
}

function understoodMessage({ kind }: ScanOutcome, task: TaskFacts): BilingualText {
  if (kind === 'order') return say('scan.order', { order: task.orderExternalId });
  if (kind === 'waybill') return say('scan.waybill_not_here');
  if (kind !== 'item') return say('scan.command');
  const swap = task.exceptions.find((exception) => exception.kind === 'swap' && exception.state === 'open');
  const name = task.lines.find((line) => line.id === swap?.shipmentLineId)?.name;
  return name ? say('scan.exception_open', { name }) : say('scan.items_not_here');
}

function pileOf({ lineId }: ScanOutcome, task: TaskFacts) {
  const scanned = task.lines.find((line) => line.id === lineId);
  const pile = scanned ? task.lines.filter((line) => isSameProduct(line, scanned)) : [];
  return {
    name: scanned?.name ?? { ja: '', en: '' },
    counted: pile.reduce((sum, line) => sum + line.counted, 0),
    quantity: pile.reduce((sum, line) => sum + neededOf(line), 0),
  };
}

function isSameProduct(left: LineFacts, right: LineFacts): boolean {
  return toHalfWidth(left.sku) === toHalfWidth(right.sku) || (left.gtin !== null && left.gtin === right.gtin);
}
