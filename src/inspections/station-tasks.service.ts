import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../database/ids.js';
import { firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { heartbeatEverySec } from '../queue/claim.lease.js';
import type { ClaimedTask } from '../queue/task-winner.js';
import type { HeldTask, StationTask } from '../queue/queue.contract.js';
import { ScanJudge } from './scan-judge.js';
import { keepClaimScan } from './scans.store.js';
import { toStationTask } from './station-task.view.js';
import { findTaskFacts } from './task-facts.store.js';

const FIND_LEASE = `select coalesce(t.lease_until, now()) as lease_until, w.lease_before_scan_ms, l.nonce
  from tasks t
  join warehouses w on w.id = t.warehouse_id
  join leases l on l.task_id = t.id and l.token = $2
  where t.id = $1`;

/** Tasks as a station shows them. */
@Injectable()
export class StationTasksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly judge: ScanJudge,
  ) {}

  /** @throws AppError task_not_found */
  async task(warehouseId: string, taskId: string): Promise<StationTask> {
    return toStationTask(await findTaskFacts(this.dataSource, warehouseId, taskId));
  }

  /**
   * Keeps that a task was begun by scanning its label: it lies on the bench before any film begins. The same claim again
   * changes nothing.
   */
  async noteClaimScan(warehouseId: string, claimed: ClaimedTask, code: string): Promise<void> {
    const { id: taskId, token } = claimed;
    await inTransaction(this.dataSource, async (manager) => {
      const task = await findTaskFacts(manager, warehouseId, taskId);
      const { labelSeen, isKnown } = await this.judge.judge(manager, task, code);
      if (!labelSeen) return;
      const id = newId();
      const kept = isKnown
        ? { kind: 'waybill' as const, code }
        : { kind: 'unknown' as const, code: this.judge.withheld(id, code) };
      await keepClaimScan(manager, { id, taskId, token, ...kept });
    });
  }

  /** A claimed task with its lease. */
  async held(warehouseId: string, claimed: ClaimedTask): Promise<HeldTask> {
    const task = await this.task(warehouseId, claimed.id);
    const lease = await firstRow<{ lease_until: Date; lease_before_scan_ms: number; nonce: string }>(
      this.dataSource,
      FIND_LEASE,
      [claimed.id, claimed.token],
    );
    if (!lease) throw new Error('a claimed task has no lease');
    return {
      task,
      token: claimed.token,
      nonce: lease.nonce,
      leaseUntil: lease.lease_until.toISOString(),
      heartbeatEverySec: heartbeatEverySec(lease.lease_before_scan_ms),
    };
  }
}
