import { Module } from '@nestjs/common';
import { CalendarsService } from './calendars.service.js';
import { PickupsController } from './pickups.controller.js';
import { TruckMovesService } from './truck-moves.service.js';

@Module({
  controllers: [PickupsController],
  providers: [CalendarsService, TruckMovesService],
  exports: [CalendarsService, TruckMovesService],
})
export class PickupsModule {}
