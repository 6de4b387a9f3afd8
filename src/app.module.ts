import { type DynamicModule, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from './accounts/accounts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { BoardModule } from './board/board.module.js';
import { BundlesModule } from './bundles/bundles.module.js';
import { CasesModule } from './cases/cases.module.js';
import { ClipsModule } from './clips/clips.module.js';
import { ConfigModule } from './config/config.module.js';
import type { AppConfig } from './config/env.js';
import { DatabaseModule } from './database/database.module.js';
import { EvidenceModule } from './evidence/evidence.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './health/metrics.module.js';
import { HttpModule } from './http/http.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LogModule } from './log/log.module.js';
import type { Logger } from './logging/logger.js';
import { LoggingModule } from './logging/logging.module.js';
import { CustomersModule } from './customers/customers.module.js';
import { ItemsModule } from './items/items.module.js';
import { OrdersModule } from './orders/orders.module.js';
import { PickupsModule } from './pickups/pickups.module.js';
import { RanksModule } from './ranks/ranks.module.js';
import { ShipmentsModule } from './shipments/shipments.module.js';
import { InspectionsModule } from './inspections/inspections.module.js';
import { InterventionsModule } from './interventions/interventions.module.js';
import { QueueModule } from './queue/queue.module.js';
import { SimulationsModule } from './simulation/http/simulations.module.js';
import { StationsModule } from './stations/stations.module.js';
import { StorageModule } from './storage/storage.module.js';
import { TimestampsModule } from './timestamps/timestamps.module.js';
import { TrackingModule } from './tracking/tracking.module.js';

/** The features of the API, one line each; the worker has its own root module. */
const FEATURES = [
  AccountsModule,
  StationsModule,
  QueueModule,
  InspectionsModule,
  InterventionsModule,
  ShipmentsModule,
  RanksModule,
  OrdersModule,
  PickupsModule,
  ItemsModule,
  CustomersModule,
  ClipsModule,
  EvidenceModule,
  LogModule,
  TimestampsModule,
  BoardModule,
  SimulationsModule,
  BundlesModule,
  AuditModule,
  CasesModule,
  TrackingModule,
];

@Module({})
export class AppModule {
  static forRoot(config: AppConfig, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggingModule.forRoot(logger),
        MetricsModule,
        DatabaseModule,
        DiscoveryModule,
        JobsModule,
        StorageModule,
        HttpModule,
        HealthModule,
        ...FEATURES,
      ],
    };
  }
}
