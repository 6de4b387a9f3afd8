import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { LogModule } from '../log/log.module.js';
import { TimestampsModule } from '../timestamps/timestamps.module.js';
import { BundleFiles } from './bundle-files.js';
import { BundlesController } from './bundles.controller.js';
import { BundlesService } from './bundles.service.js';

/** Evidence to take away. */
@Module({
  imports: [LedgerModule, LogModule, TimestampsModule],
  controllers: [BundlesController],
  providers: [BundlesService, BundleFiles],
})
export class BundlesModule {}
