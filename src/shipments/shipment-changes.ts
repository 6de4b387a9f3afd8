import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { type BulkRow, BulkStatement } from '../database/bulk-insert.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected } from '../database/sql.js';
import { stopTasks, type StopTasksInput } from '../queue/task-stop.js';
import type { PlannedTask } from './plan-shipments.js';
import type { HouseShipment, HouseTask } from './reconcile-shipments.js';
import { SHIPMENT_MOVES } from './shipment.state.js';

/** Set-based changes of shipments that exist: new plans, stopped ones, labels that no longer hold. */

const SHIPMENT_PLANS = new BulkStatement(
  'bulk_update_shipments',
  {
    id: 'uuid',
    brand_id: 'uuid',
    release_at: 'timestamptz',
    arrived_at: 'timestamptz',
    ship_by: 'timestamptz',
    pickup_at: 'timestamptz',
    planned_ship_date: 'date',
    delivery_date: 'date',
    delivery_window: 'text',
    carrier: 'text',
    service: 'text',
    flags: 'text[]',
    lead_minutes: 'integer',
    head_start_minutes: 'integer',
    head_start_limit: 'text',
  },
  (
    source,
  ) => `update shipments s set release_at = r.release_at, arrived_at = r.arrived_at, ship_by = r.ship_by,
      pickup_at = r.pickup_at, planned_ship_date = r.planned_ship_date, delivery_date = r.delivery_date, delivery_window = r.delivery_window,
      carrier = r.carrier, service = r.service, flags = r.flags, lead_minutes = r.lead_minutes,
      head_start_minutes = r.head_start_minutes, head_start_limit = r.head_start_limit,
      missed_pickup_at = case when r.pickup_at > r.ship_by then s.missed_pickup_at end, updated_at = now()
    from ${source} where s.id = r.id and s.brand_id = r.brand_id`,
);

// Guarded by the state that was read under the lock; a place that moved needs a new ticket. The guard looks at it again.
const TASK_PLANS = new BulkStatement(
  'bulk_update_tasks',
  {
    id: 'uuid',
    brand_id: 'uuid',
    from_state: 'text',
    state: 'text',
    release_at: 'timestamptz',
    due: 'timestamptz',
    due_term: 'text',
    deadline: 'timestamptz',
    pool: 'text',
  },
  (
    source,
  ) => `update tasks t set state = case when t.held and r.state = 'ready' then 'waiting' else r.state end, release_at = r.release_at, 
      due = case when t.due_term = 'expedited' then least(t.due, r.due) else r.due end,
      due_term = case when t.due_term = 'expedited' then t.due_term else r.due_term end,
      deadline = r.deadline, pool = coalesce(r.pool, t.pool),
      band = case when t.deadline = r.deadline then t.band else 1 end,
      ready_at = case when r.state = 'ready' and t.state <> 'ready' then now() else t.ready_at end,
      ticketed_at = case when t.due = r.due and t.deadline = r.deadline and t.pool = coalesce(r.pool, t.pool) and t.state = r.state
        then t.ticketed_at end,
      updated_at = now()
    from ${source} where t.id = r.id and t.brand_id = r.brand_id and t.state = r.from_state`,
);

const HEAD_STARTS = new BulkStatement(
  'bulk_update_head_starts',
  {
    id: 'uuid',
    brand_id: 'uuid',
    lead_minutes: 'integer',
    head_start_minutes: 'integer',
    head_start_limit: 'text',
  },
  (
    source,
  ) => `update shipments s set lead_minutes = r.lead_minutes, head_start_minutes = r.head_start_minutes,
      head_start_limit = r.head_start_limit, updated_at = now()
    from ${source} where s.id = r.id and s.brand_id = r.brand_id`,
);

type RowOf<Statement> = Statement extends BulkStatement<infer Columns> ? BulkRow<Columns> : never;

export type ShipmentPlan = RowOf<typeof SHIPMENT_PLANS>;
export type TaskPlan = RowOf<typeof TASK_PLANS> & { id: string };

