import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { affected, firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { interruptTasks } from '../queue/task-interruption.js';
import { Tickets } from '../queue/tickets.js';
import { touchable } from './holds.service.js';
import type { InterventionResult, ReassignBody } from './interventions.contract.js';
import { recordIntervention, shipmentOfTask } from './interventions.store.js';
import type { Actor } from '../accounts/principal.js';

const RESERVE = `update tasks set reserved_for = $2::uuid, ticketed_at = null, updated_at = now(),
    reserved_until = case when $2::uuid is null then null else now() + interval '10 minutes' end
  where id = $1 and state in ('ready', 'waiting')`;

/** Takes a task from one bench and gives it to another, or to whoever is next. */
@Injectable()
export class ReassignService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /**
   * The bench gets it with its next claim, within ten minutes; afterwards anybody may. Its place in line stays.
   * @throws AppError task_not_found, shipment_left, shipment_held, task_not_open, station_not_found
   */
  async reassign(
    { warehouseId, actor }: { warehouseId: string; actor: Actor },
    taskId: string,
    { stationId, ...why }: ReassignBody,
  ): Promise<InterventionResult> {
    const result = await inTransaction(this.dataSource, async (manager) => {
      const shipmentId = await shipmentOfTask(manager, warehouseId, taskId);
      const shipment = await touchable(manager, { scope: { warehouseId }, actor }, shipmentId);
      if (shipment.held) throw new AppError('shipment_held', 'Release the hold first.');
      const task = shipment.tasks.find(({ id }) => id === taskId);
      if (task?.state !== 'ready' && task?.state !== 'claimed') {
        throw new AppError(
          'task_not_open',
          'This stage is not waiting for a bench: it is done, or an earlier one comes first.',
        );
      }
      const station = 'select id from stations where id = $1 and warehouse_id = $2';
      if (stationId !== null && !(await firstRow(manager, station, [stationId, warehouseId]))) {
        throw new AppError('station_not_found', 'No station of this warehouse has this id.');
      }
      const stopped = await interruptTasks(manager, [taskId], 'reassigned', actor);
      await affected(manager, RESERVE, [taskId, stationId]);
      const detail = { stationId };
      const kept = { ...why, kind: 'reassign' as const, taskId, detail, actor };
      const interventionId = await recordIntervention(manager, shipment, kept);
      return { interventionId, shipmentId, newShipmentId: null, changed: true, stopped, waits: null };
    });
    await this.tickets.issue([{ id: taskId }]);
    return result;
  }
}
