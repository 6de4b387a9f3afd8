/**
 * How large a simulation may be. A worker does it beside its other work, so a report may take a minute or two, and one day, which is
 * the part that it can't be interrupted in, a moment. A refusal says how to make it smaller.
 */
import { daysOf, expectedOrders } from '../simulate.js';
import type { Scenario } from '../simulation.contract.js';

export const MOST_ORDERS_A_DAY = 100_000;

/** Orders × (policies × seeds + head starts tried × seeds, of which at most 20). */
export const MOST_ORDER_RUNS = 10_000_000;

/** Trucks are judged again and again, each time all that something waits for. */
export const MOST_PICKUPS = 2_000;

/** @returns what to change, for the caller; null when it may run */
export function whyTooLarge(scenario: Scenario): string | null {
  const pickups = scenario.carriers.reduce((sum, carrier) => sum + carrier.pickups.length, 0);
  if (pickups > MOST_PICKUPS)
    return `List at most ${counted(MOST_PICKUPS)} pickups over all carriers; these are ${counted(pickups)}.`;
  const ordersADay = Math.ceil(expectedOrders(scenario) / scenario.seeds);
  if (ordersADay > MOST_ORDERS_A_DAY)
    return `Simulate at most ${counted(MOST_ORDERS_A_DAY)} orders a day; this is ${counted(ordersADay)}. Take a shorter time, a smaller load or fewer orders.`;
  const runs = ordersADay * daysOf(scenario);
  if (runs <= MOST_ORDER_RUNS) return null;
  return `${shrinkAdvice(scenario, ordersADay)} Orders × seeds × (policies + head starts tried) are ${counted(runs)}, and may be ${counted(MOST_ORDER_RUNS)}.`;
}

function shrinkAdvice(scenario: Scenario, ordersADay: number): string {
  const seeds = mostSeeds(scenario, ordersADay);
  if (seeds > 0) return `Set seeds to at most ${seeds}, or ask for fewer policies and deltas.`;
  return 'Set seeds to 1, and ask for fewer policies and deltas.';
}

/** How many seeds it may have. */
function mostSeeds(scenario: Scenario, ordersADay: number): number {
  let seeds = scenario.seeds;
  while (seeds > 0 && ordersADay * daysOf({ ...scenario, seeds }) > MOST_ORDER_RUNS) seeds -= 1;
  return seeds;
}

function counted(number: number): string {
  return number.toLocaleString('en');
}
