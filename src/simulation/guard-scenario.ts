import type { ScenarioInput } from './simulation.contract.js';

const NEXT_DAY = 1440;

export const GUARD_LOADS = [0.85, 0.9, 0.95, 1, 1.05, 1.1];

/** A day of twelve hours, the first five at 1.85 times the mean rate. */
const PEAK = { minutes: 300, factor: 1.85 };
const REST = { minutes: 420, factor: (720 - PEAK.minutes * PEAK.factor) / 420 };

const PICKUPS = { north: [240, 480, 720], south: [360, 600, 840] };

/**
 * The scenario in which the truck guard proves itself (design §4.2): 8 stations, 35 % VIP, the last order for a truck two hours
 * before its pickup. 30 % of the orders have a truck to make today; the others wait in the same line and can go tomorrow.
 * @param load of the whole day
 * @param today share of the orders that have a truck to make today
 */
export function guardScenario(load: number, over: Partial<ScenarioInput> = {}, today = 0.3): ScenarioInput {
  return {
    stations: 8,
    vipShare: 0.35,
    service: { kind: 'fixed', meanMinutes: 4 },
    orders: {
      kind: 'generated',
      pieces: [PEAK, REST].map(({ minutes, factor }) => ({ minutes, load: load * factor })),
    },
    carriers: Object.entries(PICKUPS).map(([carrier, pickups]) => ({
      carrier,
      share: today / 2,
      pickups: pickups.flatMap((minute) => [minute, minute + NEXT_DAY]),
      cutoffMinutes: 120,
    })),
    deltaMinutes: 480,
    ...over,
  };
}
