import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { holdTask } from '../queue/held-task.js';
import type { AnswerBody, StationTask } from '../queue/queue.contract.js';
import { appendTimeline } from '../timeline/timeline.js';
import { recordAnswers } from './answers.store.js';
import { type AnswerSubject, hasOpenSwap, lineOfFail, subjectOfAnswer } from './answer.subject.js';
import { type ActionContext, insertException, subjectOf } from './exceptions.store.js';
import { toStationTask } from './station-task.view.js';
import { findTaskFacts } from './task-facts.store.js';
import type { TaskFacts } from './task-facts.js';

const FIND_ANSWER = 'select task_id from answers where id = $1';

/** Takes in what a packer answers to checks and instructions. */
@Injectable()
export class AnswersService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Records an answer with the version of the standard that it answers. A fail about an item opens its swap. An answer id
   * that is sent again changes nothing.
   * @throws AppError check_not_found, answered_by_scan, reason_required, line_required, line_not_found, id_reused and
   *   those of `holdTask`
   */
  async answer(station: StationScope, taskId: string, body: AnswerBody): Promise<StationTask> {
    return inTransaction(this.dataSource, async (manager) => {
      const before = await firstRow<{ task_id: string }>(manager, FIND_ANSWER, [body.id]);
      if (!before) await this.record(manager, station, taskId, body);
      else if (before.task_id !== taskId) {
        throw new AppError(
          'id_reused',
          'This answer id belongs to another task: make a new id for each answer.',
        );
      }
      return toStationTask(await findTaskFacts(manager, station.warehouseId, taskId));
    });
  }

  private async record(
    manager: EntityManager,
    station: StationScope,
    taskId: string,
    body: AnswerBody,
  ): Promise<void> {
    const held = await holdTask(manager, station, { taskId, token: body.token, scanned: true });
    // The lock is ours now: the same answer may have been recorded while we waited for it.
    if (await firstRow(manager, FIND_ANSWER, [body.id])) return;
    const task = await findTaskFacts(manager, station.warehouseId, taskId);
    const subject = subjectOfAnswer(task, body);
    const lineId = body.value === 'fail' ? lineOfFail(task, subject, body) : (body.shipmentLineId ?? null);
    const context = { held, actor: station.actor, occurredAt: new Date(body.occurredAt) };
    const packerId = station.packerId ?? null;
    await recordAnswers(manager, { ...held, taskId, packerId, occurredAt: context.occurredAt }, [
      { ...body, ...subject, shipmentLineId: lineId },
    ]);
    if (body.value === 'fail') await this.openSwap(manager, context, task, { subject, lineId, body });
  }

  private async openSwap(
    manager: EntityManager,
    context: ActionContext,
    task: TaskFacts,
    failed: { subject: AnswerSubject; lineId: string | null; body: AnswerBody },
  ): Promise<void> {
    const { held, actor, occurredAt } = context;
    const { subject, lineId, body } = failed;
    const checkCode = subject.check?.code ?? 'instruction';
    const data = { stage: held.stage, checkCode, shipmentLineId: lineId };
    await appendTimeline(manager, { ...subjectOf(held), kind: 'check_failed', data, actor, occurredAt });
    if (lineId === null || hasOpenSwap(task, lineId)) return;
    await insertException(manager, context, {
      id: newId(),
      kind: 'swap',
      shipmentLineId: lineId,
      quantity: 1,
      // A cut may halve a character, which UTF-8 can't hold.
      defect: (body.reason ?? '').slice(0, 100).replace(/\p{Cs}$/u, ''),
      checkItemId: subject.check?.id,
    });
  }
}
