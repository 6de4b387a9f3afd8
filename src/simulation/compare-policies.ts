import { runLine } from './run-line.js';
import type { PolicyName, Scenario } from './simulation.contract.js';
import type { PolicyResult } from './simulation.report.js';
import { Tally } from './tally.js';
import { makeWorkload } from './workload.js';

/** Runs every policy on the same orders, seed by seed, and gathers the outcomes over all scenarios. */
export function comparePolicies(
  scenarios: readonly [Scenario, ...Scenario[]],
  policies: readonly PolicyName[],
): PolicyResult[] {
  const tallies = policies.map((policy) => ({ policy, tally: new Tally(policy, scenarios[0]) }));
  for (const scenario of scenarios)
    for (let n = 0; n < scenario.seeds; n += 1) {
      const work = makeWorkload(scenario, scenario.firstSeed + n);
      const byShipBy = work.trucks.length > 0 ? runLine(scenario, work, 'earliest_ship_by') : null;
      for (const { policy, tally } of tallies) {
        const run = policy === 'earliest_ship_by' ? byShipBy : null;
        tally.add(work, run ?? runLine(scenario, work, policy), byShipBy);
      }
    }
  return tallies.map(({ tally }) => tally.result());
}
