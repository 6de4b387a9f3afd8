import { Module } from '@nestjs/common';
import { ShipmentsController, StagesController } from './shipments.controller.js';
import { ShipmentsService } from './shipments.service.js';
import { StagesService } from './stages.service.js';
import { WaybillsService } from './waybills.service.js';

@Module({
  controllers: [ShipmentsController, StagesController],
  providers: [ShipmentsService, StagesService, WaybillsService],
  exports: [ShipmentsService],
})
export class ShipmentsModule {}
