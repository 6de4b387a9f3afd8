/**
 * How large a simulation may be: a worker does it beside its other work, so a report may take a minute or two. A refusal says how to
 * make it smaller.
 */
import { daysOf, expectedOrders } from '../simulate.js';
import type { Scenario } from '../simulation.contract.js';

export const MOST_ORDERS_A_DAY = 100_000;

/** Over all seeds: more days of the same kind tell nothing more. */
const MOST_ORDERS = 1_000_000;

/** Orders × (policies × seeds + head starts tried × seeds, of which at most 20) × the weight of trucks; some 200,000 a second. */
const MOST_WORK = 20_000_000;

/** Trucks are judged again whenever an order is taken: so many cost as much as the order itself. */
const TRUCKS_AS_AN_ORDER = 10;

const PROMISE_STEP_MS = 600_000;

/** @returns what to change, for the caller; null when it may run */
export function whyTooLarge(scenario: Scenario): string | null {
  const ordersADay = Math.ceil(expectedOrders(scenario) / scenario.seeds);
  if (ordersADay > MOST_ORDERS_A_DAY)
    return `Simulate at most ${counted(MOST_ORDERS_A_DAY)} orders a day; these are ${counted(ordersADay)}. Take a shorter time, a smaller load or fewer orders.`;
  const trucks = trucksOf(scenario);
  const fits = (seeds: number) =>
    ordersADay * seeds <= MOST_ORDERS &&
    ordersADay * daysOf({ ...scenario, seeds }) * (1 + trucks / TRUCKS_AS_AN_ORDER) <= MOST_WORK;
  if (fits(scenario.seeds)) return null;
  const seeds = mostSeeds(scenario.seeds, fits);
  const size = `${counted(ordersADay)} orders a day with ${counted(trucks)} trucks`;
  return seeds > 0
    ? `With ${size}, set seeds to at most ${seeds}, or ask for fewer policies and deltas.`
    : `${size} are too many: ask for fewer policies and deltas, fewer pickups or fewer orders.`;
}

function mostSeeds(asked: number, fits: (seeds: number) => boolean): number {
  let seeds = asked;
  while (seeds > 0 && !fits(seeds)) seeds -= 1;
  return seeds;
}

/** Pickups, or promises where there are more of them: one that no pickup serves is a truck of its own. */
function trucksOf({ carriers, orders }: Scenario): number {
  const pickups = carriers.reduce((sum, carrier) => sum + carrier.pickups.length, 0);
  if (orders.kind === 'generated') return pickups;
  const promises = orders.orders.flatMap(({ shipBy }) =>
    shipBy ? [Math.floor(Date.parse(shipBy) / PROMISE_STEP_MS)] : [],
  );
  return Math.max(pickups, new Set(promises).size);
}

function counted(number: number): string {
  return number.toLocaleString('en');
}
