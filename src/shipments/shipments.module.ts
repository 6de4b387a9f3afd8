import { Module } from '@nestjs/common';
import { PickupsModule } from '../pickups/pickups.module.js';
import { ShipmentsController, StagesController } from './shipments.controller.js';
import { ShipmentsService } from './shipments.service.js';
import { StagesService } from './stages.service.js';
import { WaybillsService } from './waybills.service.js';

@Module({
  imports: [PickupsModule],
  controllers: [ShipmentsController, StagesController],
  providers: [ShipmentsService, StagesService, WaybillsService],
  exports: [ShipmentsService],
})
export class ShipmentsModule {}
