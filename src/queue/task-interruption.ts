import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { rows } from '../database/sql.js';
import { appendTimeline } from '../timeline/timeline.js';

/** Why staff take a task out of a packer's hands without cancelling it. */
export type Interruption = 'held' | 'reassigned' | 'split' | 'consolidated';

interface InterruptedRow extends Record<string, unknown> {
  id: string;
  brandId: string;
  orderId: string;
  shipmentId: string;
  stage: string;
}

// The rows are locked by the caller. Whoever takes it next starts the stage again: `attempt` grows with that claim. A station
// that has lost contact is stopped as well: when it comes back, its lease must not be revived over what staff have changed.
const INTERRUPT = `
  with interrupted as (
    update tasks t set state = case when $2 = 'held' then 'waiting' else 'ready' end,
      ready_at = case when $2 = 'held' then null else now() end, station_id = null, packer_id = null,
      cart_id = null, lease_until = null, ticketed_at = null, updated_at = now()
    where t.id = any($1::uuid[]) and t.state = 'claimed' returning t.id, t.token, t.brand_id, t.shipment_id, t.stage
  ), ended as (
    update leases l set ended_at = now(), end_reason = 'stopped', stop_reason = $2
    from interrupted i where l.task_id = i.id and l.token = i.token and l.ended_at is null
  ), silent as (
    update leases l set end_reason = 'stopped', stop_reason = $2 from tasks t
    where t.id = any($1::uuid[]) and t.state in ('waiting', 'ready') and l.task_id = t.id and l.token = t.token
      and l.end_reason = 'lapsed'
  )
  select i.id, i.brand_id as "brandId", s.order_id as "orderId", i.shipment_id as "shipmentId", i.stage
  from interrupted i join shipments s on s.id = i.shipment_id`;

/**
 * Takes tasks out of packers' hands, in the caller's transaction, which has locked them. Their next heartbeat or action says
 * so; what they have scanned stays on record.
 * @returns ids of the tasks that somebody was working on
 */
export async function interruptTasks(
  manager: EntityManager,
  taskIds: readonly string[],
  why: Interruption,
  actor: Actor,
): Promise<string[]> {
  const interrupted = await rows<InterruptedRow>(manager, INTERRUPT, [taskIds, why]);
  const occurredAt = new Date();
  await appendTimeline(
    manager,
    interrupted.map(({ id, stage, ...subject }) => ({
      ...{ ...subject, taskId: id, actor, occurredAt },
      kind: 'task_stopped' as const,
      data: { stage, why },
    })),
  );
  return interrupted.map(({ id }) => id);
}
