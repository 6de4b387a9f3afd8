import { z } from 'zod';
import { ItemFlag } from '../items/items.contract.js';
import { shortText } from '../http/common.contract.js';
import { warningList } from '../http/warnings.js';
import { SETTINGS_WARNING_CODES } from './queue-settings.checks.js';
import { StageCode } from '../shipments/shipments.contract.js';

/** Codes of zones and skills stand in the names of queues: no colon, no comma, no equals sign. */
export const RequirementCode = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,29}$/, 'letters, digits, - and _, at most 30');

/** The most orders that one picking trip holds. */
export const MAX_CART = 50;

/** How a warehouse runs its queue. Stored as it is in `queue_settings.settings`: add members with defaults only. */
export const QueueSettings = z
  .strictObject({
    poolBy: z
      .array(z.enum(['zone', 'temperature', 'skill']))
      .max(3)
      .default([])
      .meta({ description: 'what separates pools; fewer pools give everybody a shorter longest wait' }),
    zones: z
      .array(z.strictObject({ code: RequirementCode, shelfPrefixes: z.array(shortText(40)).min(1).max(50) }))
      .max(50)
      .default([]),
    skills: z
      .array(z.strictObject({ code: RequirementCode, flags: z.array(ItemFlag).min(1).max(20) }))
      .max(20)
      .default([]),
    maxHeadStartMinutes: z.int().min(0).max(525_600).nullable().default(null).meta({
      description:
        'the longest head start that brands may give here, on the longest default lead of them all; null: no cap',
    }),
    guard: z
      .strictObject({
        on: z.boolean().default(true),
        margin: z
          .number()
          .min(0)
          .max(50)
          .nullable()
          .default(null)
          .meta({ description: 'in mean service times; null: measured from real ones' }),
      })
      .default({ on: true, margin: null }),
    carts: z
      .array(
        z.strictObject({
          stage: StageCode,
          orders: z.int().min(1).max(MAX_CART).meta({ description: 'places on the cart' }),
          bendMinutes: z.int().min(0).max(1_440).default(0),
        }),
      )
      .max(8)
      .refine((carts) => new Set(carts.map(({ stage }) => stage)).size === carts.length, 'one cart a stage')
      .default([])
      .meta({
        description:
          'stages at which the station page offers to take several orders on one trip; none: nowhere',
      }),
  })
  .meta({ id: 'QueueSettings' });

/** What PUT /v1/queue-settings answers: the settings, and what was taken although nobody can work by it yet. */
export const WrittenQueueSettings = QueueSettings.extend({
  warnings: warningList(SETTINGS_WARNING_CODES, 'what nobody can work by yet, and what to do'),
}).meta({ id: 'WrittenQueueSettings' });

export type QueueSettings = z.infer<typeof QueueSettings>;

export const DEFAULT_QUEUE_SETTINGS: QueueSettings = QueueSettings.parse({});
