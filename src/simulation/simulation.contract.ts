import { z } from 'zod';
import { Instant, plainText } from '../http/common.contract.js';
import { DEFAULT_GUARD_MARGIN } from '../queue/truck-guard.js';

/** A year of minutes: what a scenario may span. */
const Minute = z.number().min(0).max(527_040);
const Share = z.number().min(0).max(1);
const ServiceMinutes = z.number().min(0.01).max(1440);

export const POLICIES = [
  'fifo',
  'strict',
  'earliest_ship_by',
  'head_start',
  'guarded',
  'guarded_reserve',
] as const;

/**
 * fifo: first come, first served. strict: VIPs before all others, always. earliest_ship_by: the truck that leaves first, VIP or
 * not. head_start: due = arrival + lead of the rank. guarded: the same with the truck guard; guarded_reserve: and station time
 * kept for orders that are still expected.
 */
export const PolicyName = z.enum(POLICIES);

const Service = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), meanMinutes: ServiceMinutes }),
  z.strictObject({ kind: z.literal('exponential'), meanMinutes: ServiceMinutes }),
  z.strictObject({ kind: z.literal('lognormal'), meanMinutes: ServiceMinutes, cv: z.number().min(0).max(5) }),
]);

const Break = z
  .strictObject({
    fromMinute: Minute,
    toMinute: Minute,
    stations: z
      .int()
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'How many stations pause; all without it.' }),
  })
  .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'a break must end after it starts');

const Piece = z
  .strictObject({
    minutes: z.number().min(0.1).max(527_040),
    load: z
      .number()
      .min(0)
      .max(20)
      .optional()
      .meta({ description: 'Work coming in ÷ work the stations can do.' }),
    perHour: z.number().min(0).max(1_000_000).optional(),
    vipShare: Share.optional(),
  })
  .refine(
    ({ load, perHour }) => (load === undefined) !== (perHour === undefined),
    'give either load or perHour',
  );

const Burst = z.strictObject({
  atMinute: Minute,
  count: z.int().min(1).max(100_000),
  vipShare: Share.optional(),
});

const Generated = z.strictObject({
  kind: z.literal('generated'),
  pieces: z.array(Piece).max(2000).meta({ description: 'Poisson arrivals, one piece after the other.' }),
  bursts: z.array(Burst).max(1000).default([]),
});

/** A real order: yesterday's from the database, or a line of a CSV. */
export const ListedOrder = z.strictObject({
  placedAt: Instant,
  rank: plainText(1, 40),
  shipBy: Instant.nullish(),
  carrier: plainText(1, 40).nullish(),
  minutes: ServiceMinutes.nullish().meta({
    description: 'Minutes of work; drawn from `service` without it.',
  }),
});

const Listed = z.strictObject({
  kind: z.literal('list'),
  orders: z.array(ListedOrder).min(1).max(200_000),
  vipRanks: z.array(plainText(1, 40)).min(1).max(50).default(['vip', 'invited']),
});

const CarrierPickups = z.strictObject({
  carrier: plainText(1, 40),
  share: Share.default(1).meta({ description: 'Share of the generated orders that go with this carrier.' }),
  pickups: z.array(Minute).min(1).max(2000).meta({ description: 'Minutes after the start of the scenario.' }),
  cutoffMinutes: z.number().min(0).max(10_080).default(120).meta({
    description: 'An order goes on a truck when it was placed at least so long before the pickup.',
  }),
});

const Guard = z.strictObject({
  margin: z.number().min(0).max(100).default(DEFAULT_GUARD_MARGIN),
  everySec: z.number().min(0).max(600).default(10),
});

/** What is simulated. Times are minutes after the start; a list starts with its first order. */
export const Scenario = z
  .strictObject({
    stations: z.int().min(1).max(1000),
    breaks: z.array(Break).max(1000).default([]),
    service: Service,
    orders: z.discriminatedUnion('kind', [Generated, Listed]),
    vipShare: Share.default(0.15),
    carriers: z.array(CarrierPickups).max(50).default([]),
    deltaMinutes: z.number().min(0).max(43_200).default(120).meta({
      description: 'Δ, the head start: lead of the standard rank − lead of the VIP rank.',
    }),
    deltas: z.array(z.number().min(0).max(43_200)).min(1).max(50).optional().meta({
      description: 'Head starts to try for the recommendation; from 5 minutes to 12 hours without it.',
    }),
    useRecommendedDelta: z.boolean().default(false).meta({
      description: 'Show the policies with the recommended head start instead of deltaMinutes.',
    }),
    standardLeadMinutes: z.number().min(0).max(525_600).optional().meta({
      description: 'Lead of the standard rank, at least Δ; Δ without it.',
    }),
    shipByCapsDue: z.boolean().default(false).meta({
      description:
        'Whether a pickup is also the promised ship-by, which caps due. A listed order’s own ship-by always does.',
    }),
    guard: Guard.default({ margin: DEFAULT_GUARD_MARGIN, everySec: 10 }),
    policies: z
      .array(PolicyName)
      .min(1)
      .default([...POLICIES]),
    seeds: z.int().min(1).max(1000).default(20),
    firstSeed: z.int().min(0).max(1_000_000_000).default(1),
    warmupMinutes: Minute.default(0).meta({
      description: 'Orders that arrive before are simulated but not counted.',
    }),
    opensAtMinute: Minute.default(0).meta({
      description: 'Nobody works before, and waits of orders that came in before are counted from then.',
    }),
    capStandardP99: z.number().min(1).max(100).default(1.3).meta({
      description: 'The cap on other customers: their p99 wait ÷ the same without a head start.',
    }),
  })
  .refine(({ standardLeadMinutes: lead, deltaMinutes }) => lead === undefined || lead >= deltaMinutes, {
    path: ['standardLeadMinutes'],
    message: 'must be at least deltaMinutes: no lead is below 0',
  })
  .meta({ id: 'SimulationScenario' });

export type Scenario = z.infer<typeof Scenario>;
export type ScenarioInput = z.input<typeof Scenario>;
export type PolicyName = z.infer<typeof PolicyName>;
export type ListedOrder = z.infer<typeof ListedOrder>;
export type GeneratedOrders = z.infer<typeof Generated>;
export type ListedOrders = z.infer<typeof Listed>;
