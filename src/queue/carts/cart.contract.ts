import { z } from 'zod';
import { BilingualText, Id, Instant, plainText } from '../../http/common.contract.js';
import { StageCode } from '../../shipments/shipments.contract.js';
import { HeldTask } from '../queue.contract.js';

export const MAX_CART = 50;

/** POST /v1/station/carts: up to `size` orders for one picking trip. The same key again gives the same cart. */
export const CartBody = z
  .strictObject({
    key: plainText(8, 100),
    stage: StageCode.optional().meta({ description: 'of one stage only; left out: whatever is most urgent' }),
    size: z.int().min(1).max(MAX_CART),
    bendMinutes: z.int().min(0).max(1_440).default(0).meta({
      description:
        'by how much the order of the line may bend to stay in one zone of the warehouse; 0: not at all',
    }),
  })
  .meta({ id: 'CartBody' });

/** `passedOver`: the most that any order of the cart left behind. Each task is kept, worked on and given back by its own token. */
export const CartResult = z
  .strictObject({
    cart: z
      .strictObject({
        id: Id,
        stage: z.string(),
        pool: z.string(),
        bendMinutes: z.int(),
        passedOver: z.int(),
        tasks: z.array(HeldTask),
      })
      .nullable(),
    nextReleaseAt: Instant.nullable(),
  })
  .meta({ id: 'CartResult' });

export const CartParams = z.strictObject({ cartId: Id });

/** POST /v1/station/carts/{cartId}/heartbeat: every lease of the cart at once; an answer for each token. */
export const CartHeartbeatBody = z
  .strictObject({
    tasks: z
      .array(z.strictObject({ taskId: Id, token: z.int().min(1) }))
      .min(1)
      .max(MAX_CART),
  })
  .meta({ id: 'CartHeartbeatBody' });

/** `refused`: the code that a heartbeat of that task alone would have been refused with. */
export const CartHeartbeatResult = z
  .strictObject({
    serverTime: Instant,
    tasks: z.array(
      z.strictObject({
        taskId: Id,
        leaseUntil: Instant.nullable(),
        stop: z.strictObject({ code: z.string(), text: BilingualText }).nullable(),
        refused: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CartHeartbeatResult' });

export type CartBody = z.infer<typeof CartBody>;
export type CartHeartbeatBody = z.infer<typeof CartHeartbeatBody>;
export type CartHeartbeatResult = z.infer<typeof CartHeartbeatResult>;
