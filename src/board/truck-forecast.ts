/**
 * How many parcels won't make their truck with the people who are at work: stations × time left / service time, for each pool
 * in the order in which the trucks leave. A parcel misses its truck when any of its stages does, so of the stages the worst counts.
 * How many people more would bring all of them there is asked of the same numbers.
 */

/** What one pool of one stage still has to do for a truck. */
export interface TruckWork {
  stage: string;
  pool: string;
  tasks: number;
  meanSec: number;
  /** Mean time that the stages after this one take a parcel. */
  laterSec: number;
  /** That the pool can count on, in fractions. */
  stations: number;
}

export interface ForecastTruck {
  id: string;
  pickupAt: number;
  /** Parcels that aren't finished. */
  left: number;
  work: readonly TruckWork[];
}

/** Tasks of one pool that won't be done in time for a truck: the last ones of its line. */
export interface MissedTasks {
  stage: string;
  pool: string;
  tasks: number;
}

export interface Forecast {
  id: string;
  wontMakeIt: number;
  /** Where. A parcel may miss its truck in several stages, so together they can be more. */
  missed: readonly MissedTasks[];
  peopleMissing: number;
  /** Station time to spare in the tightest pool, for this truck and those before it; negative when some won't make it. */
  slackSec: number | null;
}

/** What trucks before this one take of a pool. */
interface Earlier {
  workSec: number;
  made: number;
}

/**
 * @param trucks in any order; those that have left count all of their parcels as missed
 * @returns a forecast a truck, in order of leaving
 */
export function forecastTrucks(trucks: readonly ForecastTruck[], now: number): Forecast[] {
  const inOrder = [...trucks].sort((a, b) => a.pickupAt - b.pickupAt || (a.id < b.id ? -1 : 1));
  const before = new Map<string, Earlier>();
  return inOrder.map((truck) => forecastTruck(truck, before, now));
}

function forecastTruck(
  { id, pickupAt, left, work }: ForecastTruck,
  before: Map<string, Earlier>,
  now: number,
): Forecast {
  if (pickupAt <= now) {
    const missed = work.map(({ stage, pool, tasks }) => ({ stage, pool, tasks }));
    return { id, wontMakeIt: left, missed, peopleMissing: 0, slackSec: null };
  }
  const missed: MissedTasks[] = [];
  let people = 0;
  let slackSec: number | null = null;
  for (const pool of work) {
    const { stage, tasks } = pool;
    const key = `${stage} ${pool.pool}`;
    const earlier = before.get(key) ?? { workSec: 0, made: 0 };
    const leftSec = Math.max(0, (pickupAt - now) / 1_000 - pool.laterSec);
    const needSec = earlier.workSec + tasks * pool.meanSec;
    const made = Math.min(tasks, Math.max(0, madeIn(pool, leftSec) - earlier.made));
    missed.push({ stage, pool: pool.pool, tasks: tasks - made });
    // Nobody, however many come, finishes a parcel in less than one service time.
    if (leftSec > 0) people += Math.max(0, needSec / leftSec - pool.stations);
    const slack = pool.stations * leftSec - needSec;
    slackSec = slackSec === null ? slack : Math.min(slackSec, slack);
    before.set(key, { workSec: needSec, made: earlier.made + made });
  }
  const wontMakeIt = Math.min(left, Math.max(0, ...missedByStage(missed).values()));
  const peopleMissing = wontMakeIt === 0 ? 0 : Math.min(left, Math.max(1, Math.ceil(people - 1e-9)));
  return { id, wontMakeIt, missed: missed.filter(({ tasks }) => tasks > 0), peopleMissing, slackSec };
}

/** How many tasks of each stage won't be done in time. */
export function missedByStage(missed: readonly MissedTasks[]): Map<string, number> {
  const stages = new Map<string, number>();
  for (const { stage, tasks } of missed) stages.set(stage, (stages.get(stage) ?? 0) + tasks);
  return stages;
}

/** The pools whose last tasks are the parcels that won't make it: those of the stage where most won't, as many as parcels. */
export function decidingPools({ missed, wontMakeIt }: Forecast): MissedTasks[] {
  const [worst] = [...missedByStage(missed)].sort(([, a], [, b]) => b - a);
  let parcels = wontMakeIt;
  return missed
    .filter(({ stage }) => stage === worst?.[0])
    .map(({ stage, pool, tasks }) => {
      const last = Math.min(parcels, tasks);
      parcels -= last;
      return { stage, pool, tasks: last };
    });
}

/** How many parcels a pool's stations finish in a time. */
function madeIn({ stations, meanSec, tasks }: TruckWork, leftSec: number): number {
  if (meanSec <= 0) return stations > 0 ? tasks : 0;
  return Math.floor((stations * leftSec) / meanSec + 1e-9);
}
