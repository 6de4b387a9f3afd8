import { z } from 'zod';
import { BilingualText, Id, Instant } from '../../http/common.contract.js';

export const PositionTaskParams = z.strictObject({ taskId: Id });
export const PositionShipmentParams = z.strictObject({ shipmentId: Id });

const Reason = z.strictObject({ code: z.string(), text: BilingualText });

/** A later order that was started first, and why that was allowed. `orderExternalId` null: another brand's. */
export const Overtaking = z
  .strictObject({
    taskId: Id,
    orderExternalId: z.string().nullable(),
    rank: z.string().nullable(),
    arrivedAt: Instant,
    startedAt: Instant,
    why: Reason,
  })
  .meta({ id: 'Overtaking' });

export const PositionChange = z
  .strictObject({ at: Instant, cause: z.string(), from: Instant, to: Instant, text: BilingualText })
  .meta({ id: 'PositionChange' });

/** Why a task stands where it stands: GET /v1/tasks/{taskId}/position and /v1/shipments/{shipmentId}/position. */
export const TaskPosition = z
  .strictObject({
    taskId: Id,
    shipmentId: Id,
    orderExternalId: z.string(),
    stage: z.string(),
    pool: z.string(),
    state: z.enum(['waiting', 'ready', 'claimed', 'completed', 'cancelled']),
    arrivedAt: Instant,
    releaseAt: Instant.nullable(),
    due: Instant,
    deadline: Instant.nullable(),
    shipBy: Instant,
    carrier: z.string().nullable(),
    pickupAt: Instant.nullable(),
    decidedBy: Reason.meta({ description: 'which term decided the place in line' }),
    rank: z.strictObject({
      code: z.string(),
      name: BilingualText,
      source: z.enum(['default', 'external', 'rules']),
      headStartMinutes: z.int(),
      recordedAt: Instant,
      text: BilingualText,
    }),
    ahead: z.strictObject({
      tasks: z.int(),
      inWork: z.int(),
      workMinutes: z.number(),
      stations: z.number(),
    }),
    expectedStart: Instant.nullable(),
    guaranteedLatestStart: Instant.nullable(),
    guarantee: Reason,
    guaranteeRemark: Reason.nullable().meta({
      description:
        'what the guarantee alone does not keep: its truck, or its ship-by where no truck is known',
    }),
    overtakenBy: z.strictObject({ total: z.int(), orders: z.array(Overtaking) }),
    changes: z.array(PositionChange),
  })
  .meta({ id: 'TaskPosition' });

export type TaskPosition = z.infer<typeof TaskPosition>;
