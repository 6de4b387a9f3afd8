import { z } from 'zod';
import { BilingualText, Id, Instant, shortText } from '../http/common.contract.js';

export const InterventionShipmentParams = z.strictObject({ shipmentId: Id });
export const InterventionTaskParams = z.strictObject({ taskId: Id });

/** Why staff intervened. `note`: their own words; they stay out of the record that can't be changed. */
export const InterventionReason = z.enum([
  'customer_asked',
  'address_check',
  'payment_check',
  'stock',
  'damage',
  'deadline',
  'box_too_small',
  'same_recipient',
  'station_problem',
  'mistake',
  'other',
]);

const why = { reason: InterventionReason, note: shortText(300).optional() };

/** Body of hold, release-hold and cancel. */
export const ReasonBody = z.strictObject(why).meta({ id: 'ReasonBody' });

/** `startBy`: the place in line that it gets; left out: now. It never moves a task back. */
export const ExpediteBody = z
  .strictObject({ ...why, startBy: Instant.optional() })
  .meta({ id: 'ExpediteBody' });

/** `stationId`: the bench that gets it next, for ten minutes; null: back into the line for anybody. */
export const ReassignBody = z.strictObject({ ...why, stationId: Id.nullable() }).meta({ id: 'ReassignBody' });

/** What goes into a box of its own. */
export const SplitBody = z
  .strictObject({
    ...why,
    lines: z
      .array(z.strictObject({ shipmentLineId: Id, quantity: z.int().min(1).max(9999) }))
      .min(1)
      .max(200),
  })
  .meta({ id: 'SplitBody' });

/** The shipments whose goods join the one in the address. */
export const ConsolidateBody = z
  .strictObject({ ...why, shipmentIds: z.array(Id).min(1).max(20) })
  .meta({ id: 'ConsolidateBody' });

/** What came out of it. `stopped`: tasks whose packer is told with the next heartbeat. */
export const InterventionResult = z
  .strictObject({
    interventionId: Id,
    shipmentId: Id,
    newShipmentId: Id.nullable(),
    changed: z.boolean().meta({ description: 'false: it was so already' }),
    stopped: z.array(Id),
    waits: z
      .strictObject({
        code: z.enum(['payment', 'release']),
        until: Instant.nullable().meta({ description: 'null: nobody knows yet' }),
        text: BilingualText,
      })
      .nullable()
      .meta({ description: 'it has its place, but may not be worked on yet; null: it may' }),
  })
  .meta({ id: 'InterventionResult' });

export type ReasonBody = z.infer<typeof ReasonBody>;
export type ExpediteBody = z.infer<typeof ExpediteBody>;
export type ReassignBody = z.infer<typeof ReassignBody>;
export type SplitBody = z.infer<typeof SplitBody>;
export type ConsolidateBody = z.infer<typeof ConsolidateBody>;
export type InterventionResult = z.infer<typeof InterventionResult>;
