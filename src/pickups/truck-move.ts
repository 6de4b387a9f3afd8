import { localDate } from '../i18n/local-time.js';
import type { NewDue } from '../queue/due-changes.js';
import { leavesByOf, planTasks, planTruck } from '../shipments/plan-shipments.js';
import type { TruckShipment } from './truck-shipments.js';

/**
 * From one truck to another. A truck that left without a parcel is gone: the next one takes its place, and the parcel's
 * due times count to that one, so that it no longer goes before others whose promise can still be kept.
 */
export interface TruckMove {
  pickupAt: Date | null;
  missedPickupAt: Date | null;
  plannedShipDate: string;
  dues: NewDue[];
}

/** The truck of a shipment as its calendar is now; null when it is the one it has. */
export function truckMove(shipment: TruckShipment, now: Date): TruckMove | null {
  const { arrivedAt, shipBy, deliveryDate, timeZone } = shipment;
  const isMissed = shipment.pickupAt !== null && shipment.pickupAt < now;
  const { pickupAt, fit } = planTruck(shipment.calendar, shipment, {
    from: arrivedAt > now ? arrivedAt : now,
    shipBy,
    leavesBy: deliveryDate === null ? null : leavesByOf(deliveryDate, timeZone),
  });
  if (pickupAt?.getTime() === shipment.pickupAt?.getTime()) return null;
  const missed = isMissed ? shipment.pickupAt : shipment.missedPickupAt;
  const missedPickupAt = fit === 'in_time' ? null : missed;
  const today = localDate(now, timeZone);
  const leaves = pickupAt === null ? today : localDate(pickupAt, timeZone);
  const plannedShipDate =
    pickupAt === null && shipment.plannedShipDate > today ? shipment.plannedShipDate : leaves;
  return { pickupAt, missedPickupAt, plannedShipDate, dues: duesOf(shipment, { pickupAt, missedPickupAt }) };
}

function duesOf(
  { tasks, leadMinutes, arrivedAt, shipBy }: TruckShipment,
  truck: Pick<TruckMove, 'pickupAt' | 'missedPickupAt'>,
): NewDue[] {
  const stages = tasks.map(({ stage, handlingMinutes }) => ({ code: stage, handlingMinutes }));
  const plans = planTasks({ arrivedAt, shipBy, ...truck }, stages, leadMinutes);
  return tasks.flatMap((task, at): NewDue[] => {
    const plan = plans[at];
    if (!plan) return [];
    const { due, dueTerm, deadline } = plan;
    if (task.dueTerm !== 'expedited') return [{ id: task.id, due, term: dueTerm, deadline }];
    // Somebody put it first for a reason; another truck never makes it later.
    const was = new Date(task.due);
    return [{ id: task.id, due: was < due ? was : due, term: 'expedited', deadline }];
  });
}
