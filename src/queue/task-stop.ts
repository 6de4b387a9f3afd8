import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { rows } from '../database/sql.js';
import { appendTimeline } from '../timeline/timeline.js';
import { TASK_MOVES } from './task.state.js';

export interface StopTasksInput {
  brandId: string;
  shipmentIds: readonly string[];
  why: 'cancelled' | 'refunded' | 'readdressed';
  actor: Actor;
}

interface StoppedRow {
  id: string;
  shipment_id: string;
  order_id: string;
  stage: string;
  was_claimed: boolean;
}

const STOP_TASKS = `
  with stopping as (
    select id, shipment_id, stage, token, state = 'claimed' as was_claimed
    from tasks
    where brand_id = $1 and shipment_id = any($2::uuid[]) and state ${inSourcesOf(TASK_MOVES, 'cancelled')}
    order by id for update
  ), stopped as (
    update tasks t set state = 'cancelled', stop_reason = $3, cancelled_at = now(), updated_at = now(), ticketed_at = null
    from stopping s where t.id = s.id
  ), ended as (
    update leases l set ended_at = now(), end_reason = 'cancelled'
    from stopping s where l.task_id = s.id and l.token = s.token and s.was_claimed and l.ended_at is null
  )
  select s.id, s.shipment_id, h.order_id, s.stage, s.was_claimed
  from stopping s join shipments h on h.id = s.shipment_id`;

/**
 * Stops the work on shipments whose order was cancelled, refunded or re-addressed, in the caller's transaction: tasks
 * that aren't completed become `cancelled`, leases end, and a packer who holds one is told with the next heartbeat or
 * action. Tickets stay behind; they lose at the row.
 * @returns ids of the stopped tasks
 */
export async function stopTasks(manager: EntityManager, input: StopTasksInput): Promise<string[]> {
  const { brandId, shipmentIds, why, actor } = input;
  const stopped = await rows<StoppedRow>(manager, STOP_TASKS, [brandId, shipmentIds, why]);
  const occurredAt = new Date();
  await appendTimeline(
    manager,
    stopped
      .filter((task) => task.was_claimed)
      .map((task) => ({
        brandId,
        orderId: task.order_id,
        shipmentId: task.shipment_id,
        taskId: task.id,
        kind: 'task_stopped' as const,
        data: { stage: task.stage, why },
        actor,
        occurredAt,
      })),
  );
  return stopped.map((task) => task.id);
}
