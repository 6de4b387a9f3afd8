import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../../http/app-error.js';
import { serves } from '../pool-key.js';
import { TruckGuardService } from '../truck-guard.service.js';
import { atWork, readStations } from '../truck-loads.js';
import type { TaskPosition } from './position.contract.js';
import {
  findTaskOfShipment,
  findTaskOfWarehouse,
  readPositionFacts,
  type TaskRow,
} from './position.facts.js';
import { positionView } from './position.view.js';

/** Explains any task's place in line. */
@Injectable()
export class PositionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly guard: TruckGuardService,
  ) {}

  /** For the warehouse, which handles all brands. @throws AppError task_not_found */
  async ofTask(warehouseId: string, taskId: string): Promise<TaskPosition> {
    const task = await findTaskOfWarehouse(this.dataSource, warehouseId, taskId);
    if (!task) throw new AppError('task_not_found', 'No task of this warehouse has this id.');
    return this.explain(task, null);
  }

  /** For a brand: the stage of its shipment that is being done or comes next. @throws AppError shipment_not_found */
  async ofShipment(brandId: string, shipmentId: string): Promise<TaskPosition> {
    const task = await findTaskOfShipment(this.dataSource, brandId, shipmentId);
    if (!task) throw new AppError('shipment_not_found', 'No shipment of this brand has this id.');
    return this.explain(task, brandId);
  }

  private async explain(task: TaskRow, brandId: string | null): Promise<TaskPosition> {
    const facts = await readPositionFacts(this.dataSource, task);
    return positionView(facts, await this.stationsOf(task), { brandId });
  }

  /** What the truck guard counts on; all benches that serve the pool where no truck is to be made. */
  private async stationsOf({ warehouseId, stage, pool }: TaskRow): Promise<number> {
    const prospects = await this.guard.prospects(warehouseId);
    const own = prospects.find(({ load }) => load.stage === stage && load.pool === pool);
    if (own) return own.stations;
    const stations = atWork(await readStations(this.dataSource, warehouseId));
    return stations.filter((station) => serves(station, pool)).length;
  }
}
