/**
 * The head start to promise: the largest Δ that meets the cap on other customers, or a smaller one that serves VIPs just as well,
 * since nobody should wait for a promise that gains nothing. Compared with no head start at all, which is first come, first
 * served where no truck is guarded: what the guard costs is not the VIPs' doing.
 */
import { comparisonSteps } from './compare-policies.js';
import type { PolicyName, Scenario } from './simulation.contract.js';
import type { DeltaResult, PolicyResult, Recommendation } from './simulation.report.js';
import { compareNumbers } from './statistics.js';
import type { Steps } from './steps.js';

/** Minutes; what a manager would write down. */
const CANDIDATES = [5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 210, 240, 270, 300, 360, 480, 720];

/** VIP waits within so much of the best count as equal. */
const AS_GOOD = 1.05;

/** Tuning needs fewer days than reporting. */
const MOST_SEEDS = 20;

/** Below these shares of the wait it is compared with a head start is strong, or medium. */
const STRONG = 0.35;
const MEDIUM = 0.7;

/** Tries each head start on the same orders, with a stop after each run. */
export function* recommendationSteps(scenario: Scenario): Steps<Recommendation> {
  const fewer = { ...scenario, seeds: Math.min(scenario.seeds, MOST_SEEDS) };
  const base = yield* resultFor(fewer, 0);
  const none = deltaResult(0, base, base);
  const tried = [none];
  for (const delta of deltasOf(scenario))
    tried.push(deltaResult(delta, yield* resultFor(fewer, delta), base));
  const allowed = tried.filter(({ standardP99Ratio }) => standardP99Ratio <= scenario.capStandardP99);
  const best = Math.min(...allowed.map(({ vipP95 }) => vipP95));
  const chosen = allowed.find(({ vipP95 }) => vipP95 <= best * AS_GOOD) ?? none;
  return { capStandardP99: scenario.capStandardP99, deltaMinutes: chosen.deltaMinutes, chosen, tried };
}

/** How many days the recommendation simulates. */
export function recommendationDays(scenario: Scenario): number {
  return Math.min(scenario.seeds, MOST_SEEDS) * (deltasOf(scenario).length + 1);
}

/** The head start as production runs it: trucks, where there are any, are guarded. */
export function policyInUse(scenario: Scenario): PolicyName {
  return scenario.carriers.length > 0 || hasShipBy(scenario) ? 'guarded' : 'head_start';
}

function* resultFor(scenario: Scenario, deltaMinutes: number): Steps<PolicyResult> {
  const [result] = yield* comparisonSteps([withDelta(scenario, deltaMinutes)], [policyInUse(scenario)]);
  if (!result) throw new Error('a comparison answers for every policy it is asked about');
  return result;
}

/** Ascending, so that the smallest of equally good ones is found first. */
function deltasOf({ deltas }: Scenario): readonly number[] {
  if (!deltas) return CANDIDATES;
  return [...new Set(deltas)].filter((delta) => delta > 0).sort(compareNumbers);
}

/** The same scenario with another head start. */
export function withDelta(scenario: Scenario, deltaMinutes: number): Scenario {
  const lead = scenario.standardLeadMinutes;
  return { ...scenario, deltaMinutes, standardLeadMinutes: lead && Math.max(lead, deltaMinutes) };
}

/** @param base what it is compared with: no head start, or first come, first served */
export function deltaResult(deltaMinutes: number, result: PolicyResult, base: PolicyResult): DeltaResult {
  const vipP95Ratio = ratio(result.vip.p95, base.vip.p95);
  return {
    deltaMinutes,
    vipP95: result.vip.p95,
    standardP99: result.standard.p99,
    vipP95Ratio,
    standardP99Ratio: ratio(result.standard.p99, base.standard.p99),
    standardMaxExtraMinutes: result.standard.max - base.standard.max,
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
