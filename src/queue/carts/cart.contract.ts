import { z } from 'zod';
import { BilingualText, Id, Instant, plainText } from '../../http/common.contract.js';
import { StageCode } from '../../shipments/shipments.contract.js';
import { HeldTask } from '../queue.contract.js';
import { MAX_CART } from '../queue-settings.contract.js';

/** POST /v1/station/carts: up to `size` orders for one picking trip. The same key again gives the same cart. */
export const CartBody = z
  .strictObject({
    key: plainText(8, 100),
    stage: StageCode.optional().meta({ description: 'of one stage only; left out: whatever is most urgent' }),
    size: z.int().min(1).max(MAX_CART).meta({
      description: 'at most as many as the warehouse’s cart of the stage has places, where it states one',
    }),
    bendMinutes: z.int().min(0).max(1_440).default(0).meta({
      description:
        'by how much the order of the line may bend to stay in one zone of the warehouse; 0: not at all. At most what the warehouse’s settings state for the stage (`carts`), and nothing where they state nothing; the answer names what held',
    }),
  })
  .meta({ id: 'CartBody' });

const Stop = z.strictObject({ code: z.string(), text: BilingualText }).nullable();

/** An order's place on the cart, which it keeps until the trip is over. `end` null: in hand; `stop`: why staff took it away. */
export const CartOrder = z
  .strictObject({
    slot: z.int(),
    taskId: Id,
    token: z.int(),
    orderExternalId: z.string(),
    zone: z.string().nullable().meta({ description: 'the one zone that all its shelves lie in' }),
    shelves: z.array(z.string()),
    end: z.enum(['completed', 'released', 'lapsed', 'cancelled', 'stopped']).nullable(),
    stop: Stop,
  })
  .meta({ id: 'CartOrder' });

/**
 * `tasks`: what the station still holds of it, each kept, worked on and given back by its own token; `orders`: all that were
 * taken. `passedOver`: the most that any order of the cart left behind.
 */
export const Cart = z
  .strictObject({
    id: Id,
    stage: z.string(),
    pool: z.string(),
    bendMinutes: z.int(),
    passedOver: z.int(),
    tasks: z.array(HeldTask),
    orders: z.array(CartOrder),
  })
  .meta({ id: 'Cart' });

export const CartResult = z
  .strictObject({ cart: Cart.nullable(), nextReleaseAt: Instant.nullable() })
  .meta({ id: 'CartResult' });

/** GET /v1/station/carts: the carts that the warehouse's settings offer, and the one that this station is at. */
export const StationCarts = z
  .strictObject({
    offers: z.array(
      z.strictObject({ stage: z.string(), name: BilingualText, orders: z.int(), bendMinutes: z.int() }),
    ),
    openCartId: Id.nullable(),
  })
  .meta({ id: 'StationCarts' });

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
        stop: Stop,
        refused: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CartHeartbeatResult' });

export type Cart = z.infer<typeof Cart>;
export type CartOrder = z.infer<typeof CartOrder>;
export type CartBody = z.infer<typeof CartBody>;
export type CartHeartbeatBody = z.infer<typeof CartHeartbeatBody>;
export type CartHeartbeatResult = z.infer<typeof CartHeartbeatResult>;
export type StationCarts = z.infer<typeof StationCarts>;
