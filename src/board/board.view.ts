/**
 * The board of a warehouse: what must leave with which truck, and who won't make it with the people at work. Trucks of today
 * and of the coming day and a half are shown one by one; what leaves later, or with nobody, in sums.
 */
import { localDate } from '../i18n/local-time.js';
import { dayText } from '../i18n/local-time.js';
import { Carrier } from '../shipments/shipments.contract.js';
import type { StationRow } from '../queue/truck-loads.js';
import { atWork } from '../queue/truck-loads.js';
import type { Board, BoardCounts, BoardOther, BoardProblem, BoardTruck } from './board.contract.js';
import type { BoardFacts, LastInLineRow, ParcelRow, TaskRow, WarehouseRow } from './board.facts.js';
import { countsOf, grouped, isShown, type Moment, truckId } from './board.forecast.js';
import { carrierText, durationText, say, truckText } from './board.texts.js';
import { type Forecast, missedByStage } from './truck-forecast.js';

const MINUTE_MS = 60_000;

export interface BoardInput {
  warehouse: WarehouseRow;
  moment: Moment;
  facts: BoardFacts;
  stations: readonly StationRow[];
  forecasts: readonly Forecast[];
  /** Of the trucks that some parcels won't make. */
  lastInLine: readonly LastInLineRow[];
  problems: BoardProblem[];
}

/** The whole board. */
export function boardView(input: BoardInput): Board {
  const { warehouse, moment, facts, stations, problems } = input;
  const trucks = trucksOf(input);
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
    stages: stagesOf(facts, trucks),
    ranks: ranksOf(facts.parcels, trucks),
    waits: [...facts.waits].sort(byRank).map((row) => ({
      ...rankOf(row),
      ...{ count: row.count, p50: round(row.p50), p95: round(row.p95), max: round(row.max) },
    })),
    problems,
  };
}

function trucksOf({ facts, stations, forecasts, lastInLine, moment }: BoardInput): BoardTruck[] {
  const trucks = grouped(facts.parcels, truckId);
  const last = grouped(lastInLine, truckId);
  const guarded = new Set(facts.tasks.filter((row) => row.guarded).map(truckId));
  const people = atWork(stations).length;
  return forecasts.flatMap((forecast) => {
    const rows = trucks.get(forecast.id) ?? [];
    if (!rows[0]?.pickupAt) return [];
    return {
      ...truckOf(forecast, rows, { ...moment, people }),
      guarded: guarded.has(forecast.id),
      atRiskByStage: riskByStage(forecast, facts),
      atRiskByRank: riskByRank(forecast, rows, last.get(forecast.id) ?? []),
    };
  });
}

function truckOf(
  { wontMakeIt, peopleMissing, slackSec }: Forecast,
  rows: readonly ParcelRow[],
  moment: Moment & { people: number },
): Omit<BoardTruck, 'guarded' | 'atRiskByStage' | 'atRiskByRank'> {
  const pickupAt = rows[0]?.pickupAt ?? moment.now;
  const carrier = carrierOf(rows[0]?.carrier);
  const counts = { ...countsOf(rows), atRisk: wontMakeIt };
  const minutesToGo = Math.floor((pickupAt.getTime() - moment.now.getTime()) / MINUTE_MS);
  return {
    name: truckText({ carrier, pickupAt }, moment),
    ...{ carrier, pickupAt: pickupAt.toISOString(), ...counts, minutesToGo, peopleMissing },
    slackMinutes: slackSec === null ? null : Math.round(slackSec / 60),
    text: sentenceOf({ carrier, pickupAt, counts, minutesToGo, peopleMissing }, moment),
  };
}

function riskByStage({ missed }: Forecast, { stages }: BoardFacts): BoardTruck['atRiskByStage'] {
  const counts = missedByStage(missed);
  return stages.flatMap(({ stage, nameJa, nameEn }) => {
    const count = counts.get(stage) ?? 0;
    return count > 0 ? [{ stage, name: { ja: nameJa, en: nameEn }, count }] : [];
  });
}

/** Where nobody makes it, all that are left; else the last of its line. */
function riskByRank(
  { wontMakeIt }: Forecast,
  parcels: readonly ParcelRow[],
  last: readonly LastInLineRow[],
): BoardTruck['atRiskByRank'] {
  if (wontMakeIt === 0) return [];
  const all = wontMakeIt === countsOf(parcels).left;
  const of = ({ rankId }: ParcelRow) => last.find((row) => row.rankId === rankId)?.parcels ?? 0;
  return [...parcels].sort(byRank).flatMap((row) => {
    const count = all ? row.toDo + row.inWork : of(row);
    return count > 0 ? [{ ...rankOf(row), count }] : [];
  });
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

function stagesOf({ stages, tasks }: BoardFacts, trucks: readonly BoardTruck[]): Board['stages'] {
  const risks = trucks.flatMap(({ atRiskByStage }) => atRiskByStage);
  return stages.map((row) => {
    const own = tasks.filter(({ stage }) => stage === row.stage);
    const sum = (of: (task: TaskRow) => number) => own.reduce((total, task) => total + of(task), 0);
    return {
      ...{ stage: row.stage, name: { ja: row.nameJa, en: row.nameEn }, doneToday: row.doneToday },
      ...{ ready: sum((task) => task.ready), inWork: sum((task) => task.inWork) },
      ...{ waiting: sum((task) => task.waiting), held: sum((task) => task.held) },
      ...{ overdue: sum((task) => task.overdue), meanMinutes: round(row.meanSec / 60) },
      atRisk: sumOf(risks.filter(({ stage }) => stage === row.stage)),
    };
  });
}

function ranksOf(parcels: readonly ParcelRow[], trucks: readonly BoardTruck[]): Board['ranks'] {
  const risks = trucks.flatMap(({ atRiskByRank }) => atRiskByRank);
  const ranks = grouped([...parcels].sort(byRank), (row) => row.rankId);
  return [...ranks].flatMap(([id, rows]) => {
    const atRisk = sumOf(risks.filter(({ rankId }) => rankId === id));
    return rows[0] ? [{ ...rankOf(rows[0]), ...countsOf(rows), atRisk }] : [];
  });
}

type Ranked = Pick<ParcelRow, 'rankId' | 'rankJa' | 'rankEn' | 'brandJa' | 'brandEn' | 'lead'>;

const rankOf = (row: Ranked) => ({
  rankId: row.rankId,
  rank: { ja: row.rankJa, en: row.rankEn },
  brand: { ja: row.brandJa, en: row.brandEn },
});
// The longest head start first: those whom the brand most wants to keep.
const byRank = (a: Ranked, b: Ranked) => a.lead - b.lead || (a.rankId < b.rankId ? -1 : 1);
const sumOf = (parts: readonly { count: number }[]) => parts.reduce((sum, { count }) => sum + count, 0);
const round = (value: number) => Math.round(value * 10) / 10;

function carrierOf(carrier: string | undefined): Carrier {
  return Carrier.catch('other').parse(carrier);
}
