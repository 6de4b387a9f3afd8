import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { holdTask } from '../queue/held-task.js';
import type { ScanBody, ScanResult } from '../queue/queue.contract.js';
import { recordAnswers, passedByScan } from './answers.store.js';
import { provenChecks } from './auto-answers.js';
import { type ActionContext, settleException } from './exceptions.store.js';
import { countsItems, lineWithRoom } from './inspection.checklist.js';
import { messageOf, type ScanOutcome, STOPPING } from './scan.outcome.js';
import { takesLabels, understandScan } from './scan.understanding.js';
import { toStationTask } from './station-task.view.js';
import { findTaskFacts } from './task-facts.store.js';
import type { LineFacts, TaskFacts } from './task-facts.js';
import { matchLabel } from './waybill-binding.js';

interface ScanRow {
  task_id: string;
  station_id: string;
  result: ScanOutcome['result'];
  shipment_line_id: string | null;
  code: string;
}

const FIND_SCAN = 'select task_id, station_id, result, shipment_line_id, code from scans where id = $1';

const INSERT_SCAN = {
  name: 'inspections_insert_scan',
  text: `insert into scans (id, brand_id, task_id, token, station_id, packer_id, kind, code, shipment_line_id, attempt,
      result, occurred_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
};

/** Takes in what a station's scanner reads, one scan at a time for each task. */
@Injectable()
export class ScansService {
  constructor(private readonly dataSource: DataSource) {}

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
      const outcome = await outcomeOf(manager, context, task, body.code);
      await rows(manager, INSERT_SCAN, [
        ...[body.id, held.brandId, taskId, body.token, station.stationId, station.packerId ?? null],
        ...[outcome.kind, body.code, outcome.lineId, outcome.attempt ?? held.attempt, outcome.result],
        context.occurredAt,
      ]);
      const after = await this.answerProven(manager, context, station);
      return toResult(outcome, after);
    });
  }

  private async findBefore(manager: EntityManager, station: StationScope, taskId: string, scan: ScanBody) {
    const row = await firstRow<ScanRow>(manager, FIND_SCAN, [scan.id]);
    if (!row) return undefined;
    if (row.task_id !== taskId || row.station_id !== station.stationId) {
      throw new AppError('id_reused', 'This scan id belongs to another task: make a new id for each scan.');
    }
    if (row.code !== scan.code) {
      throw new AppError('id_reused', 'This scan id belongs to another code: make a new id for each scan.');
    }
    const task = await findTaskFacts(manager, station.warehouseId, taskId);
    return toResult(
      { kind: 'unknown', result: row.result, lineId: row.shipment_line_id, code: row.code },
      task,
    );
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
    shipmentLineId: outcome.lineId,
    task: toStationTask(task),
  };
}

async function outcomeOf(
  manager: EntityManager,
  context: ActionContext,
  task: TaskFacts,
  code: string,
): Promise<ScanOutcome> {
  const understood = understandScan(code, task);
  switch (understood.kind) {
    case 'item':
      return itemOutcome(manager, context, task, { lines: understood.lines, code });
    case 'waybill': {
      if (!takesLabels(task.stage)) return { kind: 'waybill', result: 'understood', lineId: null, code };
      const result = await matchLabel(manager, context, task, understood.number);
      return { kind: 'waybill', result, lineId: null, code };
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
