import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, firstRow, rows } from '../database/sql.js';
import type { HeldTaskRow } from '../queue/held-task.js';
import { appendTimeline } from '../timeline/timeline.js';
import { EXCEPTION_MOVES } from './exception.state.js';
import type { ExceptionFacts } from './task-facts.js';

/** Who acts on a held task, and when by the station's clock. */
export interface ActionContext {
  held: HeldTaskRow;
  actor: Actor;
  occurredAt: Date;
}

export interface NewException {
  id: string;
  kind: 'swap' | 'short_pick';
  shipmentLineId: string;
  quantity: number;
  defect: string;
  checkItemId?: string | null;
}

const INSERT_EXCEPTION = `insert into item_exceptions
    (id, brand_id, shipment_id, task_id, shipment_line_id, kind, quantity, check_item_id, defect)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const RESOLVE = `update item_exceptions set state = 'resolved', resolved_at = now()
  where id = $1 and task_id = $2 and state ${inSourcesOf(EXCEPTION_MOVES, 'resolved')}`;

const START_AGAIN = `update tasks set attempt = attempt + 1, updated_at = now() where id = $1 returning attempt`;

/** Opens a swap or a short pick and tells the timeline. */
export async function insertException(
  manager: EntityManager,
  { held, actor, occurredAt }: ActionContext,
  exception: NewException,
): Promise<void> {
  const { id, kind, shipmentLineId, quantity, defect, checkItemId } = exception;
  await rows(manager, INSERT_EXCEPTION, [
    ...[id, held.brandId, held.shipmentId, held.id, shipmentLineId],
    ...[kind, quantity, checkItemId ?? null, defect],
  ]);
  const subject = { ...subjectOf(held), actor, occurredAt };
  await appendTimeline(
    manager,
    kind === 'swap'
      ? { ...subject, kind: 'swap_opened', data: { exceptionId: id, shipmentLineId, defect } }
      : { ...subject, kind: 'short_picked', data: { exceptionId: id, shipmentLineId, quantity } },
  );
}

/**
 * Settles a swap or a short pick. After a swap the stage starts again: what the replaced item was counted and checked with
 * says nothing about the new one.
 * @returns the attempt that counts from now on
 */
export async function settleException(
  manager: EntityManager,
  { held, actor, occurredAt }: ActionContext,
  exception: ExceptionFacts,
): Promise<number> {
  const settled = await affected(manager, RESOLVE, [exception.id, held.id]);
  if (settled === 0 || exception.kind === 'short_pick') return held.attempt;
  const { shipmentLineId, defect } = exception;
  await appendTimeline(manager, {
    ...subjectOf(held),
    kind: 'swap_resolved',
    data: { exceptionId: exception.id, shipmentLineId, defect },
    actor,
    occurredAt,
  });
  const row = await firstRow<{ attempt: number }>(manager, START_AGAIN, [held.id]);
  return row?.attempt ?? held.attempt;
}

/** The ids under which a held task's events are told. */
export function subjectOf(held: Pick<HeldTaskRow, 'id' | 'brandId' | 'orderId' | 'shipmentId'>) {
  return { brandId: held.brandId, orderId: held.orderId, shipmentId: held.shipmentId, taskId: held.id };
}
