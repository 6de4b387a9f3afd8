import { Module } from '@nestjs/common';
import { Badges } from './badges.js';
import { PackersService } from './packers.service.js';
import { StationController, StationsController } from './stations.controller.js';
import { StationsService } from './stations.service.js';

/** Benches, the devices on them and the people at them. */
@Module({
  controllers: [StationsController, StationController],
  providers: [Badges, PackersService, StationsService],
  exports: [Badges, PackersService, StationsService],
})
export class StationsModule {}
