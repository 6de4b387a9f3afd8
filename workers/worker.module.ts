import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '../src/audit/audit.module.js';
import { ClipsModule } from '../src/clips/clips.module.js';
import { ConfigModule } from '../src/config/config.module.js';
import type { AppConfig } from '../src/config/env.js';
import { DatabaseModule } from '../src/database/database.module.js';
import { EvidenceModule } from '../src/evidence/evidence.module.js';
import { MetricsModule } from '../src/health/metrics.module.js';
import { PickupsModule } from '../src/pickups/pickups.module.js';
import { QueueModule } from '../src/queue/queue.module.js';
import { JobsModule } from '../src/jobs/jobs.module.js';
import { LogModule } from '../src/log/log.module.js';
import type { Logger } from '../src/logging/logger.js';
import { LoggingModule } from '../src/logging/logging.module.js';
import { SimulationsModule } from '../src/simulation/http/simulations.module.js';
import { StorageModule } from '../src/storage/storage.module.js';
import { TimestampsModule } from '../src/timestamps/timestamps.module.js';
import { HANDLERS } from './handlers.js';
import { SWEEPS } from './sweeps/sweeps.js';

/** Features whose services the handlers and sweeps use. */
const FEATURES: NonNullable<DynamicModule['imports']> = [
  QueueModule,
  ClipsModule,
  EvidenceModule,
  LogModule,
  PickupsModule,
  SimulationsModule,
  TimestampsModule,
  AuditModule,
];

@Module({})
export class WorkerModule {
  static forRoot(config: AppConfig, logger: Logger): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule.forRoot(logger),
        MetricsModule,
        DatabaseModule,
        JobsModule,
        StorageModule,
        ...FEATURES,
      ],
      providers: [...Object.values(HANDLERS), ...SWEEPS],
    };
  }
}
