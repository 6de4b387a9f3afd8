import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { BundleFiles } from './bundle-files.js';
import { BundleProofs, BundleTimestamps, NoProofs, NoTimestamps } from './bundle-parts.js';
import { BundlesController } from './bundles.controller.js';
import { BundlesService } from './bundles.service.js';

/** Evidence to take away. */
@Module({
  imports: [LedgerModule],
  controllers: [BundlesController],
  providers: [
    BundlesService,
    BundleFiles,
    { provide: BundleProofs, useClass: NoProofs },
    { provide: BundleTimestamps, useClass: NoTimestamps },
  ],
})
export class BundlesModule {}
