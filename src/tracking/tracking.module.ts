import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { LedgerModule } from '../ledger/ledger.module.js';
import { LogModule } from '../log/log.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { FilmProofs } from './film-proofs.service.js';
import { TrackingLinksController } from './tracking-links.controller.js';
import { TrackingLinksService } from './tracking-links.service.js';
import { TrackingPagesController } from './tracking-pages.controller.js';
import { TrackingPagesService } from './tracking-pages.service.js';
import { TrackingReportsService } from './tracking-reports.service.js';

@Module({
  imports: [CasesModule, EvidenceModule, LedgerModule, LogModule, StorageModule],
  controllers: [TrackingLinksController, TrackingPagesController],
  providers: [FilmProofs, TrackingLinksService, TrackingPagesService, TrackingReportsService],
})
export class TrackingModule {}
