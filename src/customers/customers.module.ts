import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { CustomerRanksService } from './customer-ranks.service.js';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';

@Module({
  imports: [QueueModule],
  controllers: [CustomersController],
  providers: [CustomersService, CustomerRanksService],
  exports: [CustomersService],
})
export class CustomersModule {}
