/**
 * When a task is due, and its place in a pool's queue.
 *
 * A rank is a head start, never a strict priority: an order enters the line as if it had arrived earlier, so all orders
 * age alike and nobody waits for ever. The promised ship-by caps every due time, so no rank can cost another order its
 * promise.
 */

/** Range of a BullMQ priority; jobs without one would run before all others. */
export const MIN_PRIORITY = 1;
export const MAX_PRIORITY = 2_097_151;

const MINUTE_MS = 60_000;

export interface DueInput {
  /** When the order's clock starts: the later of placing (capped at receipt) and release. */
  arrivedAt: Date;
  /** The rank's lead: how long after arrival its orders are due. A smaller lead is a longer head start. */
  leadMinutes: number;
  shipBy: Date;
  /** Minutes of work in this stage and in all later ones. */
  handlingMinutes: number;
}

/** `term` says which of the two decided, so that a position in the queue can be explained. */
export interface Due {
  due: Date;
  term: 'lead' | 'ship_by';
}

/** due = min(arrival + lead of the rank, ship-by − work still to be done). */
export function dueOf({ arrivedAt, leadMinutes, shipBy, handlingMinutes }: DueInput): Due {
  const byLead = arrivedAt.getTime() + leadMinutes * MINUTE_MS;
  const byPromise = shipBy.getTime() - handlingMinutes * MINUTE_MS;
  return byLead <= byPromise
    ? { due: new Date(byLead), term: 'lead' }
    : { due: new Date(byPromise), term: 'ship_by' };
}

/**
 * A ticket's priority: whole minutes of `due` since the queue's epoch (table `queue_epoch`), clamped to BullMQ's range,
 * which covers four years. Inside one minute tickets go first in, first out.
 */
export function ticketPriority(due: Date, epoch: Date): number {
  const minutes = Math.floor((due.getTime() - epoch.getTime()) / MINUTE_MS);
  return Math.min(MAX_PRIORITY, Math.max(MIN_PRIORITY, minutes));
}
