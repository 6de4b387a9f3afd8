/**
 * Which trucks the board shows, what each stage and pool still has to do for them, and who won't make it. Trucks of today and of the
 * coming day and a half are shown one by one.
 */
import type { StationRow } from '../queue/truck-loads.js';
import { atWork } from '../queue/truck-loads.js';
import { stationShares } from '../queue/station-shares.js';
import type { BoardCounts } from './board.contract.js';
import type { BoardFacts, LastOfTruck, ParcelCounts, TaskRow } from './board.facts.js';
import { decidingPools, type Forecast, forecastTrucks, type TruckWork } from './truck-forecast.js';

const HORIZON_MS = 36 * 3_600_000;

/** When and where the board is looked at. */
export interface Moment {
  now: Date;
  dayStart: Date;
  day: string;
  timeZone: string;
}

/** A forecast for each truck that is shown, in order of leaving. */
export function forecastsOf(facts: BoardFacts, stations: readonly StationRow[], moment: Moment): Forecast[] {
  const shown = grouped(
    facts.parcels.filter((row) => isShown(row.pickupAt, moment)),
    truckId,
  );
  const works = workOf(facts, stations, moment);
  return forecastTrucks(
    [...shown].map(([id, rows]) => ({
      id,
      pickupAt: rows[0]?.pickupAt?.getTime() ?? 0,
      left: countsOf(rows).left,
      work: works.get(id) ?? [],
    })),
    moment.now.getTime(),
  );
}

/** Whose ranks must be read to say who won't make it: where some do and some don't. */
export function lastOfTrucks(forecasts: readonly Forecast[], { parcels }: BoardFacts): LastOfTruck[] {
  const trucks = grouped(parcels, truckId);
  return forecasts.flatMap((forecast) => {
    const rows = trucks.get(forecast.id) ?? [];
    const [{ carrier, pickupAt } = { carrier: '', pickupAt: null }] = rows;
    if (pickupAt === null || forecast.wontMakeIt === countsOf(rows).left) return [];
    return decidingPools(forecast).map((pool) => ({ carrier, pickupAt, ...pool }));
  });
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

/** @returns sums, `atRisk` 0 */
export function countsOf(rows: readonly ParcelCounts[]): BoardCounts {
  const sum = (of: (row: ParcelCounts) => number) => rows.reduce((total, row) => total + of(row), 0);
  const toDo = sum((row) => row.toDo);
  const inWork = sum((row) => row.inWork);
  return {
    ...{ left: toDo + inWork, toDo, inWork, atRisk: 0, late: sum((row) => row.late) },
    ...{ waiting: sum((row) => row.waiting), held: sum((row) => row.held), done: sum((row) => row.done) },
  };
}

export function grouped<Row>(rows: readonly Row[], idOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(idOf(row));
    if (group) group.push(row);
    else groups.set(idOf(row), [row]);
  }
  return groups;
}

const openTasks = (row: TaskRow) => row.ready + row.inWork + row.waiting;
const poolId = ({ stage, pool }: TaskRow) => `${stage} ${pool}`;

/** Names a truck. */
export const truckId = ({ carrier, pickupAt }: { carrier: string; pickupAt: Date | null }) =>
  `${carrier} ${pickupAt?.toISOString() ?? ''}`;

export const isShown = (pickupAt: Date | null, { dayStart, now }: Moment) =>
  pickupAt !== null && pickupAt >= dayStart && pickupAt.getTime() < now.getTime() + HORIZON_MS;
