import { parseArgs } from 'node:util';
import { POLICIES } from '../simulation.contract.js';
import type { SimulationLocale } from '../simulation.texts.js';

export const HELP = `npm run simulate -- [options]

Simulates the line of a warehouse under several ways to choose who goes first, all on the same orders, and recommends a head start.

What comes in
  --stations N              stations at work (default 10)
  --load L                  work coming in ÷ work the stations can do (default 0.95)
  --vip SHARE               share of orders that are VIPs', 0 to 1 (default 0.3)
  --minutes-per-order M     mean service time (default 5)
  --hours H                 length of the day (default 8)
  --csv FILE                real orders: placed_at, rank, and where known ship_by, carrier, minutes
  --vip-ranks A,B           ranks of the CSV that are VIPs' (default vip,invited)
  --from-database           real orders of a warehouse, as they came in and with as many stations as worked; the database is that of
                            DATABASE_URL or of the instance in --data-dir DIR (default .akashi)
  --warehouse CODE          which one, where there are several
  --date YYYY-MM-DD         which day (default yesterday)
  --stage CODE              which line (default the one that took most of the stations' time)
  --day                     the hard day: 400 orders left overnight, a peak of 150 minutes at 138 % load, 45 % VIP
  --guard                   the truck guard's own scenario, at --load
  --scenario FILE           a whole scenario as JSON (docs/guarantee.md); the options above don't apply

Who goes first
  --policy A,B              of ${POLICIES.join(', ')} (default: those that make sense)
  --delta MINUTES           the head start (default: the recommended one)
  --cap-standard-p99 RATIO  other customers' p99 ÷ the same without a head start, at most (default 1.3)

How, and what comes out
  --seeds N                 days simulated (default 20)
  --lang ja|en              language of table and chart (default en)
  --json                    the whole report as JSON
  --svg FILE                the chart
  --write-csv FILE          the orders of the first day as a CSV, and nothing else
  --check                   the simulator against theory, and the guarantee's own promises (a minute or two)
  --help                    this text
`;

const OPTIONS = {
  stations: { type: 'string' },
  load: { type: 'string' },
  vip: { type: 'string' },
  'minutes-per-order': { type: 'string' },
  hours: { type: 'string' },
  csv: { type: 'string' },
  'vip-ranks': { type: 'string' },
  'from-database': { type: 'boolean', default: false },
  'data-dir': { type: 'string', default: '.akashi' },
  warehouse: { type: 'string' },
  date: { type: 'string' },
  stage: { type: 'string' },
  day: { type: 'boolean', default: false },
  guard: { type: 'boolean', default: false },
  scenario: { type: 'string' },
  policy: { type: 'string' },
  delta: { type: 'string' },
  'cap-standard-p99': { type: 'string' },
  seeds: { type: 'string' },
  lang: { type: 'string', default: 'en' },
  json: { type: 'boolean', default: false },
  svg: { type: 'string' },
  'write-csv': { type: 'string' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

export type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

export interface SimulateOptions {
  values: Values;
  lang: SimulationLocale;
}

/** @returns the options, or what to print instead and the exit code */
export function readOptions(args: string[]): SimulateOptions | { text: string; code: number } {
  try {
    const { values } = parseArgs({ args, options: OPTIONS });
    if (values.help) return { text: HELP, code: 0 };
    if (values.lang !== 'ja' && values.lang !== 'en') return wrong('--lang is ja or en');
    const flags = [values.day, values.guard, values['from-database']].filter(Boolean);
    const sources = [values.csv, values.scenario, ...flags];
    if (sources.filter((source) => source !== undefined).length > 1)
      return wrong('--csv, --scenario, --from-database, --day and --guard exclude each other');
    return { values, lang: values.lang };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(message: string) {
  return { text: `${message}\nTry: npm run simulate -- --help\n`, code: 2 };
}
