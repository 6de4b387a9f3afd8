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

/**
 * Whether a scanned text may have come from an address label, right or misread, by its form: ten digits or S10, or any
 * number where the carrier isn't one of those with twelve digits. The server judges what it takes in by the same rule.
 */
export function couldBeLabel(
  task: Pick<StationTask, 'lines' | 'waybills' | 'carrier' | 'orderExternalId'>,
  raw: string,
): boolean {
  const guess = guessScan(task, raw).kind;
  if (guess !== 'unknown') return guess === 'waybill';
  const code = alphanumeric(raw);
  if (code === alphanumeric(task.orderExternalId)) return false;
  if (/\d{10,}/.test(code) || /^[A-Z]{1,2}\d{8,10}[A-Z]{1,2}$/.test(code)) return true;
  const isFree = task.carrier === null || task.carrier === 'other';
  return isFree && /^(?=.*\d)[A-Z0-9]{6,40}$/.test(code);
}

const alphanumeric = (text: string) =>
  normalizeScan(text)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
// GTIN-13 and GTIN-14 of one product differ in leading zeros.
const comparable = (code: string) =>
  normalizeScan(code)
    .toUpperCase()
    .replace(/^0+(?=\d{8,})/, '');
const digits = (number: string) => normalizeScan(number).replace(/\D/g, '');
