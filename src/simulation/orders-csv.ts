/**
 * Orders as a CSV: a header line with placed_at, rank and, where known, ship_by, carrier and minutes; then an order a line. A line
 * that can't be read is named by its number with what to do; none is dropped silently.
 */
import { ListedOrder } from './simulation.contract.js';

export interface OrdersCsv {
  orders: ListedOrder[];
  problems: string[];
}

const REQUIRED = ['placed_at', 'rank'] as const;

const ADVICE: Readonly<Record<string, string>> = {
  placedAt: 'placed_at must be a time with its offset, such as 2026-11-24T09:15:00+09:00',
  rank: 'rank must be a rank’s code, such as vip or standard',
  shipBy: 'ship_by must be empty or a time with its offset, such as 2026-11-24T17:30:00+09:00',
  carrier: 'carrier must be empty or a name of at most 40 letters',
  minutes: 'minutes must be empty or a number between 0.01 and 1440',
};

export function readOrdersCsv(text: string): OrdersCsv {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const header = fieldsOf(lines[0] ?? '').map((name) => name.toLowerCase());
  const missing = REQUIRED.filter((name) => !header.includes(name));
  if (missing.length > 0) return { orders: [], problems: [headerAdvice(missing)] };
  const read: OrdersCsv = { orders: [], problems: [] };
  for (const [index, line] of lines.entries())
    if (index > 0 && line.trim() !== '') readLine(line, index + 1, header, read);
  if (read.orders.length + read.problems.length === 0)
    read.problems.push('no orders: add one line an order below the header');
  return read;
}

export function writeOrdersCsv(orders: readonly ListedOrder[]): string {
  const lines = orders.map(({ placedAt, rank, shipBy, carrier, minutes }) =>
    [placedAt, rank, shipBy ?? '', carrier ?? '', minutes?.toFixed(2) ?? ''].map(quoted).join(','),
  );
  return ['placed_at,rank,ship_by,carrier,minutes', ...lines, ''].join('\n');
}

function readLine(line: string, number: number, header: readonly string[], read: OrdersCsv): void {
  const fields = fieldsOf(line);
  if (fields.length > header.length) {
    read.problems.push(
      `line ${number}: more fields than the header names; put a field with a comma in "quotes"`,
    );
    return;
  }
  const field = (name: string) => fields[header.indexOf(name)] ?? '';
  const minutes = field('minutes');
  const parsed = ListedOrder.safeParse({
    placedAt: field('placed_at'),
    rank: field('rank'),
    shipBy: field('ship_by') || null,
    carrier: field('carrier') || null,
    minutes: minutes === '' ? null : Number(minutes),
  });
  if (parsed.success) read.orders.push(parsed.data);
  else read.problems.push(`line ${number}: ${adviceFor(parsed.error.issues)}`);
}

function adviceFor(issues: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  return issues.map(({ path, message }) => ADVICE[String(path[0])] ?? message).join('; ');
}

function headerAdvice(missing: readonly string[]): string {
  return `line 1: the header lacks ${missing.join(' and ')}. Start the file with: placed_at,rank,ship_by,carrier,minutes`;
}

/** Fields of a line, as RFC 4180 has them, on one line. */
function fieldsOf(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g)].map(([, inQuotes, plain]) =>
    (inQuotes?.replaceAll('""', '"') ?? plain ?? '').trim(),
  );
}

function quoted(field: string): string {
  return /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
