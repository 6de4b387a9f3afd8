import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { newId } from '../database/ids.js';
import { rows } from '../database/sql.js';
import { TIMELINE_KINDS, type Audience, type TimelineData, type TimelineKind } from './timeline-kinds.js';

/** What an event is about, and who caused it when; `audience` only to narrow or widen the kind's own. */
interface TimelineSubject {
  brandId: string;
  orderId?: string;
  shipmentId?: string;
  taskId?: string;
  audience?: Audience;
  actor: Actor;
  /** When it happened by its source's clock; the database adds when it was recorded. */
  occurredAt: Date;
}

/** One thing that happened; `kind` decides what `data` holds. */
export type TimelineEvent = {
  [Kind in TimelineKind]: TimelineSubject & { kind: Kind; data: TimelineData<Kind> };
}[TimelineKind];

const INSERT_EVENTS = {
  name: 'timeline_append',
  text: `insert into timeline_events
      (id, brand_id, order_id, shipment_id, task_id, kind, v, data, audience, actor, occurred_at)
    select e.id, e.brand_id, e.order_id, e.shipment_id, e.task_id, e.kind, e.v, e.data, e.audience, e.actor, e.occurred_at
    from jsonb_to_recordset($1::jsonb) as e(id uuid, brand_id uuid, order_id uuid, shipment_id uuid, task_id uuid,
      kind text, v integer, data jsonb, audience text, actor jsonb, occurred_at timestamptz)`,
};

/**
 * Appends events in the caller's transaction, in their sequence, with one INSERT however many there are.
 * @throws ZodError when data doesn't fit its kind: a mistake of ours, so the transaction must not go on
 */
export async function appendTimeline(
  manager: EntityManager,
  events: TimelineEvent | readonly TimelineEvent[],
): Promise<void> {
  const list = [events].flat();
  if (list.length === 0) return;
  await rows(manager, INSERT_EVENTS, [JSON.stringify(list.map(toRow))]);
}

function toRow(event: TimelineEvent) {
  const known = TIMELINE_KINDS[event.kind];
  return {
    id: newId(),
    brand_id: event.brandId,
    order_id: event.orderId ?? null,
    shipment_id: event.shipmentId ?? null,
    task_id: event.taskId ?? null,
    kind: event.kind,
    v: known.v,
    data: known.data.parse(event.data),
    audience: event.audience ?? known.audience,
    actor: { kind: event.actor.kind, id: event.actor.id },
    occurred_at: event.occurredAt.toISOString(),
  };
}
