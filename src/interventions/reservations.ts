import type { EntityManager } from 'typeorm';
import { affected } from '../database/sql.js';
import type { LockedShipment, LockedTask } from './interventions.store.js';

/** A stage that staff had given to a bench. */
export interface Reservation {
  stage: string;
  stationId: string;
}

/** What becomes of reservations when shipments go into one box. */
export interface Reservations {
  /** By task of the box: the reservation of whose task it takes over. */
  taken: { taskId: string; from: string; reservation: Reservation }[];
  /** Two benches can't both get it: the box's own, or the first, counts. */
  dropped: Reservation[];
}

const TAKE_OVER = `update tasks t set reserved_for = r.reserved_for, reserved_until = r.reserved_until, ticketed_at = null, updated_at = now()
  from unnest($1::uuid[], $2::uuid[]) as n(id, of) join tasks r on r.id = n.of where t.id = n.id`;

/** The box keeps its own reservations and takes over those of its open stages that have none. */
export function reservationsAfter(
  target: Pick<LockedShipment, 'tasks'>,
  others: readonly Pick<LockedShipment, 'tasks'>[],
): Reservations {
  const result: Reservations = { taken: [], dropped: [] };
  const given = others.flatMap(({ tasks }) => tasks.filter(isReserved));
  for (const { id, stage, reservedFor } of given) {
    const task = target.tasks.find((own) => own.stage === stage && own.state !== 'completed');
    const holder =
      task?.reservedFor ?? result.taken.find(({ taskId }) => taskId === task?.id)?.reservation.stationId;
    const reservation = { stage, stationId: reservedFor };
    if (task && !holder) result.taken.push({ taskId: task.id, from: id, reservation });
    else if (holder !== reservedFor) result.dropped.push(reservation);
  }
  return result;
}

/** Gives the box the reservations that it takes over, for as long as they held. */
export async function takeOver(manager: EntityManager, { taken }: Reservations): Promise<void> {
  if (taken.length === 0) return;
  await affected(manager, TAKE_OVER, [taken.map(({ taskId }) => taskId), taken.map(({ from }) => from)]);
}

const isReserved = (task: LockedTask): task is LockedTask & { reservedFor: string } =>
  task.reservedFor !== null;
