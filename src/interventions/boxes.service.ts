import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { changeDues, type NewDue } from '../queue/due-changes.js';
import { repoolShipment } from '../queue/repool.service.js';
import { interruptTasks } from '../queue/task-interruption.js';
import { promoteNext } from '../queue/task-promotion.js';
import { Tickets } from '../queue/tickets.js';
import type { BoxPart } from '../shipments/box-parts.js';
import { partsOf } from '../shipments/shared-boxes.js';
import { stopShipments } from '../shipments/shipment-changes.js';
import { copyShipment, type LineRow, linkEvidence, mergePlan, moveLines } from './boxes.store.js';
import { readLines, tellApart } from './boxes.store.js';
import { type Intervener, isOpen, openIds, touchable } from './holds.service.js';
import { type Refusal, whyNotConsolidable, whyNotSplittable } from './intervention.rules.js';
import { reservationsAfter, takeOver } from './reservations.js';
import type { ConsolidateBody, InterventionResult, SplitBody } from './interventions.contract.js';
import { type LockedShipment, lockShipments, recordIntervention } from './interventions.store.js';

const SAY: Readonly<Record<Refusal, string>> = {
  shipment_left: 'A parcel has left the house or was stopped; nothing can be changed here.',
  shipment_packed: 'The box is packed or labelled: open it and let its stage be done again first.',
  consolidate_not_alike:
    'Only shipments to one recipient by one carrier, alike in temperature and gift wrapping, that are neither held nor begun and may be worked on now can go together.',
};

/** One shipment into two boxes, several shipments into one. */
@Injectable()
export class BoxesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /**
   * Puts pieces into a box of their own, with the same promise and place in line. Evidence counts for both.
   * @throws AppError shipment_not_found, shipment_left, shipment_packed, shipment_held, split_line_unknown, split_too_many, split_takes_all
   */
  async split(by: Intervener, shipmentId: string, body: SplitBody): Promise<InterventionResult> {
    const { lines: wanted, ...why } = body;
    const result = await inTransaction(this.dataSource, async (manager) => {
      const shipment = await touchable(manager, by, shipmentId);
      refuse(whyNotSplittable(shipment));
      // The new box would be free, and half of what is held would be packed.
      if (shipment.held) throw new AppError('shipment_held', 'Release the hold first.');
      const moving = piecesOf(await readLines(manager, shipmentId), wanted);
      const stopped = await interruptTasks(manager, openIds(shipment), 'split', by.actor);
      const [locked] = await lockShipments(manager, by.scope, [shipmentId]);
      const orders = new Set(moving.map(({ orderId }) => orderId));
      const [only] = orders;
      const orderId = orders.size === 1 && only !== undefined ? only : shipment.orderId;
      const newShipmentId = await copyShipment(manager, locked ?? shipment, orderId);
      const { brandId } = shipment;
      await moveLines(manager, { brandId, from: shipmentId, to: newShipmentId }, moving);
      await tellApart(manager, [shipmentId, newShipmentId]);
      const detail = { newShipmentId, lines: wanted };
      const kept = { ...why, kind: 'split' as const, detail, actor: by.actor };
      const interventionId = await recordIntervention(manager, shipment, kept);
      const parts = await partsOf(manager, shipmentId);
      // A box of one order's goods needs no list: what it brought is what it has.
      const brought = orders.size > 1 ? { parts } : {};
      await recordIntervention(
        manager,
        { ...shipment, id: newShipmentId, orderId },
        { ...kept, detail: brought },
      );
      return { interventionId, shipmentId, newShipmentId, changed: true, stopped, waits: null };
    });
    await this.issue([result.shipmentId, result.newShipmentId]);
    return result;
  }

  /**
   * Puts the goods of other shipments into this one, which gets the earliest promise of all and their reservations. The others are stopped.
   * @throws AppError shipment_not_found, shipment_left, shipment_packed, consolidate_not_alike
   */
  async consolidate(by: Intervener, shipmentId: string, body: ConsolidateBody): Promise<InterventionResult> {
    const { shipmentIds: otherIds, ...why } = body;
    const result = await inTransaction(this.dataSource, async (manager) => {
      const [target, ...others] = await lockShipments(manager, by.scope, [shipmentId, ...new Set(otherIds)]);
      if (!target) throw new AppError('shipment_not_found', 'No shipment of yours has this id.');
      for (const other of others) refuse(whyNotConsolidable(target, other));
      const stopped = await interruptTasks(
        manager,
        [target, ...others].flatMap(openIds),
        'consolidated',
        by.actor,
      );
      const all = [target, ...others].map(({ id }) => id);
      const parts: BoxPart[] = [];
      for (const id of all) parts.push(...(await partsOf(manager, id)));
      const reservations = reservationsAfter(target, others);
      await takeOver(manager, reservations);
      for (const other of others) await this.join(manager, target, other, by);
      await changeDues(manager, earliestDues(target, others), {
        ...{ cause: 'consolidated', actor: by.actor, occurredAt: new Date() },
      });
      await repoolShipment(manager, shipmentId);
      await promoteNext(manager, shipmentId);
      const { taken, dropped } = reservations;
      const reserved = { taken: taken.map(({ reservation }) => reservation), dropped };
      const detail = { shipmentIds: others.map(({ id }) => id), parts, reserved };
      const kept = { ...why, kind: 'consolidate' as const, detail, actor: by.actor };
      const interventionId = await recordIntervention(manager, target, kept);
      return { interventionId, shipmentId, newShipmentId: null, changed: true, stopped, waits: null };
    });
    await this.issue([shipmentId]);
    return result;
  }

  private async join(
    manager: EntityManager,
    target: LockedShipment,
    other: LockedShipment,
    { actor }: Intervener,
  ): Promise<void> {
    const { brandId } = target;
    const lines = await readLines(manager, other.id);
    await moveLines(manager, { brandId, from: other.id, to: target.id }, lines);
    await linkEvidence(manager, { from: other.id, to: target.id, reason: 'merged' });
    await mergePlan(manager, target.id, other.id);
    await stopShipments(manager, { brandId, shipmentIds: [other.id], why: 'cancelled', actor });
  }

  private async issue(shipmentIds: readonly (string | null)[]): Promise<void> {
    const sql = `select id from tasks where shipment_id = any($1::uuid[]) and state = 'ready'`;
    const ids = shipmentIds.filter((id) => id !== null);
    const ready: { id: string }[] = await this.dataSource.query(sql, [ids]);
    await this.tickets.issue(ready);
  }
}

