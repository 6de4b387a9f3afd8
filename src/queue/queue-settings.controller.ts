import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WarehouseScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import { QueueSettings } from './queue-settings.contract.js';
import { QueueSettingsService } from './queue-settings.service.js';

/** Pools, head start and truck guard of a warehouse, for its manager. */
@ApiTags('Queue')
@Controller('v1/queue-settings')
export class QueueSettingsController {
  constructor(private readonly settings: QueueSettingsService) {}

  @Get()
  @Access({ warehouse: 'packer' })
  @Returns(200, 'The settings in force', QueueSettings)
  async read(@WarehouseScope() { warehouseId }: WarehouseScope) {
    return this.settings.read(warehouseId);
  }

  /** Replaces all settings; what is left out gets its default. */
  @Put()
  @Access({ warehouse: 'manager' })
  @Returns(200, 'The settings; open tasks move to their pools within seconds', QueueSettings)
  async write(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Body({ schema: QueueSettings }) body: QueueSettings,
  ) {
    return this.settings.write(warehouseId, body);
  }
}
