import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { firstRow } from '../database/sql.js';
import { heartbeatEverySec } from '../queue/claim.lease.js';
import type { ClaimedTask } from '../queue/claims.service.js';
import type { HeldTask, StationTask } from '../queue/queue.contract.js';
import { toStationTask } from './station-task.view.js';
import { findTaskFacts } from './task-facts.store.js';

const FIND_LEASE = `select coalesce(t.lease_until, now()) as lease_until, w.lease_before_scan_ms
  from tasks t join warehouses w on w.id = t.warehouse_id where t.id = $1`;

/** Tasks as a station shows them. */
@Injectable()
export class StationTasksService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws AppError task_not_found */
  async task(warehouseId: string, taskId: string): Promise<StationTask> {
    return toStationTask(await findTaskFacts(this.dataSource, warehouseId, taskId));
  }

  /** A claimed task with its lease. */
  async held(warehouseId: string, claimed: ClaimedTask): Promise<HeldTask> {
    const task = await this.task(warehouseId, claimed.id);
    const lease = await firstRow<{ lease_until: Date; lease_before_scan_ms: number }>(
      this.dataSource,
      FIND_LEASE,
      [claimed.id],
    );
    return {
      task,
      token: claimed.token,
      leaseUntil: (lease?.lease_until ?? new Date()).toISOString(),
      heartbeatEverySec: heartbeatEverySec(lease?.lease_before_scan_ms ?? 0),
    };
  }
}