/** Writes new plans of shipments and their open tasks. The caller holds the locks of `lockOrders`. */
export async function updatePlans(
  manager: EntityManager,
  plans: { shipments: ShipmentPlan[]; tasks: TaskPlan[] },
): Promise<void> {
  await TASK_PLANS.run(manager, plans.tasks);
  await SHIPMENT_PLANS.run(manager, plans.shipments);
}

/** Keeps the head starts of a new rank with the shipments. The caller holds the locks of `lockOrders`. */
export async function updateHeadStarts(
  manager: EntityManager,
  headStarts: RowOf<typeof HEAD_STARTS>[],
): Promise<void> {
  await HEAD_STARTS.run(manager, headStarts);
}

interface TaskPlanContext {
  brandId: string;
  releaseAt: Date | null;
  now: Date;
  /** Null: the pool stays as it is. */
  pool?: string | null;
}

/** The plan of a task that is still open; null for one that is completed or stopped. */
export function taskPlan(
  shipment: HouseShipment,
  task: HouseTask,
  plan: PlannedTask,
  { brandId, releaseAt, now, pool = null }: TaskPlanContext,
): TaskPlan | null {
  if (task.state === 'completed' || task.state === 'cancelled') return null;
  const state = stateAfter(shipment, task, { releaseAt, now });
  return {
    id: task.id,
    brand_id: brandId,
    from_state: task.state,
    state,
    release_at: releaseAt,
    due: plan.due,
    due_term: plan.dueTerm,
    deadline: plan.deadline,
    pool,
  };
}

/** A task that may not start yet waits again; one whose release has come is ready if the stages before it are done. */
function stateAfter(
  shipment: HouseShipment,
  task: HouseTask,
  { releaseAt, now }: { releaseAt: Date | null; now: Date },
): HouseTask['state'] {
  const released = releaseAt !== null && releaseAt <= now;
  if (task.state === 'ready' && !released) return 'waiting';
  const wasReleased = shipment.releaseAt !== null && shipment.releaseAt <= now;
  if (task.state !== 'waiting' || !released || wasReleased) return task.state;
  const first = shipment.tasks.every(
    (other) => other.position >= task.position || other.state === 'completed',
  );
  return first ? 'ready' : 'waiting';
}

/**
 * Stops shipments that will not be shipped: their work, the shipments themselves and their labels.
 * @param why told to the packer who holds one of them
 */
export async function stopShipments(
  manager: EntityManager,
  { brandId, shipmentIds, why, actor }: StopTasksInput & { actor: Actor },
): Promise<void> {
  if (shipmentIds.length === 0) return;
  await stopTasks(manager, { brandId, shipmentIds, why, actor });
  await affected(
    manager,
    `update shipments set state = 'cancelled', cancelled_at = now(), updated_at = now()
     where brand_id = $1 and id = any($2::uuid[]) and state ${inSourcesOf(SHIPMENT_MOVES, 'cancelled')}`,
    [brandId, shipmentIds],
  );
  await voidWaybills(manager, brandId, shipmentIds, true);
}

/**
 * Voids waybills of shipments whose recipient has changed (the printed address is wrong) or that are stopped.
 * @param bound also those that are on a box already
 */
export async function voidWaybills(
  manager: EntityManager,
  brandId: string,
  shipmentIds: readonly string[],
  bound: boolean,
): Promise<void> {
  if (shipmentIds.length === 0) return;
  await affected(
    manager,
    `update waybills set voided_at = now() where brand_id = $1 and shipment_id = any($2::uuid[]) and voided_at is null
       and ($3 or bound_at is null)`,
    [brandId, shipmentIds, bound],
  );
}

/** Empties shipments nobody has touched, so that their lines can be written anew. */
export async function deleteShipmentLines(
  manager: EntityManager,
  brandId: string,
  shipmentIds: readonly string[],
): Promise<void> {
  if (shipmentIds.length === 0) return;
  const sql = 'delete from shipment_lines where brand_id = $1 and shipment_id = any($2::uuid[])';
  await affected(manager, sql, [brandId, shipmentIds]);
}