function refuse(why: Refusal | null): void {
  if (why) throw new AppError(why, SAY[why]);
}

function piecesOf(lines: readonly LineRow[], wanted: SplitBody['lines']): LineRow[] {
  const byLine = new Map<string, number>();
  for (const { shipmentLineId, quantity } of wanted) {
    byLine.set(shipmentLineId, (byLine.get(shipmentLineId) ?? 0) + quantity);
  }
  const moving = [...byLine].map(([id, quantity]) => {
    const line = lines.find((candidate) => candidate.id === id);
    if (!line)
      throw new AppError('split_line_unknown', `This shipment has no line ${id}.`, { shipmentLineId: id });
    if (quantity > line.quantity) {
      const detail = `Line ${id} holds ${line.quantity} pieces; ${quantity} can't be taken out of it.`;
      throw new AppError('split_too_many', detail, { shipmentLineId: id });
    }
    return { ...line, quantity };
  });
  const all = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (moving.reduce((sum, { quantity }) => sum + quantity, 0) === all) {
    throw new AppError('split_takes_all', 'Leave at least one piece in the first box.');
  }
  return moving;
}

/** For each open stage of the target the earliest place and deadline that any of the shipments had. */
function earliestDues(target: LockedShipment, others: readonly LockedShipment[]): NewDue[] {
  return target.tasks
    .filter(({ state }) => isOpen(state))
    .map((task) => {
      const same = [
        task,
        ...others.flatMap(({ tasks }) => tasks.filter(({ stage }) => stage === task.stage)),
      ];
      const [first = task] = [...same].sort((left, right) => left.due.getTime() - right.due.getTime());
      const { due, dueTerm: term } = first;
      const deadline = new Date(
        Math.min(...same.map((one) => (one.deadline instanceof Date ? one.deadline : one.due).getTime())),
      );
      return { id: task.id, due, deadline, term };
    });
}
