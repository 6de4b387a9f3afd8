import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { holdTask } from '../queue/held-task.js';
import type { ExceptionBody, StationTask } from '../queue/queue.contract.js';
import { hasOpenSwap, lineNotFound } from './answer.subject.js';
import { passedByScan, recordAnswers } from './answers.store.js';
import { provenChecks } from './auto-answers.js';
import { type ActionContext, insertException, settleException } from './exceptions.store.js';
import { neededOf } from './inspection.checklist.js';
import { toStationTask } from './station-task.view.js';
import { findTaskFacts } from './task-facts.store.js';
import type { TaskFacts } from './task-facts.js';

const FIND_EXCEPTION = 'select task_id from item_exceptions where id = $1';

/** Swaps and short picks that a packer opens and settles. */
@Injectable()
export class ExceptionsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Opens a swap or a short pick. A short pick lowers what has to be there at once; a swap has to be settled first. An
   * item that is being exchanged already isn't opened twice.
   * @throws AppError line_not_found, check_not_found, quantity_too_large, id_reused and those of `holdTask`
   */
  async open(station: StationScope, taskId: string, body: ExceptionBody): Promise<StationTask> {
    return this.onTask(station, { taskId, ...body }, async (manager, context, task) => {
      const before = await firstRow<{ task_id: string }>(manager, FIND_EXCEPTION, [body.id]);
      if (before?.task_id === taskId) return;
      if (before)
        throw new AppError('id_reused', 'This id belongs to another task: make a new one each time.');
      refuseUnlessPossible(task, body);
      if (body.kind === 'swap' && hasOpenSwap(task, body.shipmentLineId)) return;
      if (body.kind === 'swap') await this.recordFail(manager, context, station, task, body);
      await insertException(manager, context, { ...body, checkItemId: body.checkId });
    });
  }

  /**
   * Settles a swap (the replacement is here: the stage starts again) or a short pick (go on without it).
   * @throws AppError exception_not_found and those of `holdTask`
   */
  async resolve(
    station: StationScope,
    taskId: string,
    exceptionId: string,
    body: { token: number; occurredAt: string },
  ): Promise<StationTask> {
    return this.onTask(station, { taskId, ...body }, async (manager, context, task) => {
      const exception = task.exceptions.find(({ id }) => id === exceptionId);
      if (!exception) {
        throw new AppError('exception_not_found', 'This task has no such swap or short pick: reload it.');
      }
      await settleException(manager, context, exception);
    });
  }

  private async onTask(
    station: StationScope,
    action: { taskId: string; token: number; occurredAt: string },
    work: (manager: EntityManager, context: ActionContext, task: TaskFacts) => Promise<void>,
  ): Promise<StationTask> {
    const { taskId, token, occurredAt } = action;
    return inTransaction(this.dataSource, async (manager) => {
      const held = await holdTask(manager, station, { taskId, token, scanned: true });
      const context = { held, actor: station.actor, occurredAt: new Date(occurredAt) };
      await work(manager, context, await findTaskFacts(manager, station.warehouseId, taskId));
      const task = await findTaskFacts(manager, station.warehouseId, taskId);
      // A short pick may have made the last missing piece unnecessary.
      const proven = passedByScan(provenChecks(task));
      if (proven.length === 0) return toStationTask(task);
      const packerId = station.packerId ?? null;
      await recordAnswers(manager, { ...task, taskId, packerId, occurredAt: context.occurredAt }, proven);
      return toStationTask(await findTaskFacts(manager, station.warehouseId, taskId));
    });
  }

  /** The check that the packer was at when the item turned out bad is answered with it. */
  private async recordFail(
    manager: EntityManager,
    { occurredAt }: ActionContext,
    station: StationScope,
    task: TaskFacts,
    body: ExceptionBody,
  ): Promise<void> {
    const check = task.checks.find(({ id }) => id === body.checkId);
    if (!check || check.answeredBy === 'command') return;
    const { shipmentLineId, defect: reason } = body;
    const packerId = station.packerId ?? null;
    await recordAnswers(manager, { ...task, taskId: task.id, packerId, occurredAt }, [
      { check, value: 'fail', by: 'press', reason, shipmentLineId },
    ]);
  }
}

function refuseUnlessPossible(task: TaskFacts, body: ExceptionBody): void {
  const line = task.lines.find(({ id }) => id === body.shipmentLineId);
  if (!line) throw lineNotFound();
  if (body.checkId && !task.checks.some(({ id }) => id === body.checkId)) {
    throw new AppError('check_not_found', "This check isn't asked at this stage: reload the task.");
  }
  if (body.quantity > neededOf(line)) {
    throw new AppError(
      'quantity_too_large',
      `The order still needs ${neededOf(line)} of this line, no more.`,
      {
        needed: neededOf(line),
      },
    );
  }
}
