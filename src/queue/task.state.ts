import type { Moves } from '../database/lifecycle.js';

export type TaskState = 'waiting' | 'ready' | 'claimed' | 'completed' | 'cancelled';

/**
 * The life of a stage's work on one shipment. It waits for its release and for the stages before it, is `ready` to be claimed,
 * and goes back to `ready` when the lease ends without a completion. `… → waiting`: the plan was moved to a
 * later release, or the shipment is held.
 */
export const TASK_MOVES = {
  waiting: ['ready', 'cancelled'],
  ready: ['waiting', 'claimed', 'cancelled'],
  claimed: ['waiting', 'ready', 'completed', 'cancelled'],
  completed: [],
  cancelled: [],
} as const satisfies Moves<TaskState>;
