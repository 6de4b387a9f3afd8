import { z } from 'zod';
import { CalendarDate, Instant, shortText } from '../http/common.contract.js';
import { RankCode } from '../ranks/ranks.contract.js';
import { Carrier } from '../shipments/shipments.contract.js';

const LocalTime = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time of day from 00:00 to 23:59');

const Weekdays = z
  .array(z.int().min(1).max(7))
  .max(7)
  .refine((days) => new Set(days).size === days.length, 'names a weekday twice')
  .meta({ description: 'ISO weekdays: 1 is Monday, 7 Sunday' });

const service = shortText(40)
  .nullable()
  .default(null)
  .meta({ description: 'for this service only; null: for all services without lines of their own' });

/** A carrier's call. A time that the clock skips is the moment of the jump; one that comes twice is the first of the two. */
export const Pickup = z
  .strictObject({
    carrier: Carrier,
    service,
    localTime: LocalTime.meta({ description: 'when the truck leaves, on the warehouse’s clock' }),
    weekdays: Weekdays,
    validFrom: CalendarDate.nullable().default(null),
    validUntil: CalendarDate.nullable().default(null),
    extraDays: z.array(CalendarDate).max(100).default([]).meta({
      description: 'it also calls on these days, whatever weekday they are and even if the day is closed',
    }),
  })
  .meta({ id: 'Pickup' });

/** GET and PUT /v1/pickups: the warehouse's whole calendar. */
export const PickupList = z.strictObject({ pickups: z.array(Pickup).max(300) }).meta({ id: 'PickupList' });

export const ClosedDay = z
  .strictObject({
    day: CalendarDate,
    carrier: Carrier.nullable()
      .default(null)
      .meta({ description: 'the carrier that does not come; null: the warehouse is closed' }),
    name: shortText(100).nullable().default(null),
  })
  .meta({ id: 'ClosedDay' });

/** GET and PUT /v1/closed-days: all closed days of the warehouse. */
export const ClosedDayList = z
  .strictObject({ days: z.array(ClosedDay).max(1_000) })
  .meta({ id: 'ClosedDayList' });

export const OrderCutoff = z
  .strictObject({
    rank: RankCode.nullable()
      .default(null)
      .meta({ description: 'a rank with lines of its own; null: every other rank' }),
    localTime: LocalTime.meta({
      description: 'an order before it ships the same day, on the brand’s clock',
    }),
    weekdays: Weekdays.min(1),
  })
  .meta({ id: 'OrderCutoff' });

/** GET and PUT /v1/order-cutoffs: all cut-offs of the brand. */
export const OrderCutoffList = z
  .strictObject({ cutoffs: z.array(OrderCutoff).max(200) })
  .meta({ id: 'OrderCutoffList' });

/** GET /v1/pickups/upcoming?carrier=&from=&days= */
export const UpcomingQuery = z.strictObject({
  carrier: Carrier.optional(),
  from: Instant.optional().meta({ description: 'left out: now' }),
  days: z.coerce.number().int().min(1).max(60).default(7),
});

export const UpcomingPickups = z
  .strictObject({
    timeZone: z.string(),
    pickups: z.array(
      z.strictObject({
        carrier: Carrier,
        service: z.string().nullable(),
        at: Instant,
        day: CalendarDate.meta({ description: 'of the warehouse' }),
      }),
    ),
  })
  .meta({ id: 'UpcomingPickups' });

export type Pickup = z.infer<typeof Pickup>;
export type ClosedDay = z.infer<typeof ClosedDay>;
export type OrderCutoff = z.infer<typeof OrderCutoff>;
export type UpcomingQuery = z.infer<typeof UpcomingQuery>;
export type UpcomingPickups = z.infer<typeof UpcomingPickups>;
