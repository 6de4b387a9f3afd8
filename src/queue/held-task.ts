import type { EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { violatedConstraint } from '../database/pg-errors.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { type HeldState, holdingOf, type LeaseEnd } from './claim.lease.js';
import { say } from './station-text.js';

/** A task that the calling station holds, locked for the rest of the transaction. */
export interface HeldTaskRow {
  id: string;
  brandId: string;
  shipmentId: string;
  orderId: string;
  stage: string;
  attempt: number;
  token: number;
  leaseUntil: Date;
  leaseMs: number;
}

export type StopReason =
  'cancelled' | 'refunded' | 'readdressed' | 'held' | 'reassigned' | 'split' | 'consolidated';

interface JudgedRow {
  state: HeldState['state'];
  token: number;
  station_id: string | null;
  holder: string | null;
  stop_reason: StopReason | null;
  lease_station_id: string | null;
  end_reason: LeaseEnd | null;
}

// On a picking trip an order waits its turn: nobody scans it for a while, and it isn't forgotten for that.
const LEASE_MS = (firstScan: string) =>
  `(case when ${firstScan} is null and t.cart_id is null then w.lease_before_scan_ms else w.lease_after_scan_ms end)`;

/** One statement checks the token, locks the row and extends the lease. $5: whether something was scanned just now. */
const HOLD = {
  name: 'queue_hold_task',
  text: `update tasks t set updated_at = now(),
      first_scan_at = case when $5 then coalesce(t.first_scan_at, now()) else t.first_scan_at end,
      lease_until = now() + interval '1 millisecond' * ${LEASE_MS('(case when $5 then now() else t.first_scan_at end)')}
    from warehouses w, shipments s
    where t.id = $1 and t.warehouse_id = $2 and t.station_id = $3 and t.token = $4 and t.state = 'claimed'
      and w.id = t.warehouse_id and s.id = t.shipment_id
    returning t.id, t.brand_id as "brandId", t.shipment_id as "shipmentId", s.order_id as "orderId", t.stage, t.attempt,
      t.token::integer as token, t.lease_until as "leaseUntil", ${LEASE_MS('t.first_scan_at')} as "leaseMs"`,
};

const JUDGE = `
  select t.state, t.token::integer as token, t.station_id, h.name as holder,
    coalesce(l.stop_reason, t.stop_reason) as stop_reason,
    l.station_id as lease_station_id, l.end_reason
  from tasks t
  left join stations h on h.id = t.station_id
  left join leases l on l.task_id = t.id and l.token = $3
  where t.id = $1 and t.warehouse_id = $2
  for update of t`;

/**
 * The order goes back to its place on the cart that it was taken with; the two have one moment, being of one transaction. Not
 * beside what the station has taken since: it holds one order a stage, or one cart. Boards aren't told by a trigger of what
 * becomes claimed (src/queue/board-wake.ts); this is rare and nobody waits for it.
 */
const REVIVE = `
  with revived as (
    update tasks t set state = 'claimed', station_id = $2, packer_id = l.packer_id, ticketed_at = null, cart_id = c.id,
      lease_until = now() + w.lease_before_scan_ms * interval '1 millisecond', updated_at = now()
    from leases l
    left join carts c on c.station_id = l.station_id and c.created_at = l.from_at and l.taken_by = 'cart'
    cross join warehouses w
    where t.id = $1 and t.state = 'ready' and t.token = $3 and w.id = t.warehouse_id
      and l.task_id = t.id and l.token = t.token
      and not exists (select from tasks h where h.station_id = $2 and h.state = 'claimed' and case
        when h.cart_id is null or c.id is null then h.stage = t.stage else h.cart_id <> c.id end)
    returning t.id, t.token, t.warehouse_id
  ), again as (
    update leases l set ended_at = null, end_reason = null
    from revived r where l.task_id = r.id and l.token = r.token
  )
  select wake_board(r.warehouse_id) from revived r`;

/**
 * Checks that a station may act on a task with its token, locks the task until the transaction ends and extends the
 * lease: 2 minutes until the first scan, then 15 (settings of the warehouse). A lease that lapsed is revived as long as
 * nobody else has taken the task.
 * @throws AppError task_not_found, newer_token, task_not_held, task_stopped, task_completed
 */
export async function holdTask(
  manager: EntityManager,
  station: Pick<StationScope, 'stationId' | 'warehouseId'>,
  action: { taskId: string; token: number; scanned?: boolean },
): Promise<HeldTaskRow> {
  const { taskId, token, scanned = false } = action;
  const params = [taskId, station.warehouseId, station.stationId, token, scanned];
  const held = await firstRow<HeldTaskRow>(manager, HOLD, params);
  if (held) return held;
  const judged = await judge(manager, station, taskId, token);
  if (judged.holding !== 'lapsed') throw refusal(judged.holding, judged.row, taskId);
  await revive(manager, [taskId, station.stationId, token]);
  const revived = await firstRow<HeldTaskRow>(manager, HOLD, params);
  if (!revived) throw refusal('task_not_held', judged.row, taskId);
  return revived;
}

/** Does nothing where the station has something else in hand by now, also when it got that in this very moment. */
async function revive(manager: EntityManager, params: unknown[]): Promise<void> {
  try {
    await rows(manager, REVIVE, params);
  } catch (error) {
    if (violatedConstraint(error) !== 'tasks_one_per_stage_key') throw error;
    throw new AppError('task_not_held', 'This station has taken another order since: finish that one first.');
  }
}

/** Why the work on a task was stopped, for the station's screen; null when it goes on. */
export function stopOf(reason: StopReason | null) {
  return reason && { code: reason, text: say(`stop.${reason}`) };
}

/** How a station stands to a task with its token, and the row behind it. @throws AppError task_not_found */
export async function judge(
  on: Executor,
  station: Pick<StationScope, 'stationId' | 'warehouseId'>,
  taskId: string,
  token: number,
) {
  const row = await firstRow<JudgedRow>(on, JUDGE, [taskId, station.warehouseId, token]);
  if (!row) throw new AppError('task_not_found', 'No task of this warehouse has this id.');
  const lease = row.lease_station_id
    ? { stationId: row.lease_station_id, endReason: row.end_reason }
    : undefined;
  const state = { state: row.state, token: row.token, stationId: row.station_id, lease };
  return { row, holding: holdingOf(state, station.stationId, token) };
}

function refusal(
  holding: Exclude<ReturnType<typeof holdingOf>, 'lapsed'>,
  row: JudgedRow,
  taskId: string,
): AppError {
  switch (holding) {
    case 'newer_token':
      return new AppError(
        'newer_token',
        `${row.holder ? `Station ${row.holder}` : 'Another station'} has taken this order over: put the items aside for it.`,
        { taskId, holder: row.holder },
      );
    case 'task_stopped':
      return new AppError('task_stopped', say(`stop.${row.stop_reason ?? 'cancelled'}`).en, {
        taskId,
        stop: stopOf(row.stop_reason ?? 'cancelled'),
      });
    case 'task_completed':
      return new AppError('task_completed', 'This stage is completed; claim the next task.', { taskId });
    case 'held':
    case 'task_not_held':
      return new AppError('task_not_held', 'Claim this order first; use the token of that claim.', {
        taskId,
      });
  }
}
