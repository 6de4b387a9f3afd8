/**
 * The board of a warehouse: what must leave with which truck, and who won't make it with the people at work. Trucks of today
 * and of the coming day and a half are shown one by one; what leaves later, or with nobody, in sums.
 */
import { localDate } from '../i18n/local-time.js';
import { dayText } from '../i18n/local-time.js';
import { Carrier } from '../shipments/shipments.contract.js';
import type { StationRow } from '../queue/truck-loads.js';
import { atWork } from '../queue/truck-loads.js';
import { stationShares } from '../queue/station-shares.js';
import type { Board, BoardCounts, BoardOther, BoardProblem, BoardTruck } from './board.contract.js';
import type { BoardFacts, ParcelCounts, ParcelRow, TaskRow, WarehouseRow } from './board.facts.js';
import { carrierText, durationText, say, truckText } from './board.texts.js';
import { type Forecast, forecastTrucks, type TruckWork } from './truck-forecast.js';

const HORIZON_MS = 36 * 3_600_000;
const MINUTE_MS = 60_000;

/** When and where the board is looked at. */
export interface Moment {
  now: Date;
  dayStart: Date;
  day: string;
  timeZone: string;
}

export interface BoardInput {
  warehouse: WarehouseRow;
  moment: Moment;
  facts: BoardFacts;
  stations: readonly StationRow[];
  problems: BoardProblem[];
}

/** The whole board. */
export function boardView({ warehouse, moment, facts, stations, problems }: BoardInput): Board {
  const people = atWork(stations).length;
  const trucks = trucksOf(facts, stations, { ...moment, people });
  const all = countsOf(facts.parcels);
  const atRisk = trucks.reduce((sum, truck) => sum + truck.atRisk, 0);
  return {
    at: moment.now.toISOString(),
    warehouse: { name: { ja: warehouse.nameJa, en: warehouse.nameEn }, timeZone: moment.timeZone },
    day: moment.day,
    totals: { ...all, atRisk },
    stations: {
      signedIn: warehouse.signedIn,
      atWork: stations.filter((station) => station.atWork).length,
      inWork: facts.tasks.reduce((sum, row) => sum + row.inWork, 0),
    },
    trucks,
    others: othersOf(facts.parcels, moment),
    stages: stagesOf(facts),
    ranks: ranksOf(facts.parcels),
    waits: [...facts.waits].sort(byRank).map((row) => ({
      ...rankOf(row),
      ...{ count: row.count, p50: round(row.p50), p95: round(row.p95), max: round(row.max) },
    })),
    problems,
  };
}

function trucksOf(
  facts: BoardFacts,
  stations: readonly StationRow[],
  moment: Moment & { people: number },
): BoardTruck[] {
  const shown = grouped(
    facts.parcels.filter((row) => isShown(row.pickupAt, moment)),
    truckId,
  );
  const works = workOf(facts, stations, moment);
  const forecasts = forecastTrucks(
    [...shown].map(([id, rows]) => ({
      id,
      pickupAt: rows[0]?.pickupAt?.getTime() ?? 0,
      left: countsOf(rows).left,
      work: works.get(id) ?? [],
    })),
    moment.now.getTime(),
  );
  const guarded = new Set(facts.tasks.filter((row) => row.guarded).map(truckId));
  return forecasts.flatMap((forecast) => {
    const rows = shown.get(forecast.id) ?? [];
    return rows[0]?.pickupAt ? [truckOf(forecast, rows, moment, guarded.has(forecast.id))] : [];
  });
}

function truckOf(
  forecast: Forecast,
  rows: readonly ParcelRow[],
  moment: Moment & { people: number },
  guarded: boolean,
): BoardTruck {
  const pickupAt = rows[0]?.pickupAt ?? moment.now;
  const carrier = carrierOf(rows[0]?.carrier);
  const counts = { ...countsOf(rows), atRisk: forecast.wontMakeIt };
  const minutesToGo = Math.floor((pickupAt.getTime() - moment.now.getTime()) / MINUTE_MS);
  const { peopleMissing, slackSec } = forecast;
  return {
    name: truckText({ carrier, pickupAt }, moment),
    ...{ carrier, pickupAt: pickupAt.toISOString(), ...counts, guarded, minutesToGo, peopleMissing },
    slackMinutes: slackSec === null ? null : Math.round(slackSec / 60),
    text: sentenceOf({ carrier, pickupAt, counts, minutesToGo, peopleMissing }, moment),
  };
}

