/**
 * The head start to promise: the largest Δ that meets the cap on other customers, or a smaller one that serves VIPs just as well,
 * since nobody should wait for a promise that gains nothing.
 */
import { comparePolicies } from './compare-policies.js';
import type { PolicyName, Scenario } from './simulation.contract.js';
import type { DeltaResult, PolicyResult, Recommendation } from './simulation.report.js';

/** Minutes; what a manager would write down. */
const CANDIDATES = [5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 210, 240, 270, 300, 360, 480, 720];

/** VIP waits within so much of the best count as equal. */
const AS_GOOD = 1.05;

/** Tuning needs fewer days than reporting. */
const MOST_SEEDS = 20;

/** Below these shares of the wait first come, first served, a head start is strong, or medium. */
const STRONG = 0.35;
const MEDIUM = 0.7;

export function recommendDelta(scenario: Scenario): Recommendation {
  const policy = scenario.carriers.length > 0 || hasShipBy(scenario) ? 'guarded' : 'head_start';
  const fewer = { ...scenario, seeds: Math.min(scenario.seeds, MOST_SEEDS) };
  const [fifo] = comparePolicies([fewer], ['fifo']);
  const none = fifo && deltaResult(0, fifo, fifo);
  if (!none) throw new Error('a comparison answers for every policy it is asked about');
  const tried = [none, ...CANDIDATES.map((deltaMinutes) => tryDelta(fewer, deltaMinutes, policy, fifo))];
  const allowed = tried.filter(({ standardP99Ratio }) => standardP99Ratio <= scenario.capStandardP99);
  const best = Math.min(...allowed.map(({ vipP95 }) => vipP95));
  const chosen = allowed.find(({ vipP95 }) => vipP95 <= best * AS_GOOD) ?? none;
  return { capStandardP99: scenario.capStandardP99, deltaMinutes: chosen.deltaMinutes, chosen, tried };
}

function tryDelta(
  scenario: Scenario,
  deltaMinutes: number,
  policy: PolicyName,
  fifo: PolicyResult,
): DeltaResult {
  const [result = fifo] = comparePolicies([withDelta(scenario, deltaMinutes)], [policy]);
  return deltaResult(deltaMinutes, result, fifo);
}

/** The same scenario with another head start. */
export function withDelta(scenario: Scenario, deltaMinutes: number): Scenario {
  const lead = scenario.standardLeadMinutes;
  return { ...scenario, deltaMinutes, standardLeadMinutes: lead && Math.max(lead, deltaMinutes) };
}

export function deltaResult(deltaMinutes: number, result: PolicyResult, fifo: PolicyResult): DeltaResult {
  const vipP95Ratio = ratio(result.vip.p95, fifo.vip.p95);
  return {
    deltaMinutes,
    vipP95: result.vip.p95,
    standardP99: result.standard.p99,
    vipP95Ratio,
    standardP99Ratio: ratio(result.standard.p99, fifo.standard.p99),
    standardMaxExtraMinutes: result.standard.max - fifo.standard.max,
    trucksMissed: result.trucks.missed,
    strength: vipP95Ratio <= STRONG ? 'strong' : vipP95Ratio <= MEDIUM ? 'medium' : 'weak',
  };
}

/** Nobody waits in either: the same. */
function ratio(value: number, base: number): number {
  return base > 0 ? value / base : 1;
}

function hasShipBy({ orders }: Scenario): boolean {
  return orders.kind === 'list' && orders.orders.some(({ shipBy }) => Boolean(shipBy));
}
