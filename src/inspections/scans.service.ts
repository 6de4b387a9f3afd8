import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { inTransaction } from '../database/transaction.js';
import { labelEvidence } from '../evidence/evidence-settings.service.js';
import { AppError } from '../http/app-error.js';
import { holdTask } from '../queue/held-task.js';
import type { ScanBody, ScanResult } from '../queue/queue.contract.js';
import { recordAnswers, passedByScan } from './answers.store.js';
import { provenChecks } from './auto-answers.js';
import { type ActionContext, settleException } from './exceptions.store.js';
import { countsItems, lineWithRoom } from './inspection.checklist.js';
import { type JudgedScan, ScanJudge } from './scan-judge.js';
import { messageOf, type ScanOutcome, STOPPING, warningOf } from './scan.outcome.js';
import { takesLabels, type Understanding } from './scan.understanding.js';
import { findScan, keepScan } from './scans.store.js';
import { toStationTask } from './station-task.view.js';
import { findTaskFacts } from './task-facts.store.js';
import type { LineFacts, TaskFacts } from './task-facts.js';
import { matchLabel } from './waybill-binding.js';

/** Takes in what a station's scanner reads, one scan at a time for each task. */
@Injectable()
export class ScansService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly judge: ScanJudge,
  ) {}

  /**
   * Understands a scan, counts it or says why not, and answers the checks that it proves. A scan id that is sent again
   * gets its first result and counts once.
   * @throws AppError task_not_found, newer_token, task_not_held, task_stopped, task_completed, id_reused
   */
  async scan(station: StationScope, taskId: string, body: ScanBody): Promise<ScanResult> {
    return inTransaction(this.dataSource, async (manager) => {
      const before = await this.findBefore(manager, station, taskId, body);
      if (before) return before;
      const held = await holdTask(manager, station, { taskId, token: body.token, scanned: true });
      // The lock is ours now: the same scan may have been counted while we waited for it.
      const meanwhile = await this.findBefore(manager, station, taskId, body);
      if (meanwhile) return meanwhile;
      const context = { held, actor: station.actor, occurredAt: new Date(body.occurredAt) };
      const task = await findTaskFacts(manager, station.warehouseId, taskId);
      const judged = await this.judge.judge(manager, task, body.code);
      const outcome = await outcomeOf(manager, context, task, { ...judged, code: body.code });
      await keepScan(manager, {
        ...{ id: body.id, brandId: held.brandId, taskId, token: body.token },
        ...{ stationId: station.stationId, packerId: station.packerId ?? null },
        ...this.keptForm(body, outcome, judged),
        ...{ lineId: outcome.lineId, result: outcome.result, labelSeen: judged.labelSeen },
        ...{ attempt: outcome.attempt ?? held.attempt, occurredAt: context.occurredAt },
      });
      const after = await this.answerProven(manager, context, station);
      return toResult(outcome, after);
    });
  }

  private async findBefore(manager: EntityManager, station: StationScope, taskId: string, scan: ScanBody) {
    const row = await findScan(manager, scan.id);
    if (!row) return undefined;
    if (row.task_id !== taskId || row.station_id !== station.stationId) {
      throw new AppError('id_reused', 'This scan id belongs to another task: make a new id for each scan.');
    }
    if (row.code !== scan.code && row.code !== this.judge.withheld(scan.id, scan.code)) {
      throw new AppError('id_reused', 'This scan id belongs to another code: make a new id for each scan.');
    }
    const task = await findTaskFacts(manager, station.warehouseId, taskId);
    const { kind, result, shipment_line_id: lineId } = row;
    return toResult({ kind, result, lineId, code: scan.code }, task);
  }

  /** A number that no carrier of this parcel could have printed isn't kept either. */
  private keptForm(
    { id, code }: ScanBody,
    { kind, result }: ScanOutcome,
    { isKnown }: JudgedScan,
  ): Pick<ScanOutcome, 'kind' | 'code'> {
    if (isKnown && result !== 'bad_check_digit') return { kind, code };
    return { kind: 'unknown', code: this.judge.withheld(id, code) };
  }

  private async answerProven(
    manager: EntityManager,
    { held, occurredAt }: ActionContext,
    station: StationScope,
  ): Promise<TaskFacts> {
    const task = await findTaskFacts(manager, station.warehouseId, held.id);
    const proven = provenChecks(task);
    if (proven.length === 0) return task;
    const { attempt, brandId } = task;
    const packerId = station.packerId ?? null;
    const answer = { brandId, taskId: held.id, attempt, token: held.token, packerId, occurredAt };
    await recordAnswers(manager, answer, passedByScan(proven));
    return findTaskFacts(manager, station.warehouseId, held.id);
  }
}

function toResult(outcome: ScanOutcome, task: TaskFacts): ScanResult {
  return {
    result: outcome.result,
    message: messageOf(outcome, task),
    stop: STOPPING.has(outcome.result),
    warning: warningOf(outcome),
    shipmentLineId: outcome.lineId,
    task: toStationTask(task),
  };
}

async function outcomeOf(
  manager: EntityManager,
  context: ActionContext,
  task: TaskFacts,
  { understood, code }: { understood: Understanding; code: string },
): Promise<ScanOutcome> {
  switch (understood.kind) {
    case 'item':
      return itemOutcome(manager, context, task, { lines: understood.lines, code });
    case 'waybill': {
      if (!takesLabels(task.stage)) return { kind: 'waybill', result: 'understood', lineId: null, code };
      return labelOutcome(manager, context, task, { number: understood.number, code });
    }
    case 'foreign_item':
      return { kind: 'item', result: 'not_on_order', lineId: null, code };
    case 'bad_check_digit':
      return { kind: 'unknown', result: 'bad_check_digit', lineId: null, code };
    case 'unknown':
      return { kind: 'unknown', result: 'not_understood', lineId: null, code };
    case 'order':
    case 'command':
      return { kind: understood.kind, result: 'understood', lineId: null, code };
  }
}

/** A label may be stuck on when what came before it was recorded, as the brand wants it. */
async function labelOutcome(
  manager: EntityManager,
  context: ActionContext,
  task: TaskFacts,
  { number, code }: { number: string; code: string },
): Promise<ScanOutcome> {
  const { brandId, shipmentId, stage } = task;
  const { then, stages } = await labelEvidence(manager, { brandId, shipmentId, stage: stage.code });
  if (then === 'block') return { kind: 'waybill', result: 'evidence_missing', lineId: null, code };
  const result = await matchLabel(manager, context, task, number);
  return { kind: 'waybill', result, lineId: null, code, ...(then === 'warn' ? { unrecorded: stages } : {}) };
}

async function itemOutcome(
  manager: EntityManager,
  context: ActionContext,
  task: TaskFacts,
  { lines, code }: { lines: LineFacts[]; code: string },
): Promise<ScanOutcome> {
  const first = lines[0]?.id ?? null;
  const swap = task.exceptions.find(({ kind, state }) => kind === 'swap' && state === 'open');
  if (swap) {
    const isReplacement = lines.some((line) => line.id === swap.shipmentLineId);
    if (!isReplacement) return { kind: 'item', result: 'understood', lineId: null, code };
    const attempt = await settleException(manager, context, swap);
    return { kind: 'item', result: 'exception_resolved', lineId: first, code, attempt };
  }
  if (!countsItems(task.stage)) return { kind: 'item', result: 'understood', lineId: first, code };
  const line = lineWithRoom(lines);
  if (!line) return { kind: 'item', result: 'surplus', lineId: first, code };
  return { kind: 'item', result: 'counted', lineId: line.id, code };
}