interface Told {
  carrier: Carrier;
  pickupAt: Date;
  counts: BoardCounts;
  minutesToGo: number;
  peopleMissing: number;
}

/** "Yamato 17:30: 42 left, 1:12 to go, 6 won't make it with 4 people". */
export function sentenceOf(
  { carrier, pickupAt, counts, minutesToGo, peopleMissing }: Told,
  moment: Pick<Moment, 'timeZone' | 'day'> & { people: number },
) {
  const truck = truckText({ carrier, pickupAt }, moment);
  const { left, atRisk, done, held } = counts;
  return say(`truck.${tone(counts, minutesToGo, moment.people)}`, (locale) => ({
    ...{
      truck: truck[locale],
      left,
      done,
      held,
      risk: atRisk,
      people: moment.people,
      missing: peopleMissing,
    },
    toGo: durationText(Math.max(0, minutesToGo), locale),
  }));
}

function tone({ left, atRisk, held, waiting, done }: BoardCounts, minutesToGo: number, people: number) {
  if (minutesToGo < 0) return left > 0 ? 'gone' : 'gone_done';
  if (left === 0 && held > 0) return 'held';
  if (left === 0) return waiting > 0 && done === 0 ? 'waiting' : 'done';
  if (people === 0) return 'nobody';
  return atRisk > 0 ? 'risk' : 'fine';
}

/** What each stage and pool still has to do, by truck. */
function workOf(
  { tasks, stages }: BoardFacts,
  stations: readonly StationRow[],
  moment: Moment,
): Map<string, TruckWork[]> {
  const open = tasks.filter((row) => isShown(row.pickupAt, moment) && openTasks(row) > 0);
  const stage = new Map(stages.map((row) => [row.stage, row]));
  const meanSec = (code: string) => stage.get(code)?.meanSec ?? 0;
  const pools = [...grouped(open, poolId)].map(([id, rows]) => ({
    id,
    key: rows[0]?.pool ?? '',
    workSec: rows.reduce((sum, row) => sum + openTasks(row) * meanSec(row.stage), 0),
  }));
  const shares = stationShares(atWork(stations), pools);
  const trucks = grouped(open, truckId);
  const laterSec = ({ position, ...row }: TaskRow) => {
    const later = (trucks.get(truckId(row)) ?? []).filter((other) => other.position > position);
    return [...new Set(later.map((other) => other.stage))].reduce((sum, code) => sum + meanSec(code), 0);
  };
  const works = new Map<string, TruckWork[]>();
  for (const row of open) {
    const work = {
      ...{ stage: row.stage, pool: row.pool, tasks: openTasks(row), meanSec: meanSec(row.stage) },
      ...{ laterSec: laterSec(row), stations: shares.get(poolId(row)) ?? 0 },
    };
    works.set(truckId(row), [...(works.get(truckId(row)) ?? []), work]);
  }
  return works;
}

