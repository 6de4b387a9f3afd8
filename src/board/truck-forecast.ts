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

export interface Forecast {
  id: string;
  wontMakeIt: number;
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
  if (pickupAt <= now) return { id, wontMakeIt: left, peopleMissing: 0, slackSec: null };
  const missed = new Map<string, number>();
  let people = 0;
  let slackSec: number | null = null;
  for (const pool of work) {
    const key = `${pool.stage} ${pool.pool}`;
    const earlier = before.get(key) ?? { workSec: 0, made: 0 };
    const leftSec = Math.max(0, (pickupAt - now) / 1_000 - pool.laterSec);
    const needSec = earlier.workSec + pool.tasks * pool.meanSec;
    const capacity = madeIn(pool, leftSec);
    const made = Math.min(pool.tasks, Math.max(0, capacity - earlier.made));
    missed.set(pool.stage, (missed.get(pool.stage) ?? 0) + pool.tasks - made);
    // Nobody, however many come, finishes a parcel in less than one service time.
    if (leftSec > 0) people += Math.max(0, needSec / leftSec - pool.stations);
    const slack = pool.stations * leftSec - needSec;
    slackSec = slackSec === null ? slack : Math.min(slackSec, slack);
    before.set(key, { workSec: needSec, made: earlier.made + made });
  }
  const wontMakeIt = Math.min(left, Math.max(0, ...missed.values()));
  const peopleMissing = wontMakeIt === 0 ? 0 : Math.min(left, Math.max(1, Math.ceil(people - 1e-9)));
  return { id, wontMakeIt, peopleMissing, slackSec };
}

/** How many parcels a pool's stations finish in a time. */
function madeIn({ stations, meanSec, tasks }: TruckWork, leftSec: number): number {
  if (meanSec <= 0) return stations > 0 ? tasks : 0;
  return Math.floor((stations * leftSec) / meanSec + 1e-9);
}
