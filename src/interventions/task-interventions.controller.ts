import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { WarehouseScope } from '../accounts/scopes.js';
import { Access, Idempotent, Returns } from '../http/route.js';
import { HoldsService } from './holds.service.js';
import * as contract from './interventions.contract.js';
import { ofWarehouse } from './interventions.controller.js';
import { shipmentOfTask } from './interventions.store.js';
import { ReassignService } from './reassign.service.js';

type Params = z.infer<typeof contract.InterventionTaskParams>;
const { InterventionTaskParams: TaskParams, InterventionResult } = contract;
const DONE = 'What changed, and which packers are stopped with their next heartbeat';

/** What the warehouse's manager decides about a task, whatever its brand. Holding and expediting hold for its shipment. */
@ApiTags('Interventions')
@Controller('v1/tasks/:taskId')
export class TaskInterventionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly holds: HoldsService,
    private readonly reassigns: ReassignService,
  ) {}

  /** Gives the task to another bench, or back into the line; also while somebody is working on it. */
  @Post('reassign')
  @Access({ warehouse: 'manager' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async reassign(
    @WarehouseScope() warehouse: WarehouseScope,
    @Param({ schema: TaskParams }) { taskId }: Params,
    @Body({ schema: contract.ReassignBody }) body: contract.ReassignBody,
  ): Promise<contract.InterventionResult> {
    return this.reassigns.reassign(warehouse, taskId, body);
  }

  @Post('hold')
  @Access({ warehouse: 'manager' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async hold(
    @WarehouseScope() warehouse: WarehouseScope,
    @Param({ schema: TaskParams }) { taskId }: Params,
    @Body({ schema: contract.ReasonBody }) body: contract.ReasonBody,
  ): Promise<contract.InterventionResult> {
    return this.holds.hold(ofWarehouse(warehouse), await this.shipmentOf(warehouse, taskId), body);
  }

  @Post('release-hold')
  @Access({ warehouse: 'manager' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async releaseHold(
    @WarehouseScope() warehouse: WarehouseScope,
    @Param({ schema: TaskParams }) { taskId }: Params,
    @Body({ schema: contract.ReasonBody }) body: contract.ReasonBody,
  ): Promise<contract.InterventionResult> {
    return this.holds.releaseHold(ofWarehouse(warehouse), await this.shipmentOf(warehouse, taskId), body);
  }

  @Post('expedite')
  @Access({ warehouse: 'manager' })
  @Idempotent()
  @Returns(200, DONE, InterventionResult)
  async expedite(
    @WarehouseScope() warehouse: WarehouseScope,
    @Param({ schema: TaskParams }) { taskId }: Params,
    @Body({ schema: contract.ExpediteBody }) body: contract.ExpediteBody,
  ): Promise<contract.InterventionResult> {
    return this.holds.expedite(ofWarehouse(warehouse), await this.shipmentOf(warehouse, taskId), body);
  }

  private shipmentOf({ warehouseId }: WarehouseScope, taskId: string): Promise<string> {
    return shipmentOfTask(this.dataSource.manager, warehouseId, taskId);
  }
}