function othersOf(parcels: readonly ParcelRow[], moment: Moment): BoardOther[] {
  const rest = parcels.filter((row) => !isShown(row.pickupAt, moment));
  const kindOf = (row: ParcelRow) =>
    row.pickupAt === null ? 'no_calendar' : row.pickupAt < moment.dayStart ? 'earlier' : 'later';
  const of = (kind: BoardOther['kind']) => rest.filter((row) => kindOf(row) === kind);
  const other = (
    kind: BoardOther['kind'],
    rows: readonly ParcelRow[],
    of: Partial<BoardOther>,
  ): BoardOther => {
    const counts = { ...countsOf(rows), atRisk: 0 };
    const { carrier = null, day = null } = of;
    const text = say(`other.${kind}`, (locale) => ({
      ...counts,
      carrier: carrier === null ? '' : carrierText(carrier)[locale],
      day: day === null ? '' : dayText(day, locale),
    }));
    return { kind, carrier, day, ...counts, text };
  };
  const days = grouped(of('later'), (row) => localDate(row.pickupAt ?? moment.now, moment.timeZone));
  const carriers = grouped(of('no_calendar'), (row) => carrierOf(row.carrier));
  const earlier = of('earlier');
  return [
    ...(earlier.length > 0 ? [other('earlier', earlier, {})] : []),
    ...[...carriers].map(([carrier, rows]) => other('no_calendar', rows, { carrier: carrierOf(carrier) })),
    ...[...days].sort().map(([day, rows]) => other('later', rows, { day })),
  ];
}

function stagesOf({ stages, tasks }: BoardFacts): Board['stages'] {
  return stages.map((row) => {
    const own = tasks.filter(({ stage }) => stage === row.stage);
    const sum = (of: (task: TaskRow) => number) => own.reduce((total, task) => total + of(task), 0);
    return {
      ...{ stage: row.stage, name: { ja: row.nameJa, en: row.nameEn }, doneToday: row.doneToday },
      ...{ ready: sum((task) => task.ready), inWork: sum((task) => task.inWork) },
      ...{ waiting: sum((task) => task.waiting), held: sum((task) => task.held) },
      ...{ overdue: sum((task) => task.overdue), meanMinutes: round(row.meanSec / 60) },
    };
  });
}

function ranksOf(parcels: readonly ParcelRow[]): Board['ranks'] {
  const ranks = grouped([...parcels].sort(byRank), (row) => row.rankId);
  return [...ranks.values()].flatMap((rows) => {
    const { atRisk: _, ...counts } = countsOf(rows);
    return rows[0] ? [{ ...rankOf(rows[0]), ...counts }] : [];
  });
}

function countsOf(rows: readonly ParcelCounts[]): BoardCounts {
  const sum = (of: (row: ParcelCounts) => number) => rows.reduce((total, row) => total + of(row), 0);
  const toDo = sum((row) => row.toDo);
  const inWork = sum((row) => row.inWork);
  return {
    ...{ left: toDo + inWork, toDo, inWork, atRisk: 0, late: sum((row) => row.late) },
    ...{ waiting: sum((row) => row.waiting), held: sum((row) => row.held), done: sum((row) => row.done) },
  };
}

function grouped<Row>(rows: readonly Row[], idOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(idOf(row));
    if (group) group.push(row);
    else groups.set(idOf(row), [row]);
  }
  return groups;
}

type Ranked = Pick<ParcelRow, 'rankId' | 'rankJa' | 'rankEn' | 'brandJa' | 'brandEn' | 'lead'>;

const rankOf = (row: Ranked) => ({
  rankId: row.rankId,
  rank: { ja: row.rankJa, en: row.rankEn },
  brand: { ja: row.brandJa, en: row.brandEn },
});
// The longest head start first: those whom the brand most wants to keep.
const byRank = (a: Ranked, b: Ranked) => a.lead - b.lead || (a.rankId < b.rankId ? -1 : 1);
const openTasks = (row: TaskRow) => row.ready + row.inWork + row.waiting;
const poolId = ({ stage, pool }: TaskRow) => `${stage} ${pool}`;
const truckId = ({ carrier, pickupAt }: { carrier: string; pickupAt: Date | null }) =>
  `${carrier} ${pickupAt?.toISOString() ?? ''}`;
const isShown = (pickupAt: Date | null, { dayStart, now }: Moment) =>
  pickupAt !== null && pickupAt >= dayStart && pickupAt.getTime() < now.getTime() + HORIZON_MS;
const round = (value: number) => Math.round(value * 10) / 10;

function carrierOf(carrier: string | undefined): Carrier {
  return Carrier.catch('other').parse(carrier);
}
