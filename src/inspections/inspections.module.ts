import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { StationsModule } from '../stations/stations.module.js';
import { CartsController } from './carts.controller.js';
import { AnswersService } from './answers.service.js';
import { CompletionService } from './completion.service.js';
import { ExceptionsService } from './exceptions.service.js';
import { HandoverMetrics } from './handover.metrics.js';
import { HandoversService } from './handovers.service.js';
import { InspectionsController } from './inspections.controller.js';
import { ScanJudge } from './scan-judge.js';
import { ScansService } from './scans.service.js';
import { StandardsController } from './standards.controller.js';
import { StandardsService } from './standards.service.js';
import { StationTasksController } from './station-tasks.controller.js';
import { StationTasksService } from './station-tasks.service.js';

/** What is checked, by which standard, and what came out: the work on a task in hand. */
@Module({
  imports: [QueueModule, StationsModule],
  controllers: [CartsController, InspectionsController, StandardsController, StationTasksController],
  providers: [
    AnswersService,
    CompletionService,
    ExceptionsService,
    HandoverMetrics,
    HandoversService,
    ScanJudge,
    ScansService,
    StandardsService,
    StationTasksService,
  ],
})
export class InspectionsModule {}
