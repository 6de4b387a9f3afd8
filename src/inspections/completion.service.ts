import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { inEndsOf, inSourcesOf } from '../database/lifecycle.js';
import { firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { askForStageManifest } from '../evidence/manifests-due.js';
import { AppError } from '../http/app-error.js';
import { JobQueue } from '../jobs/job-queue.js';
import { holdTask, judge } from '../queue/held-task.js';
import type { CompleteResult } from '../queue/queue.contract.js';
import { promoteNext } from '../queue/task-promotion.js';
import { TASK_MOVES } from '../queue/task.state.js';
import { Tickets } from '../queue/tickets.js';
import { SHIPMENT_MOVES } from '../shipments/shipment.state.js';
import { appendTimeline } from '../timeline/timeline.js';
import { passedByScan, recordAnswers } from './answers.store.js';
import { checksClosedWithStage } from './auto-answers.js';
import { type ActionContext, subjectOf } from './exceptions.store.js';
import { applicableChecks } from './inspection.checklist.js';
import { whyNotComplete } from './inspection.completion.js';
import { findTaskFacts } from './task-facts.store.js';
import type { TaskFacts } from './task-facts.js';

const COMPLETE = `
  with completed as (
    update tasks set state = 'completed', completed_at = now(), lease_until = null, updated_at = now()
    where id = $1 and token = $2 and state ${inSourcesOf(TASK_MOVES, 'completed')} returning id, token
  )
  update leases l set ended_at = now(), end_reason = 'completed'
  from completed c where l.task_id = c.id and l.token = c.token`;

const READY_WHEN_DONE = `
  update shipments s set state = 'ready', updated_at = now()
  where s.id = $1 and s.state ${inSourcesOf(SHIPMENT_MOVES, 'ready')}
    and not exists (select 1 from tasks t where t.shipment_id = s.id and t.state not ${inEndsOf(TASK_MOVES)})`;

const WHAT_NOW = `
  select s.state as "shipmentState", (select t.id from tasks t
    where t.shipment_id = s.id and t.state in ('ready', 'claimed') order by t.position limit 1) as "nextTaskId"
  from shipments s where s.id = (select shipment_id from tasks where id = $1)`;

/** Ends a stage of a shipment. */
@Injectable()
export class CompletionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
    private readonly jobs: JobQueue,
  ) {}

  /**
   * Completes a stage when nothing is missing, and makes the next one ready. The same completion again answers the same.
   * @throws AppError not_complete with `missing`, and those of `holdTask`
   */
  async complete(
    station: StationScope,
    taskId: string,
    body: { token: number; occurredAt: string },
  ): Promise<CompleteResult> {
    const { ready, sealDue } = await inTransaction(this.dataSource, async (manager) => {
      if (await isCompletedAlready(manager, station, taskId, body.token))
        return { ready: [], sealDue: false };
      const held = await holdTask(manager, station, { taskId, token: body.token });
      const context = { held, actor: station.actor, occurredAt: new Date(body.occurredAt) };
      const task = await findTaskFacts(manager, station.warehouseId, taskId);
      refuseIfMissing(task);
      await closeStage(manager, context, task, station.packerId ?? null);
      const due = await askForStageManifest(manager, held.id);
      return { ready: await promoteNext(manager, held.shipmentId), sealDue: due };
    });
    await this.tickets.issue(ready.map((id) => ({ id })));
    if (sealDue) await this.jobs.add('seal-stage', { taskId }, { once: taskId });
    const now = await firstRow<Omit<CompleteResult, 'taskId'>>(this.dataSource, WHAT_NOW, [taskId]);
    return { taskId, shipmentState: now?.shipmentState ?? 'in_work', nextTaskId: now?.nextTaskId ?? null };
  }
}

async function isCompletedAlready(
  manager: EntityManager,
  station: StationScope,
  taskId: string,
  token: number,
): Promise<boolean> {
  const { holding } = await judge(manager, station, taskId, token);
  return holding === 'task_completed';
}

function refuseIfMissing(task: TaskFacts): void {
  const missing = whyNotComplete(task);
  if (missing.length === 0) return;
  const what = missing.map(({ code, text }) => `${code} (${text.en})`).join('; ');
  throw new AppError('not_complete', `Still missing: ${what}.`, { missing });
}

async function closeStage(
  manager: EntityManager,
  context: ActionContext,
  task: TaskFacts,
  packerId: string | null,
): Promise<void> {
  const { held, actor, occurredAt } = context;
  const closing = checksClosedWithStage(task);
  await recordAnswers(manager, { ...task, taskId: task.id, packerId, occurredAt }, passedByScan(closing));
  await rows(manager, COMPLETE, [held.id, held.token]);
  await rows(manager, READY_WHEN_DONE, [held.shipmentId]);
  const data = {
    stage: held.stage,
    checks: applicableChecks(task).filter((check) => check.answer?.value === 'pass').length + closing.length,
    standards: standardsOf(task),
  };
  await appendTimeline(manager, { ...subjectOf(held), kind: 'stage_completed', data, actor, occurredAt });
}

function standardsOf(task: TaskFacts): { section: string; version: number }[] {
  const versions = new Map(task.checks.map((check) => [check.section, check.version]));
  return [...versions].map(([section, version]) => ({ section, version }));
}
