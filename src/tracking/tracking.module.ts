import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { TrackingLinksController } from './tracking-links.controller.js';
import { TrackingLinksService } from './tracking-links.service.js';
import { TrackingPagesController } from './tracking-pages.controller.js';
import { TrackingPagesService } from './tracking-pages.service.js';
import { TrackingReportsService } from './tracking-reports.service.js';

@Module({
  imports: [CasesModule, EvidenceModule],
  controllers: [TrackingLinksController, TrackingPagesController],
  providers: [TrackingLinksService, TrackingPagesService, TrackingReportsService],
})
export class TrackingModule {}
