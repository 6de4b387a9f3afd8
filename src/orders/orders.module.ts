import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { IntakeService } from './intake.service.js';
import { OrdersController } from './orders.controller.js';
import { OrdersService } from './orders.service.js';

@Module({
  imports: [QueueModule],
  controllers: [OrdersController],
  providers: [IntakeService, OrdersService],
  exports: [IntakeService, OrdersService],
})
export class OrdersModule {}
