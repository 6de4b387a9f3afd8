import { lineSteps } from './run-line.js';
import type { PolicyName, Scenario } from './simulation.contract.js';
import type { PolicyResult } from './simulation.report.js';
import { runSteps, type Steps } from './steps.js';
import { Tally } from './tally.js';
import { makeWorkload } from './workload.js';

type Scenarios = readonly [Scenario, ...Scenario[]];

/** Runs every policy on the same orders, seed by seed, and gathers the outcomes over all scenarios. */
export function comparePolicies(scenarios: Scenarios, policies: readonly PolicyName[]): PolicyResult[] {
  return runSteps(comparisonSteps(scenarios, policies));
}

/** The same with stops in between; each policy of each seed counts as a day. */
export function* comparisonSteps(
  scenarios: Scenarios,
  policies: readonly PolicyName[],
): Steps<PolicyResult[]> {
  const tallies = policies.map((policy) => ({ policy, tally: new Tally(policy, scenarios[0]) }));
  for (const scenario of scenarios)
    for (let n = 0; n < scenario.seeds; n += 1) {
      const work = makeWorkload(scenario, scenario.firstSeed + n);
      yield 0;
      const byShipBy = work.trucks.length > 0 ? yield* lineSteps(scenario, work, 'earliest_ship_by') : null;
      for (const { policy, tally } of tallies) {
        const run = policy === 'earliest_ship_by' ? byShipBy : null;
        tally.add(work, run ?? (yield* lineSteps(scenario, work, policy)), byShipBy);
        yield 1;
      }
    }
  const results: PolicyResult[] = [];
  for (const { tally } of tallies) results.push(yield* tally.result());
  return results;
}
