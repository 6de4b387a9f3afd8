import { z } from 'zod';
import { PolicyName } from './simulation.contract.js';

/** Waits in minutes, from arrival until a station takes the order. */
export const WaitStats = z.object({
  orders: z.int(),
  mean: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});

const TruckStats = z.object({
  orders: z.int().meta({ description: 'Orders that had a truck to make.' }),
  missed: z.int(),
  missedMakeable: z.int().meta({
    description: 'Missed although they could still make it when the last order for their truck came in.',
  }),
  missedMetByShipBy: z.int().meta({
    description: 'Missed, but met when every order had gone by earliest ship-by from the start.',
  }),
});

export const PolicyResult = z.object({
  policy: PolicyName,
  deltaMinutes: z.number().nullable().meta({ description: 'Null where the policy has no head start.' }),
  vip: WaitStats,
  standard: WaitStats,
  all: WaitStats,
  onTimeShare: z
    .number()
    .nullable()
    .meta({ description: 'Of orders with a truck or a ship-by; null when none has.' }),
  trucks: TruckStats,
  largestOvertakingMinutes: z.number(),
  /** The same where neither order was guarded: what leads alone did; below Δ. */
  leadOvertakingMinutes: z.number(),
});

/** What one Δ would do, next to no head start (which is first come, first served where no truck is guarded). */
export const DeltaResult = z.object({
  deltaMinutes: z.number(),
  vipP95: z.number(),
  standardP99: z.number(),
  vipP95Ratio: z.number(),
  standardP99Ratio: z.number(),
  standardMaxExtraMinutes: z.number(),
  trucksMissed: z.int(),
  strength: z.enum(['weak', 'medium', 'strong']),
});

export const Recommendation = z.object({
  capStandardP99: z.number(),
  deltaMinutes: z.number().meta({ description: '0: no head start meets the cap.' }),
  chosen: DeltaResult,
  tried: z.array(DeltaResult),
});

export const SimulationReport = z
  .object({
    stations: z.int(),
    seeds: z.int(),
    orders: z.int(),
    vipOrders: z.int(),
    policies: z.array(PolicyResult),
    recommendation: Recommendation.nullable(),
    headline: z.object({ ja: z.string(), en: z.string() }),
    warnings: z.array(z.object({ ja: z.string(), en: z.string() })),
  })
  .meta({ id: 'SimulationReport' });

export type PolicyResult = z.infer<typeof PolicyResult>;
export type DeltaResult = z.infer<typeof DeltaResult>;
export type Recommendation = z.infer<typeof Recommendation>;
export type SimulationReport = z.infer<typeof SimulationReport>;
export type TruckStats = z.infer<typeof TruckStats>;
