import type { ScenarioInput } from './simulation.contract.js';

/** Where the rest of the day stands after the peak, as a load. */
const AFTER = 0.6;

/**
 * A hard day: 10 stations, 400 orders left overnight, then a peak of 150 minutes at 138 % load with 45 % VIP, and a quieter
 * afternoon.
 */
export function dayScenario(over: Partial<ScenarioInput> = {}): ScenarioInput {
  return {
    stations: 10,
    vipShare: 0.45,
    service: { kind: 'lognormal', meanMinutes: 5, cv: 0.6 },
    orders: {
      kind: 'generated',
      pieces: [
        { minutes: 150, load: 1.38 },
        { minutes: 330, load: AFTER },
      ],
      bursts: [{ atMinute: 0, count: 400 }],
    },
    policies: ['fifo', 'strict', 'head_start'],
    useRecommendedDelta: true,
    ...over,
  };
}
