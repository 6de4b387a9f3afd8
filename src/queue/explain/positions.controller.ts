import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope, WarehouseScope } from '../../accounts/scopes.js';
import { Access, Returns } from '../../http/route.js';
import * as contract from './position.contract.js';
import { PositionsService } from './positions.service.js';

/** Why is this order here? */
@ApiTags('Queue')
@Controller('v1')
export class PositionsController {
  constructor(private readonly positions: PositionsService) {}

  /** For the warehouse: any task, whatever the brand. */
  @Get('tasks/:taskId/position')
  @Access({ warehouse: 'packer' })
  @Returns(200, 'Its place in line, what decided it, and who went first', contract.TaskPosition)
  async ofTask(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Param({ schema: contract.PositionTaskParams }) params: z.infer<typeof contract.PositionTaskParams>,
  ): Promise<contract.TaskPosition> {
    return this.positions.ofTask(warehouseId, params.taskId);
  }

  /** For a brand: the stage of its shipment that is being done or comes next. */
  @Get('shipments/:shipmentId/position')
  @Access({ brand: 'auditor' })
  @Returns(200, 'The same, without the order numbers of other brands', contract.TaskPosition)
  async ofShipment(
    @BrandScope() { brandId }: BrandScope,
    @Param({ schema: contract.PositionShipmentParams })
    params: z.infer<typeof contract.PositionShipmentParams>,
  ): Promise<contract.TaskPosition> {
    return this.positions.ofShipment(brandId, params.shipmentId);
  }
}
