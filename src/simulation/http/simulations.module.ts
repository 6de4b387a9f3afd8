import { Module } from '@nestjs/common';
import { SimulationRunner } from './simulation-runner.js';
import { SimulationsController } from './simulations.controller.js';
import { SimulationsService } from './simulations.service.js';

@Module({
  controllers: [SimulationsController],
  providers: [SimulationsService, SimulationRunner],
  exports: [SimulationRunner],
})
export class SimulationsModule {}
