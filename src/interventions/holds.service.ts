import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { changeDues, type NewDue } from '../queue/due-changes.js';
import { cappedLead, dueOf } from '../queue/priority.js';
import { standardLeadOf } from '../queue/standard-lead.js';
import { readQueueSettings } from '../queue/queue-settings.service.js';
import { interruptTasks } from '../queue/task-interruption.js';
import { promoteNext } from '../queue/task-promotion.js';
import { Tickets } from '../queue/tickets.js';
import { endStoppedOrders } from '../shipments/settle-orders.js';
import { stopShipments } from '../shipments/shipment-changes.js';
import { whatItWaitsFor, whyNotTouchable } from './intervention.rules.js';
import { say } from './intervention.texts.js';
import type { ExpediteBody, InterventionResult, ReasonBody } from './interventions.contract.js';
import { type LockedShipment, lockShipments, recordIntervention, type Scope } from './interventions.store.js';

const HOLD_SHIPMENT = `update shipments set held_at = now(), updated_at = now() where id = $1`;
const HOLD_TASKS = `update tasks set held = true, state = case when state = 'ready' then 'waiting' else state end,
    ticketed_at = null, updated_at = now()
  where shipment_id = $1 and state in ('waiting', 'ready')`;

// Without its payment it has no release, hold or not. The clock of an order that wasn't allowed to be worked on starts at its release: it doesn't overtake for having waited.
const RELEASE_SHIPMENT = `update shipments set held_at = null, arrived_at = greatest(arrived_at, now()),
    release_at = case when release_at is not null then greatest(release_at, now()) end, updated_at = now() where id = $1
  returning arrived_at as "arrivedAt"`;
const RELEASE_TASKS = `update tasks t set held = false, release_at = s.release_at, updated_at = now()
  from shipments s where s.id = t.shipment_id and t.shipment_id = $1 and t.held`;

// What was granted at planning, or by a raise since, stays granted: cap, share and the warehouse's standard are in it already.
const LEADS = `select s.lead_minutes as planned, r.lead_minutes as lead,
    coalesce(${standardLeadOf('s.warehouse_id')}, r.lead_minutes) as standard
  from shipments s join orders o on o.id = s.order_id join ranks r on r.id = o.rank_id where s.id = $1`;

/** Whoever intervenes, and where. */
export interface Intervener {
  scope: Scope;
  actor: Actor;
}

/** Holds, their release, expediting and cancelling; also while somebody is working on it. */
@Injectable()
export class HoldsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /** Nothing of it is worked on until the release. @throws AppError shipment_not_found, shipment_left */
  async hold(by: Intervener, shipmentId: string, body: ReasonBody): Promise<InterventionResult> {
    return inTransaction(this.dataSource, async (manager) => {
      const shipment = await touchable(manager, by, shipmentId);
      if (shipment.held) throw new AppError('shipment_held', 'This shipment is held already.');
      const stopped = await interruptTasks(manager, openIds(shipment), 'held', by.actor);
      await affected(manager, HOLD_TASKS, [shipmentId]);
      await affected(manager, HOLD_SHIPMENT, [shipmentId]);
      return record(manager, shipment, { ...body, kind: 'hold', actor: by.actor, stopped });
    });
  }

  /** Back into the line, as if it had arrived now. @throws AppError shipment_not_found, shipment_left, shipment_not_held */
  async releaseHold(by: Intervener, shipmentId: string, body: ReasonBody): Promise<InterventionResult> {
    const { result, ready } = await inTransaction(this.dataSource, async (manager) => {
      const shipment = await touchable(manager, by, shipmentId);
      if (!shipment.held) throw new AppError('shipment_not_held', 'This shipment is not held.');
      const row = await firstRow<{ arrivedAt: Date }>(manager, RELEASE_SHIPMENT, [shipmentId]);
      await affected(manager, RELEASE_TASKS, [shipmentId]);
      const dues = await duesFrom(manager, shipment, row?.arrivedAt ?? new Date());
      const cause = { cause: 'hold_released' as const, actor: by.actor, occurredAt: new Date() };
      await changeDues(manager, dues, cause);
      const promoted = await promoteNext(manager, shipmentId);
      const kept = { ...body, kind: 'release_hold' as const, actor: by.actor, stopped: [] };
      return { result: await record(manager, shipment, kept), ready: promoted };
    });
    await this.tickets.issue(ready.map((id) => ({ id })));
    return result;
  }

  /**
   * Moves a shipment ahead, to where what is due at `startBy` stands. It is recorded and shown to everybody whom it overtakes.
   * One that may not be worked on yet gets its place all the same, and the answer says what it waits for.
   * @throws AppError shipment_not_found, shipment_left, shipment_held
   */
  async expedite(by: Intervener, shipmentId: string, body: ExpediteBody): Promise<InterventionResult> {
    const { startBy, ...why } = body;
    const { result, moved } = await inTransaction(this.dataSource, async (manager) => {
      const shipment = await touchable(manager, by, shipmentId);
      if (shipment.held) throw new AppError('shipment_held', 'Release the hold first.');
      const wanted = startBy === undefined ? new Date() : new Date(startBy);
      const dues = shipment.tasks
        .filter(({ state, due }) => isOpen(state) && due > wanted)
        .map((task): NewDue => ({ ...openDue(task), due: wanted, term: 'expedited' }));
      const cause = { cause: 'expedited' as const, actor: by.actor, occurredAt: new Date() };
      const changed = await changeDues(manager, dues, cause);
      const detail = { startBy: wanted.toISOString() };
      const kept = { ...why, kind: 'expedite' as const, actor: by.actor, detail, stopped: [] };
      const recorded = await record(manager, shipment, kept);
      return {
        result: { ...recorded, changed: changed.length > 0, waits: waitOf(shipment) },
        moved: changed,
      };
    });
    await this.tickets.issue(moved);
    return result;
  }

  /** Stops a shipment for good; an order of which nothing else is to be shipped ends with it. @throws AppError shipment_not_found, shipment_left */
  async cancel(by: Intervener, shipmentId: string, body: ReasonBody): Promise<InterventionResult> {
    return inTransaction(this.dataSource, async (manager) => {
      const shipment = await touchable(manager, by, shipmentId);
      const stopped = shipment.tasks.filter(({ state }) => state === 'claimed').map(({ id }) => id);
      const { brandId } = shipment;
      await stopShipments(manager, { brandId, shipmentIds: [shipmentId], why: 'cancelled', actor: by.actor });
      await endStoppedOrders(manager, brandId, [shipmentId], { reason: body.reason, actor: by.actor });
      return record(manager, shipment, { ...body, kind: 'cancel', actor: by.actor, stopped });
    });
  }
}

