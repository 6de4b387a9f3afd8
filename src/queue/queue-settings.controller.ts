import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WarehouseScope } from '../accounts/scopes.js';
import { Access, ReaderLocale, Returns } from '../http/route.js';
import { titled } from '../http/warnings.js';
import type { Locale } from '../i18n/locale.js';
import { QueueSettings, WrittenQueueSettings } from './queue-settings.contract.js';
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

  /** Replaces all settings; what is left out gets its default. What no station serves is named in `warnings`. */
  @Put()
  @Access({ warehouse: 'manager' })
  @Returns(200, 'The settings; open tasks move to their pools within seconds', WrittenQueueSettings)
  async write(
    @WarehouseScope() { warehouseId }: WarehouseScope,
    @Body({ schema: QueueSettings }) body: QueueSettings,
    @ReaderLocale() locale: Locale,
  ) {
    const { settings, warnings } = await this.settings.write(warehouseId, body);
    return { ...settings, warnings: titled(warnings, locale) };
  }
}
