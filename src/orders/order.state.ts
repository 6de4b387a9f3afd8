import type { Moves } from '../database/lifecycle.js';

export type OrderState = 'open' | 'cancelled' | 'completed';

/** The life of an order: completed when all its parcels have arrived, cancelled as long as they are in the house. */
export const ORDER_MOVES = {
  open: ['cancelled', 'completed'],
  cancelled: [],
  completed: [],
} as const satisfies Moves<OrderState>;
