import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { BoxesService } from './boxes.service.js';
import { HoldsService } from './holds.service.js';
import { InterventionsController } from './interventions.controller.js';
import { ReassignService } from './reassign.service.js';
import { TaskInterventionsController } from './task-interventions.controller.js';

/** What staff decide about work that is planned or under way. */
@Module({
  imports: [QueueModule],
  controllers: [InterventionsController, TaskInterventionsController],
  providers: [BoxesService, HoldsService, ReassignService],
})
export class InterventionsModule {}
