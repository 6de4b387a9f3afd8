import { Module } from '@nestjs/common';
import { DatabaseMetrics } from './database.metrics.js';
import { HealthController } from './health.controller.js';
import { HealthService } from './health.service.js';

@Module({ controllers: [HealthController], providers: [DatabaseMetrics, HealthService] })
export class HealthModule {}
