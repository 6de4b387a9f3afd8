/**
 * When a task is due, and its place in a pool's queue.
 *
 * A rank is a head start, never a strict priority: an order enters the line as if it had arrived earlier, so all orders
 * age alike and nobody waits for ever. The promise (ship-by, or the truck that keeps it) caps every due time, so no rank can
 * cost another order its promise. When a truck is about to be missed, its orders go first by their deadlines (band 0).
 */

/** Range of a BullMQ priority; jobs without one would run before all others. */
export const MIN_PRIORITY = 1;
export const MAX_PRIORITY = 2_097_151;

/** Small numbers that are kept for the truck guard: minutes of deadlines, a month and a half of them. */
export const GUARD_PRIORITIES = 65_536;

const MINUTE_MS = 60_000;

/** 0: a truck is nearly missed, by deadline. 1: everything else, by due time. */
export type Band = 0 | 1;

export interface DueInput {
  /** When the order's clock starts: the later of placing (capped at receipt) and release. */
  arrivedAt: Date;
  /** The rank's lead: how long after arrival its orders are due. A smaller lead is a longer head start. */
  leadMinutes: number;
  /** Latest start of this stage that keeps the promise. */
  deadline: Date;
}

/** `term` says which of the two decided, so that a position in the queue can be explained. */
export interface Due {
  due: Date;
  term: 'lead' | 'ship_by';
}

/** due = min(arrival + lead of the rank, deadline). */
export function dueOf({ arrivedAt, leadMinutes, deadline }: DueInput): Due {
  const byLead = new Date(arrivedAt.getTime() + leadMinutes * MINUTE_MS);
  return byLead <= deadline ? { due: byLead, term: 'lead' } : { due: deadline, term: 'ship_by' };
}

/**
 * Latest start of a stage: the earlier of the ship-by and the truck, less the work still to be done.
 * @param handlingMinutes work in this stage and in all later ones
 */
export function deadlineOf(shipBy: Date, pickupAt: Date | null, handlingMinutes: number): Date {
  const leaves = pickupAt !== null && pickupAt < shipBy ? pickupAt : shipBy;
  return new Date(leaves.getTime() - handlingMinutes * MINUTE_MS);
}

/**
 * The lead that counts: a warehouse may cap the head start that brands give (Δ, in minutes; null: no cap).
 * @param standardLead the warehouse's: the longest default lead of the brands that it works for
 */
export function cappedLead(leadMinutes: number, standardLead: number, capMinutes: number | null): number {
  return capMinutes === null ? leadMinutes : Math.max(leadMinutes, standardLead - capMinutes);
}

/** From when minutes are counted: table `queue_epoch`. */
export interface QueueEpoch {
  epoch: Date;
  guardEpoch: Date;
}

/**
 * A ticket's priority: whole minutes since an epoch, clamped to its band's part of BullMQ's range. Inside one minute
 * tickets go first in, first out. Band 1 spans almost four years; the guard's deadlines are hours away.
 */
export function ticketPriority(place: { band: Band; placeAt: Date }, epochs: QueueEpoch): number {
  const minutes = (since: Date) => Math.floor((place.placeAt.getTime() - since.getTime()) / MINUTE_MS);
  return place.band === 0
    ? clamp(minutes(epochs.guardEpoch), MIN_PRIORITY, GUARD_PRIORITIES)
    : clamp(GUARD_PRIORITIES + minutes(epochs.epoch), GUARD_PRIORITIES + 1, MAX_PRIORITY);
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
