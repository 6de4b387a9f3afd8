/**
 * The first form of the guarantee, order by order: while one waits every station is busy with work that stood before it or that
 * came later with an earlier due, so wait × stations is at most that work. It is counted from the dues, not from what ran.
 */
import { at } from './indexed-heap.js';
import { keyOfPolicy } from './line-policy.js';
import type { LineRun } from './run-line.js';
import type { Scenario } from './simulation.contract.js';
import type { Workload } from './workload.js';

const MINUTE_MS = 60_000;

export interface WaitBound {
  waitMs: number;
  /** (work before it + work of later orders with an earlier due) ÷ stations */
  boundMs: number;
  /** Work of later orders with an earlier due, and all VIP work that came within one Δ, which it can't exceed. */
  overtakingWorkMs: number;
  vipWorkOfDeltaMs: number;
}

/** For lines whose dues come from leads alone. @returns a function of the order's index */
export function waitBounds(scenario: Scenario, work: Workload, run: LineRun): (id: number) => WaitBound {
  const due = duesByLead(scenario, work);
  const longest = longestStay(work, run);
  return (id) => {
    const arrivedAt = at(work.arrivedAt, id);
    const before = workBefore(work, run, due, id, longest);
    const later = workOfLater(work, run, due, id);
    const vipWorkOfDeltaMs = vipWorkWithin(work, id, arrivedAt + scenario.deltaMinutes * MINUTE_MS);
    return {
      waitMs: at(run.startedAt, id) - arrivedAt,
      boundMs: (before + later) / scenario.stations,
      overtakingWorkMs: later,
      vipWorkOfDeltaMs,
    };
  };
}

function duesByLead(scenario: Scenario, work: Workload): Float64Array {
  const keyOf = keyOfPolicy('head_start', scenario);
  return Float64Array.from({ length: work.count }, (_, id) =>
    keyOf({
      vip: at(work.vip, id) === 1,
      arrivedAt: at(work.arrivedAt, id),
      deadline: Infinity,
      shipBy: 4e12,
      expectedMs: 0,
    }),
  );
}

function longestStay(work: Workload, run: LineRun): number {
  let longest = 0;
  for (let id = 0; id < work.count; id += 1)
    longest = Math.max(longest, at(run.endedAt, id) - at(work.arrivedAt, id));
  return longest;
}

/** What is in hand when an order comes in, and what waits with an earlier due. */
function workBefore(work: Workload, run: LineRun, due: Float64Array, id: number, longest: number): number {
  const now = at(work.arrivedAt, id);
  let sum = 0;
  for (let other = id - 1; other >= 0 && at(work.arrivedAt, other) + longest >= now; other -= 1) {
    if (at(run.startedAt, other) < now) sum += Math.max(0, at(run.endedAt, other) - now);
    else if (at(due, other) <= at(due, id)) sum += at(work.serviceMs, other);
  }
  return sum;
}

function workOfLater(work: Workload, run: LineRun, due: Float64Array, id: number): number {
  let sum = 0;
  for (let other = id + 1; other < work.count; other += 1) {
    if (at(work.arrivedAt, other) >= at(run.startedAt, id)) break;
    if (at(due, other) < at(due, id)) sum += at(work.serviceMs, other);
  }
  return sum;
}

function vipWorkWithin(work: Workload, id: number, until: number): number {
  let sum = 0;
  for (let other = id + 1; other < work.count && at(work.arrivedAt, other) <= until; other += 1)
    if (at(work.vip, other) === 1) sum += at(work.serviceMs, other);
  return sum;
}
