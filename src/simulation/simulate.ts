import { comparisonSteps } from './compare-policies.js';
import { headlineOf } from './headline.js';
import { deltaResult, policyInUse, recommendationDays, recommendationSteps, withDelta } from './recommend.js';
import type { PolicyName, Scenario } from './simulation.contract.js';
import type { PolicyResult, SimulationReport } from './simulation.report.js';
import { scenarioWarnings } from './scenario-warnings.js';
import { runSteps, type Steps } from './steps.js';

/**
 * Runs a scenario under its policies, all on the same orders, and recommends a head start. Pure: the same scenario gives the
 * same report. Some 300,000 orders a second and policy; `expectedOrders` says beforehand how many there are.
 * @param scenario parsed by `Scenario` of the contract
 */
export function simulate(scenario: Scenario): SimulationReport {
  return runSteps(simulationSteps(scenario));
}

/** The same, with a stop after each simulated day (a seed under a policy and a head start). */
export function* simulationSteps(scenario: Scenario): Steps<SimulationReport> {
  const recommendation = yield* recommendationSteps(scenario);
  const shown = scenario.useRecommendedDelta ? withDelta(scenario, recommendation.deltaMinutes) : scenario;
  const results = yield* comparisonSteps([shown], policiesOf(scenario));
  return {
    stations: scenario.stations,
    seeds: scenario.seeds,
    orders: results[0]?.all.orders ?? 0,
    vipOrders: results[0]?.vip.orders ?? 0,
    policies: results,
    recommendation,
    headline: headlineOf(inUse(results, policyInUse(scenario)) ?? recommendation.chosen),
    warnings: scenarioWarnings(scenario),
  };
}

/** How many days a report simulates: each seed under each policy and, for the recommendation, under each head start. */
export function daysOf(scenario: Scenario): number {
  return scenario.seeds * policiesOf(scenario).length + recommendationDays(scenario);
}

/** Orders over all seeds, as expected: what a caller may want to limit. A report runs each under some twenty policies. */
export function expectedOrders({ orders, stations, service, seeds }: Scenario): number {
  if (orders.kind === 'list') return orders.orders.length * seeds;
  const fullLoad = (stations * 60) / service.meanMinutes;
  const steady = orders.pieces.reduce(
    (sum, { minutes, load, perHour }) => sum + ((perHour ?? (load ?? 0) * fullLoad) * minutes) / 60,
    0,
  );
  return seeds * orders.bursts.reduce((sum, { count }) => sum + count, steady);
}

function policiesOf(scenario: Scenario): PolicyName[] {
  return [...new Set<PolicyName>(['fifo', ...scenario.policies, policyInUse(scenario)])];
}

/** The head start as production runs it, next to first come, first served. */
function inUse(results: readonly PolicyResult[], policy: PolicyName) {
  const fifo = results.find((result) => result.policy === 'fifo');
  const own = results.find((result) => result.policy === policy);
  return fifo && own ? deltaResult(own.deltaMinutes ?? 0, own, fifo) : null;
}
