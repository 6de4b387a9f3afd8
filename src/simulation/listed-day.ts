import { at } from './indexed-heap.js';
import { startOf, makeWorkload } from './workload.js';
import type { ListedOrder, Scenario } from './simulation.contract.js';

const MINUTE_MS = 60_000;

/** A morning in Tokyo, for days that have no date of their own. */
const SOME_MORNING = Date.parse('2026-11-24T08:00:00+09:00');

/** The orders of a scenario's first day as a list, with times, as a warehouse would export them. */
export function listOf(scenario: Scenario): ListedOrder[] {
  const { orders } = scenario;
  const start = orders.kind === 'list' ? startOf(orders) : SOME_MORNING;
  const work = makeWorkload(scenario, scenario.firstSeed);
  const vipRank = orders.kind === 'list' ? (orders.vipRanks[0] ?? 'vip') : 'vip';
  return Array.from({ length: work.count }, (_, id) => {
    const truck = work.trucks[at(work.truck, id)];
    const leavesAt = Math.min(truck?.leavesAt ?? Infinity, at(work.shipBy, id));
    return {
      placedAt: new Date(start + at(work.arrivedAt, id)).toISOString(),
      rank: at(work.vip, id) === 1 ? vipRank : 'standard',
      shipBy: leavesAt < Infinity ? new Date(start + leavesAt).toISOString() : null,
      carrier: truck?.carrier ?? null,
      minutes: at(work.serviceMs, id) / MINUTE_MS,
    };
  });
}
