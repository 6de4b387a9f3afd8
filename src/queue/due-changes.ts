import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { BulkStatement } from '../database/bulk-insert.js';
import { appendTimeline, type TimelineEvent } from '../timeline/timeline.js';
import type { DueCause } from '../timeline/timeline-kinds.js';

/**
 * A task's place in line is decided once, at planning. Afterwards it moves only by what happens here, and each move is an event
 * on the timeline: whoever asks why an order stands where it stands reads them.
 */

/** What a change is about and who made it. */
export interface DueChangeSubject {
  brandId: string;
  orderId: string;
  shipmentId: string;
  actor: Actor;
  occurredAt: Date;
  cause: DueCause;
}

/** The event of a due time that a new plan moves; none when it stays, as what staff have moved ahead does. */
export function dueChanged(
  task: { id: string; stage: string; due: string | Date; dueTerm: string },
  plan: { due: Date; dueTerm: 'lead' | 'ship_by' },
  { cause, ...subject }: DueChangeSubject,
): TimelineEvent[] {
  const from = new Date(task.due);
  if (from.getTime() === plan.due.getTime()) return [];
  if (task.dueTerm === 'expedited' && plan.due > from) return [];
  const data = {
    ...{ stage: task.stage, cause, term: plan.dueTerm },
    ...{ from: from.toISOString(), to: plan.due.toISOString() },
  };
  return [{ ...subject, taskId: task.id, kind: 'due_changed', data }];
}

/** A new due time for an open task. */
export interface NewDue {
  id: string;
  due: Date;
  term: 'lead' | 'ship_by' | 'expedited';
  deadline: Date;
}

interface MovedRow {
  id: string;
  brandId: string;
  orderId: string;
  shipmentId: string;
  stage: string;
  from: Date;
  to: Date;
  term: 'lead' | 'ship_by' | 'expedited' | 'guard';
}

const MOVED = `m.id, m.brand_id as "brandId", s.order_id as "orderId", m.shipment_id as "shipmentId", m.stage, m."from", m."to", m.term
  from moved m join shipments s on s.id = m.shipment_id`;

// Whoever is working on a task goes on; its place counts again when it comes back.
const MOVE_DUES = new BulkStatement(
  'queue_move_dues',
  { id: 'uuid', due: 'timestamptz', term: 'text', deadline: 'timestamptz' },
  (source) => `with old as (
      select t.id, t.due, t.deadline, r.due as new_due, r.term, r.deadline as new_deadline
      from tasks t join ${source} on r.id = t.id where t.state in ('waiting', 'ready', 'claimed') order by t.id for update of t
    ), moved as (
      update tasks t set due = old.new_due, due_term = old.term, deadline = old.new_deadline, band = 1, ticketed_at = null, updated_at = now()
      from old where t.id = old.id and (old.due <> old.new_due or old.deadline <> old.new_deadline or t.due_term <> old.term)
      returning t.id, t.brand_id, t.shipment_id, t.stage, old.due as "from", t.due as "to", t.due_term as term
    ) select ${MOVED}`,
);

const MOVE_BANDS = new BulkStatement(
  'queue_move_bands',
  { id: 'uuid', band: 'integer' },
  (source) => `with old as (
      select t.id, t.place_at, r.band from tasks t join ${source} on r.id = t.id
      where t.state in ('waiting', 'ready') and t.band <> r.band order by t.id for update of t skip locked
    ), moved as (
      update tasks t set band = old.band, ticketed_at = null, updated_at = now() from old where t.id = old.id
      returning t.id, t.brand_id, t.shipment_id, t.stage, old.place_at as "from", t.place_at as "to",
        case when t.band = 0 then 'guard' else t.due_term end as term
    ) select ${MOVED}`,
);

/**
 * Moves due times of open tasks, with an event each, in the caller's transaction.
 * @returns the tasks that moved: issue their tickets after the commit
 */
export async function changeDues(
  manager: EntityManager,
  dues: readonly NewDue[],
  by: { cause: DueCause; actor: Actor; occurredAt: Date },
): Promise<{ id: string }[]> {
  return record(manager, await MOVE_DUES.returning<MovedRow>(manager, dues.map(toRow)), by);
}

/** Puts tasks into the truck guard's band (0) or back (1), with an event each. @returns the tasks that moved */
export async function changeBands(
  manager: EntityManager,
  bands: readonly { id: string; band: 0 | 1 }[],
  by: { cause: DueCause; actor: Actor; occurredAt: Date },
): Promise<{ id: string }[]> {
  return record(manager, await MOVE_BANDS.returning<MovedRow>(manager, [...bands]), by);
}

async function record(
  manager: EntityManager,
  moved: readonly MovedRow[],
  { cause, actor, occurredAt }: { cause: DueCause; actor: Actor; occurredAt: Date },
): Promise<{ id: string }[]> {
  // A deadline alone may move too: the place in line is the same, so nobody is told.
  const events = moved.filter(isElsewhere).map(({ id, stage, from, to, term, ...subject }): TimelineEvent => {
    const data = { stage, cause, from: from.toISOString(), to: to.toISOString(), term };
    return { ...subject, taskId: id, actor, occurredAt, kind: 'due_changed', data };
  });
  await appendTimeline(manager, events);
  return moved.map(({ id }) => ({ id }));
}

const isElsewhere = ({ from, to }: MovedRow) => from.getTime() !== to.getTime();
const toRow = ({ id, due, term, deadline }: NewDue) => ({ id, due, term, deadline });
