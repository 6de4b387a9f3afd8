import { Module } from '@nestjs/common';
import { CalendarsService } from './calendars.service.js';
import { PickupsController } from './pickups.controller.js';

@Module({ controllers: [PickupsController], providers: [CalendarsService], exports: [CalendarsService] })
export class PickupsModule {}
