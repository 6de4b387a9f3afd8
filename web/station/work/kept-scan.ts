import { normalizeScan } from '../scan/commands.js';
import type { StationLine, StationTask } from '../api/types.js';

/** What a scan seems to be while the server can't be asked. Only the server's answer counts. */
export type Guess = { kind: 'item'; line: StationLine } | { kind: 'waybill' } | { kind: 'unknown' };

/**
 * A wrong item must stop the packer without a network too, so the page compares the scan with the codes that came with the
 * task. It never says "right" about a label: whose it is, only the carrier's list knows.
 */
export function guessScan(task: Pick<StationTask, 'lines' | 'waybills'>, raw: string): Guess {
  const code = comparable(raw);
  const line = task.lines.find(({ codes, sku }) => [...codes, sku].some((own) => comparable(own) === code));
  if (line) return { kind: 'item', line };
  const isWaybill = task.waybills.some(({ number }) => digits(number) === digits(raw));
  return { kind: isWaybill ? 'waybill' : 'unknown' };
}

// GTIN-13 and GTIN-14 of one product differ in leading zeros.
const comparable = (code: string) =>
  normalizeScan(code)
    .toUpperCase()
    .replace(/^0+(?=\d{8,})/, '');
const digits = (number: string) => normalizeScan(number).replace(/\D/g, '');
