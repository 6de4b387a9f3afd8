/**
 * Trouble that would otherwise show as an order that never comes: a carrier of which nobody knows when it calls, a pool that no
 * station serves, a packer who has vanished. Each is named with what to do. An order that waits for its payment is no trouble.
 */
import type { BilingualText } from '../http/common.contract.js';
import { requirementsOf, serves } from '../queue/pool-key.js';
import type { QueueModeName } from '../queue/queue-mode.js';
import { Carrier } from '../shipments/shipments.contract.js';
import type { BoardProblem } from './board.contract.js';
import type { TaskRow } from './board.facts.js';
import { carrierText, say } from './board.texts.js';
import type { BenchRow, ProblemFacts, TroubleRow } from './problems.facts.js';

const SAMPLES = 5;
const NAMED_BENCHES = 3;

export interface TroubleInput {
  facts: ProblemFacts;
  tasks: readonly TaskRow[];
  mode: QueueModeName;
}

/** All trouble, the gravest first. */
export function problemsOf({ facts, tasks, mode }: TroubleInput): BoardProblem[] {
  const byCode = (wanted: BoardProblem['code']) =>
    facts.shipments
      .filter(({ code }) => code === wanted)
      .map((row) => problem(wanted, 'shipment', row, whatOf(wanted, row.what)));
  return [
    ...nobodyAtWork(facts.benches, tasks),
    ...facts.contactLost.map((row) => problem('contact_lost', 'task', row)),
    ...poolProblems(facts.benches, tasks),
    ...byCode('left_behind'),
    ...byCode('shipped_without_evidence'),
    ...byCode('ship_by_past'),
    ...byCode('carrier_without_calendar'),
    ...byCode('no_pickup'),
    ...facts.stationClocks.map((row) => problem('station_clock_ahead', 'task', row)),
    ...byCode('order_clock_ahead'),
    ...(mode === 'tickets' ? [] : [problem(`queue_${mode}`, 'task', { what: '', count: 0, ids: [] })]),
  ];
}

function nobodyAtWork(benches: readonly BenchRow[], tasks: readonly TaskRow[]): BoardProblem[] {
  const ready = tasks.filter((row) => row.ready > 0);
  if (ready.length === 0 || benches.some((bench) => bench.signedIn)) return [];
  return [
    problem('nobody_at_work', 'task', { what: '', count: sum(ready, (row) => row.ready), ids: idsOf(ready) }),
  ];
}

function poolProblems(benches: readonly BenchRow[], tasks: readonly TaskRow[]): BoardProblem[] {
  const open = tasks.filter((row) => row.pool !== '' && row.ready + row.waiting > 0);
  const isManned = benches.some((bench) => bench.signedIn);
  return [...new Set(open.map((row) => row.pool))].flatMap((pool) => {
    const rows = open.filter((row) => row.pool === pool);
    const able = benches.filter((bench) => serves(bench, pool));
    const needs = needsOf(pool);
    if (able.length === 0) {
      const count = sum(rows, (row) => row.ready + row.waiting);
      return [problem('pool_unserved', 'task', { what: pool, count, ids: idsOf(rows) }, needs)];
    }
    const ready = sum(rows, (row) => row.ready);
    if (ready === 0 || !isManned || able.some((bench) => bench.signedIn)) return [];
    const who = able.slice(0, NAMED_BENCHES).map(({ name }) => name);
    return [problem('pool_unattended', 'task', { what: pool, count: ready, ids: idsOf(rows) }, needs, who)];
  });
}

function problem(
  code: BoardProblem['code'],
  of: BoardProblem['of'],
  row: TroubleRow,
  what: BilingualText = { ja: row.what, en: row.what },
  who: readonly string[] = [],
): BoardProblem {
  const text = say(`problem.${code}`, (locale) => ({
    ...{ count: row.count, what: what[locale] },
    who: who.join(locale === 'ja' ? '、' : ', '),
  }));
  return { code, what: row.what, text, count: row.count, of, ids: row.ids };
}

/** `zone=A,temp=chilled` in words. */
function needsOf(pool: string): BilingualText {
  const { zone, temperature, skill } = requirementsOf(pool);
  const needs = [
    ...(zone === undefined ? [] : [say('need.zone', { value: zone })]),
    ...(temperature === 'chilled' || temperature === 'frozen'
      ? [say(`need.temperature.${temperature}`)]
      : []),
    ...(skill === undefined ? [] : [say('need.skill', { value: skill })]),
  ];
  return { ja: needs.map(({ ja }) => ja).join('・'), en: needs.map(({ en }) => en).join(', ') };
}

function whatOf(code: BoardProblem['code'], what: string): BilingualText {
  if (code === 'order_clock_ahead' || what === '') return { ja: what, en: what };
  return carrierText(Carrier.catch('other').parse(what));
}

const sum = (rows: readonly TaskRow[], of: (row: TaskRow) => number) =>
  rows.reduce((total, row) => total + of(row), 0);
const idsOf = (rows: readonly TaskRow[]) => rows.slice(0, SAMPLES).map(({ sample }) => sample);