/** A shipment that is still in the house, locked. */
export async function touchable(
  manager: EntityManager,
  { scope }: Intervener,
  shipmentId: string,
): Promise<LockedShipment> {
  const [shipment] = await lockShipments(manager, scope, [shipmentId]);
  if (!shipment || whyNotTouchable(shipment)) {
    throw new AppError(
      'shipment_left',
      'This parcel has left the house or was stopped; nothing can be changed here.',
    );
  }
  return shipment;
}

export const isOpen = (state: string) => state === 'waiting' || state === 'ready' || state === 'claimed';
export const openIds = ({ tasks }: LockedShipment) =>
  tasks.filter(({ state }) => isOpen(state)).map(({ id }) => id);

function waitOf(shipment: LockedShipment): InterventionResult['waits'] {
  const code = openIds(shipment).length > 0 ? whatItWaitsFor(shipment) : null;
  if (!code) return null;
  return { code, until: shipment.releaseAt?.toISOString() ?? null, text: say(`waits.${code}`) };
}

type Kept = Parameters<typeof recordIntervention>[2] & { stopped: string[] };

async function record(
  manager: EntityManager,
  shipment: LockedShipment,
  { stopped, ...what }: Kept,
): Promise<InterventionResult> {
  const interventionId = await recordIntervention(manager, shipment, what);
  return {
    interventionId,
    shipmentId: shipment.id,
    newShipmentId: null,
    changed: true,
    stopped,
    waits: null,
  };
}

// Where no deadline was planned, the due time is one.
function openDue({ id, due, deadline }: LockedShipment['tasks'][number]) {
  return { id, due, deadline: deadline instanceof Date ? deadline : due };
}

async function duesFrom(
  manager: EntityManager,
  shipment: LockedShipment,
  arrivedAt: Date,
): Promise<NewDue[]> {
  const [leads] = await rows<{ planned: number | null; lead: number; standard: number }>(manager, LEADS, [
    shipment.id,
  ]);
  const settings = await readQueueSettings(manager, shipment.warehouseId);
  const capped = leads ? cappedLead(leads.lead, leads.standard, settings.maxHeadStartMinutes) : 0;
  const leadMinutes = leads?.planned ?? capped;
  return shipment.tasks
    .filter(({ state }) => isOpen(state))
    .map((task): NewDue => {
      const { id, deadline } = openDue(task);
      // What staff have moved ahead stays ahead.
      if (task.dueTerm === 'expedited') return { id, due: task.due, term: task.dueTerm, deadline };
      const { due, term } = dueOf({ arrivedAt, leadMinutes, deadline });
      return { id, due, term, deadline };
    });
}
