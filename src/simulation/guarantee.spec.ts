import { comparePolicies } from './compare-policies.js';
import { stream } from './random.js';
import {
  placeBefore,
  randomHistory,
  STANDARD_LEAD,
  type Claim,
  type History,
  type Task,
} from './random-history.js';
import { Scenario } from './simulation.contract.js';

const MINUTE_MS = 60_000;
const SEEDS = Array.from({ length: 20 }, (_, n) => n + 1);

function historyOf(
  seed: number,
  promises: boolean,
): { history: History; delta: number; stations: number; pools: number } {
  const random = stream(seed, 'kind');
  const pools = 1 + Math.floor(random() * 3);
  const stations = pools * (1 + Math.floor(random() * 3));
  const delta = Math.floor(random() * (STANDARD_LEAD + 1));
  return {
    history: randomHistory({ seed, delta, pools, stations, orders: 150, promises }),
    delta,
    stations,
    pools,
  };
}

/** Pairs in which a later order went before one that waited in the same pool. */
function overtakings({ claims }: History): { claim: Claim; passed: Task }[] {
  return claims.flatMap((claim) =>
    claim.passed
      .filter(({ arrivedAt }) => arrivedAt < claim.task.arrivedAt)
      .map((passed) => ({ claim, passed })),
  );
}

/** Why a later order went before another, in the words of the guarantee; null when nothing allows it. */
function reasonOf(
  { claim: { task }, passed }: { claim: Claim; passed: Task },
  deltaMs: number,
): string | null {
  if (task.band === 0) return passed.band === 1 || task.deadline <= passed.deadline ? 'guard' : null;
  if (passed.band === 0 || task.due > passed.due) return null;
  if (task.term === 'ship_by') return 'ship_by';
  return task.arrivedAt - passed.arrivedAt <= deltaMs ? 'lead' : null;
}

describe('the guarantee, leads only', () => {
  it('lets a later order go first only if it came less than one head start later', () => {
    for (const seed of SEEDS) {
      const { history, delta } = historyOf(seed, false);
      const unexplained = overtakings(history).filter((pair) => reasonOf(pair, delta * MINUTE_MS) !== 'lead');
      expect(unexplained).toEqual([]);
    }
  });

  it('lets nobody of the same rank go first who came later', () => {
    for (const seed of SEEDS) {
      const pairs = overtakings(historyOf(seed, false).history);
      expect(pairs.filter(({ claim, passed }) => claim.task.vip === passed.vip)).toEqual([]);
    }
  });

  it('bounds a wait by the work before it and later work with an earlier due', () => {
    for (const seed of SEEDS) {
      const { history, stations, pools } = historyOf(seed, false);
      const perPool = stations / pools;
      for (const { task, at } of firstClaims(history)) {
        const allowed = history.claims.filter(
          (other) => other.task.pool === task.pool && mayDelay(other, task, at),
        );
        const work = allowed.reduce((sum, other) => sum + remaining(other, task.arrivedAt, history), 0);
        expect((at - task.arrivedAt) * perPool).toBeLessThanOrEqual(work + 1);
      }
    }
  });

  it('has histories in which all of it happens', () => {
    const all = SEEDS.map((seed) => historyOf(seed, false).history);
    expect(all.some(({ returned }) => returned > 0)).toBe(true);
    expect(all.some((history) => overtakings(history).length > 0)).toBe(true);
  });
});

describe('the guarantee, with ship-by and guard', () => {
  it('gives every overtaking one of three reasons: the lead, within one head start; a ship-by; a truck', () => {
    const reasons = new Set<string | null>();
    for (const seed of SEEDS) {
      const { history, delta } = historyOf(seed, true);
      for (const pair of overtakings(history)) reasons.add(reasonOf(pair, delta * MINUTE_MS));
    }
    expect([...reasons].sort()).toEqual(['guard', 'lead', 'ship_by']);
  });

  it('always takes the first in line of its pool, whatever was returned, missed or moved', () => {
    for (const seed of SEEDS) {
      const { history } = historyOf(seed, true);
      const wrong = history.claims.filter(({ task, passed }) =>
        passed.some((other) => placeBefore(other, task)),
      );
      expect(wrong).toEqual([]);
    }
  });

  it('has histories in which all of it happens', () => {
    const all = SEEDS.map((seed) => historyOf(seed, true).history);
    for (const count of ['returned', 'missedTrucks', 'guardedClaims'] as const)
      expect(all.some((history) => history[count] > 0)).toBe(true);
  });
});

describe('the truck guard, on random days', () => {
  it('with fixed service times misses no truck that could be made when its last order came in', () => {
    for (const seed of SEEDS) {
      const results = comparePolicies([randomDay(seed)], ['guarded', 'guarded_reserve']);
      expect(results.map(({ trucks }) => [seed, trucks.missedMakeable])).toEqual([
        [seed, 0],
        [seed, 0],
      ]);
    }
  });
});

function randomDay(seed: number): Scenario {
  const random = stream(seed, 'day');
  const between = (low: number, high: number) => low + random() * (high - low);
  return Scenario.parse({
    stations: Math.ceil(between(0, 12)),
    vipShare: between(0.1, 0.6),
    service: { kind: 'fixed', meanMinutes: between(1, 10) },
    orders: {
      kind: 'generated',
      pieces: [0.3, 1.2, 2].map((high) => ({ minutes: between(60, 240), load: between(0.2, high) })),
      bursts: [{ atMinute: Math.floor(between(0, 120)), count: Math.ceil(between(1, 60)) }],
    },
    carriers: ['north', 'south', 'west'].map((carrier) => ({
      carrier,
      share: between(0.1, 0.33),
      pickups: [between(120, 300), between(300, 500), between(500, 700), 2000],
      cutoffMinutes: between(30, 120),
    })),
    deltaMinutes: between(30, 480),
    shipByCapsDue: random() < 0.5,
    seeds: 1,
    firstSeed: seed,
  });
}

/** Each task's first claim: until then it waited without a break. */
function firstClaims({ claims }: History): Claim[] {
  const seen = new Set<number>();
  return claims.filter(({ task }) => !seen.has(task.id) && seen.add(task.id));
}

/** In hand when the task came in, or taken since with an earlier place. */
function mayDelay(other: Claim, task: Task, until: number): boolean {
  return other.at < task.arrivedAt || (other.at <= until && placeBefore(other.task, task));
}

/** Station time from a moment on for an order of a cart: carts are worked through in the order they were filled. */
function remaining(claim: Claim, from: number, { claims }: History): number {
  const cart = claims.filter(({ at, station }) => at === claim.at && station === claim.station);
  const before = cart.slice(0, cart.indexOf(claim)).reduce((sum, { spentMs }) => sum + spentMs, 0);
  const startsAt = claim.at + before;
  return Math.max(0, startsAt + claim.spentMs - Math.max(from, startsAt));
}
