/**
 * How many stations a pool can count on. A bench that serves several pools gives each of them as much of its time as the pool
 * has of the work that waits for that bench; pools without work take nobody's time.
 */
import { type Capabilities, serves } from './pool-key.js';

export interface PoolWork {
  id: string;
  /** Canonical key of the pool's requirements. */
  key: string;
  workSec: number;
}

/** @returns stations for each pool id, in fractions; together they are the stations that have something to do */
export function stationShares(
  stations: readonly Capabilities[],
  pools: readonly PoolWork[],
): Map<string, number> {
  const shares = new Map(pools.map(({ id }) => [id, 0]));
  for (const station of stations) {
    const served = pools.filter(({ key, workSec }) => workSec > 0 && serves(station, key));
    const total = served.reduce((sum, { workSec }) => sum + workSec, 0);
    for (const { id, workSec } of served) shares.set(id, (shares.get(id) ?? 0) + workSec / total);
  }
  return shares;
}
