import { z } from 'zod';
import { BilingualText, CalendarDate, Id, Instant, shortText } from '../http/common.contract.js';

const MAX_DAYS = 92;
const DAY_MS = 86_400_000;
const Count = z.int().min(0);

/** Why a shipment may go, or has gone, without the evidence of a stage. */
export const WaiverReason = z.enum([
  'camera_broken',
  'power_cut',
  'network_lost',
  'privacy_request',
  'too_large',
  'other',
]);

export const WaiverParams = z.strictObject({ shipmentId: Id });

/** POST …/evidence-waivers */
export const WaiverBody = z
  .strictObject({
    stage: z.string().min(1).max(40),
    reason: WaiverReason,
    note: shortText(300)
      .optional()
      .meta({ description: 'kept for good: write of the matter, never names or addresses' }),
  })
  .meta({ id: 'WaiverBody' });

/** `already`: somebody has waived this stage before; their words stay. */
export const Waiver = z
  .strictObject({
    id: Id,
    shipmentId: Id,
    stage: z.string(),
    reason: WaiverReason,
    note: z.string().nullable(),
    at: Instant,
    already: z.boolean(),
  })
  .meta({ id: 'EvidenceWaiver' });

const days = { from: CalendarDate, to: CalendarDate };

/** GET …/coverage: calendar days of the warehouse, both included. Without them: the last 14, up to today there. */
export const CoverageQuery = z
  .strictObject({ from: days.from.optional(), to: days.to.optional() })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    error: '"from" and "to" come together',
    path: ['to'],
  })
  .refine(({ from, to }) => !from || !to || isShortSpan({ from, to }), {
    error: `"from" comes first, and both are at most ${MAX_DAYS} days apart`,
    path: ['to'],
  });

const numbers = {
  shipped: Count,
  complete: Count,
  waived: Count.meta({ description: 'something is missing, and waived with a reason' }),
  missing: Count.meta({ description: 'something is missing' }),
  coverage: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .meta({ description: 'complete and waived, of those shipped; null: nothing was' }),
};

export const CoverageDay = z
  .strictObject({
    day: CalendarDate,
    brand: z.strictObject({ id: Id, name: BilingualText }),
    warehouse: z.strictObject({ id: Id, name: BilingualText }),
    ...numbers,
  })
  .meta({ id: 'CoverageDay' });

/** Shipments that were handed over, by the day of it, newest first. */
export const Coverage = z
  .strictObject({ ...days, totals: z.strictObject(numbers), days: z.array(CoverageDay) })
  .meta({ id: 'EvidenceCoverage' });

/** GET …/gaps: the shipments behind `missing`. */
export const GapsQuery = z
  .strictObject({ ...days, limit: z.coerce.number().int().min(1).max(500).default(100) })
  .refine(isShortSpan, { error: `at most ${MAX_DAYS} days`, path: ['to'] });

export const Gaps = z
  .strictObject({
    total: Count,
    items: z.array(
      z.strictObject({
        shipmentId: Id,
        orderExternalId: z.string(),
        brand: BilingualText,
        day: CalendarDate,
        handedOverAt: Instant,
        stages: z.array(z.strictObject({ stage: z.string(), name: BilingualText })),
      }),
    ),
  })
  .meta({ id: 'EvidenceGaps' });

/** `labelWithoutEvidence`: what happens when a label is scanned and an earlier stage was not recorded. */
export const EvidenceSettings = z
  .strictObject({ labelWithoutEvidence: z.enum(['off', 'warn', 'block']).default('warn') })
  .meta({ id: 'EvidenceSettings' });

export type WaiverBody = z.infer<typeof WaiverBody>;
export type Waiver = z.infer<typeof Waiver>;
export type Coverage = z.infer<typeof Coverage>;
export type CoverageQuery = z.infer<typeof CoverageQuery>;
export type Gaps = z.infer<typeof Gaps>;
export type GapsQuery = z.infer<typeof GapsQuery>;
export type EvidenceSettings = z.infer<typeof EvidenceSettings>;

function isShortSpan({ from, to }: { from: string; to: string }): boolean {
  const span = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return Number.isNaN(span) || (span >= 0 && span < MAX_DAYS);
}
