/**
 * Which trucks are so nearly out of time that their orders go first, VIP or not.
 *
 * A head start is free as long as every truck has slack: station time left, less the work that must be on it and on every
 * truck before it. When the slack of one is nearly gone, that truck and those before it are guarded: their orders go by
 * ship-by until there is slack again. Hence a rank is paid out of spare time, never out of another order's truck.
 */

/**
 * Slack below which a truck is guarded, in mean service times per station. Fixed service times need 2: whatever the stations
 * have in hand, and one last order each. The rest covers service times that vary (docs/guarantee.md has the measurements).
 */
export const DEFAULT_GUARD_MARGIN = 4;

/**
 * The margin that real service times need: 2 for what is in hand and the last orders, and more the more they vary. In the
 * simulator it keeps the makeable trucks that are missed below 0.2 % up to a coefficient of variation of 1.5; 0.6, common in
 * packing, gives the default.
 * @param cv measured coefficient of variation of a stage's service times; null: too few are known, so the default
 */
export function measuredMargin(cv: number | null): number {
  return cv === null ? DEFAULT_GUARD_MARGIN : 2 + (10 / 3) * cv;
}

/** A guarded truck is let go only at this many times the margin, so that orders don't jump to and fro. */
const LET_GO = 1.25;

/**
 * What has no truck (its carrier has no calendar, or none comes any more) must leave by its ship-by. Such shipments are gathered
 * into trucks of so many minutes, rounded down, or 100,000 ship-bys would be 100,000 trucks to watch.
 */
export const PROMISE_STEP_MINUTES = 10;

export interface TruckLoad {
  id: string;
  /** Milliseconds: the last moment at which this pool's work for the truck may end (pickup − work of later stages). */
  leavesAt: number;
  /** Work of this pool that waits and must be on the truck. */
  workSec: number;
  /** Work of orders still expected for it before its order cut-off. */
  reserveSec: number;
}

export interface GuardInput {
  /** Milliseconds. */
  now: number;
  /** Stations at work in this pool. */
  stations: number;
  meanServiceSec: number;
  /** In mean service times per station; see DEFAULT_GUARD_MARGIN. */
  margin: number;
  /** In any order. Those that have left are judged but don't count against the others. */
  trucks: readonly TruckLoad[];
  /** Ids that the last verdict guarded. */
  guardedNow: ReadonlySet<string>;
}

export interface TruckVerdict {
  id: string;
  /** Station time to spare for this truck and all before it; negative when some orders won't make it. */
  slackSec: number;
  guarded: boolean;
  /** Stations short to make it, never more than there are orders; 0 when it will be made. */
  peopleMissing: number;
}

/** @returns a verdict a truck, in order of leaving */
export function guardTrucks(input: GuardInput): TruckVerdict[] {
  const inOrder = [...input.trucks].sort((a, b) => a.leavesAt - b.leavesAt || compareIds(a.id, b.id));
  const gone = inOrder.filter(({ leavesAt }) => leavesAt <= input.now);
  let needSec = 0;
  const ahead = inOrder.slice(gone.length).map((truck) => {
    needSec += truck.workSec + truck.reserveSec;
    return judge(truck, needSec, input);
  });
  guardThoseBefore(ahead);
  return [...gone.map((truck) => judgeGone(truck, input)), ...ahead];
}

/** @param needSec work that must be on this truck and on all before it */
function judge(truck: TruckLoad, needSec: number, input: GuardInput): TruckVerdict {
  const { stations, meanServiceSec } = input;
  const leftSec = (truck.leavesAt - input.now) / 1000;
  const slackSec = stations * leftSec - needSec;
  const margin = input.guardedNow.has(truck.id) ? input.margin * LET_GO : input.margin;
  const short = Math.ceil(needSec / leftSec) - stations;
  return {
    id: truck.id,
    slackSec,
    guarded: needSec > 0 && slackSec < margin * meanServiceSec * stations,
    peopleMissing: Math.max(0, Math.min(short, ordersIn(needSec, input))),
  };
}

/** It has left: going first can't bring its orders there, and would cost the next truck time. */
function judgeGone({ id, workSec }: TruckLoad, input: GuardInput): TruckVerdict {
  return { id, slackSec: -workSec, guarded: false, peopleMissing: ordersIn(workSec, input) };
}

/** Orders for an earlier truck go before those of a guarded one, so they are guarded too. */
function guardThoseBefore(verdicts: readonly TruckVerdict[]): void {
  let guarded = false;
  for (const verdict of [...verdicts].reverse()) {
    guarded ||= verdict.guarded;
    verdict.guarded = guarded;
  }
}

function ordersIn(workSec: number, { meanServiceSec }: GuardInput): number {
  return meanServiceSec > 0 ? Math.ceil(workSec / meanServiceSec) : 0;
}

function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
