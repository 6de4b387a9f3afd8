/**
 * Who may act on a task. Every action carries the fencing token of its claim, and only a newer token refuses: a packer
 * whose network was away longer than the lease goes on working as long as nobody else has taken the task.
 */

const MAX_HEARTBEAT_SEC = 10;
const BEATS_PER_LEASE = 3;

/** How a lease ended; `stopped`: staff took the task out of the packer's hands. */
export type LeaseEnd = 'completed' | 'released' | 'lapsed' | 'cancelled' | 'stopped';

/** What is known of a task when an action on it is judged. */
export interface HeldState {
  state: 'waiting' | 'ready' | 'claimed' | 'completed' | 'cancelled';
  token: number;
  /** Who holds the task now, or held it last. */
  stationId: string | null;
  /** How the lease with the action's token ended, and whose it was; undefined when there never was one. */
  lease?: { stationId: string; endReason: LeaseEnd | null };
}

/** `lapsed`: nobody has taken it since, so the holder may go on after reviving the lease. */
export type Holding = 'held' | 'lapsed' | 'newer_token' | 'task_stopped' | 'task_completed' | 'task_not_held';

/** Judges an action that a station sends with a token. */
export function holdingOf(task: HeldState, stationId: string, token: number): Holding {
  if (task.lease?.stationId !== stationId) return 'task_not_held';
  if (token < task.token) return 'newer_token';
  if (task.state === 'cancelled' || task.lease.endReason === 'stopped') return 'task_stopped';
  if (task.state === 'completed') return 'task_completed';
  if (task.state === 'claimed') return 'held';
  return task.lease.endReason === 'lapsed' ? 'lapsed' : 'task_not_held';
}

/** How often a station reports, in seconds: every ten, more often where a warehouse has set short leases. */
export function heartbeatEverySec(leaseMs: number): number {
  const third = Math.floor(leaseMs / 1000 / BEATS_PER_LEASE);
  return Math.min(MAX_HEARTBEAT_SEC, Math.max(1, third));
}
