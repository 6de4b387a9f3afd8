import { type Executor, firstRow } from '../database/sql.js';
import { LABEL_MARGIN_MS } from './clip.label.js';

const ms = (interval: string) => `extract(epoch from ${interval}) * 1000`;

// What another station scanned, and what the server noted with a claim, has another clock than the clip: both are read by
// the server's, and of two times the earlier one counts.
const OTHER_CLOCK = ms(`least(s.occurred_at, s.recorded_at) - (c.started_at - interval '1 millisecond'
  * greatest(-86400000, least(86400000, coalesce((c.clock ->> 'startOffsetMs')::bigint, 0))))`);

/**
 * When labels of the parcel of the clip `c` were first scanned, at whatever stage, in milliseconds into the clip; null:
 * never. What was scanned before the clip's lease began, or with its claim, has lain there since its first frame.
 */
export const LABEL_SIGHT_MS = `(
  select floor(min(case
      when s.recorded_at <= l.from_at or (s.result = 'claimed' and s.recorded_at <= c.opened_at) then 0
      when s.station_id = c.station_id and s.result <> 'claimed' then ${ms('s.occurred_at - c.started_at')}
      else ${OTHER_CLOCK} end))
  from tasks own join tasks any_of on any_of.shipment_id = own.shipment_id join scans s on s.task_id = any_of.id
    left join leases l on l.task_id = c.task_id and l.token = c.token
  where own.id = c.task_id and s.label_seen)`;

/** The moment from which on nothing of the clip `c` is for customers, 0 or less: nothing at all; null: all of it is. Scans that came late count. */
export const LABEL_CUT_MS = `least(c.label_at_ms, ${LABEL_SIGHT_MS} - ${LABEL_MARGIN_MS})`;

const FIND = `select ${LABEL_SIGHT_MS}::double precision as at_ms from clips c where c.id = $1`;

/** First scan of a label near a clip, in milliseconds into it, negative before it; null when there was none. */
export async function labelSightMs(on: Executor, clipId: string): Promise<number | null> {
  return (await firstRow<{ at_ms: number | null }>(on, FIND, [clipId]))?.at_ms ?? null;
}
