import { z } from 'zod';
import { BilingualText, CalendarDate, Id, Instant, shortText } from '../http/common.contract.js';

const Count = z.int().min(0);

/** A shipment that is named, and why. */
export const NamedShipment = z
  .strictObject({ shipmentId: Id, orderExternalId: z.string(), why: z.string(), text: BilingualText })
  .meta({ id: 'NamedShipment' });

/**
 * A day's shipments: in = handed over + held + short + cancelled + carried over + unaccounted for. Stored as it is in
 * `day_closes.figures`: add members with defaults only. Lists name at most 200 each.
 */
export const DayCloseFigures = z
  .strictObject({
    in: z.strictObject({ total: Count, fromBefore: Count, arrived: Count }),
    handedOver: Count,
    held: Count,
    short: Count,
    cancelled: Count,
    carriedOver: Count,
    difference: z.int().meta({ description: 'in less everything that is accounted for; zero on a good day' }),
    carriedOverByReason: z.array(z.strictObject({ why: z.string(), text: BilingualText, count: Count })),
    unaccounted: z.array(NamedShipment),
    missed: z.array(NamedShipment).meta({ description: 'carried over because they missed their truck' }),
  })
  .meta({ id: 'DayCloseFigures' });

export const DayClosed = z
  .strictObject({
    at: Instant,
    reason: z.string().nullable(),
    by: z.strictObject({ kind: z.string(), id: z.string() }),
  })
  .meta({ id: 'DayClosed' });

/** GET /v1/board/day-close?date= : what a close would find now, or what it found. */
export const DayClose = z
  .strictObject({
    date: CalendarDate,
    timeZone: z.string(),
    figures: DayCloseFigures,
    closed: DayClosed.nullable(),
  })
  .meta({ id: 'DayClose' });

export const DayCloseQuery = z.strictObject({
  date: CalendarDate.optional().meta({ description: 'left out: today in the warehouse' }),
});
export const DayCloseParams = z.strictObject({ date: CalendarDate });

/** `reason`: why the day is closed although something is unaccounted for. */
export const DayCloseBody = z
  .strictObject({ reason: shortText(300).optional() })
  .meta({ id: 'DayCloseBody' });

export type DayCloseFigures = z.infer<typeof DayCloseFigures>;
export type DayClose = z.infer<typeof DayClose>;
export type DayCloseQuery = z.infer<typeof DayCloseQuery>;
export type DayCloseBody = z.infer<typeof DayCloseBody>;
