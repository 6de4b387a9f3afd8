import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence/evidence.module.js';
import { ClipAssemblyService } from './clip-assembly.service.js';
import { ClipLinksController } from './clip-links.controller.js';
import { ClipLinksService } from './clip-links.service.js';
import { ClipsController } from './clips.controller.js';
import { ClipsService } from './clips.service.js';
import { CompleteClipService } from './complete-clip.service.js';
import { DirectSegmentsService } from './direct-segments.service.js';
import { ClipSegmentsCleaner } from './segments-cleaner.js';
import { SegmentRows } from './segment-rows.js';
import { SegmentsService } from './segments.service.js';
import { TotalDigestService } from './total-digest.service.js';

/** Recordings: opened, sent in segments, completed, put together. */
@Module({
  imports: [EvidenceModule],
  controllers: [ClipsController, ClipLinksController],
  providers: [
    ClipsService,
    ClipLinksService,
    SegmentsService,
    SegmentRows,
    DirectSegmentsService,
    TotalDigestService,
    CompleteClipService,
    ClipAssemblyService,
    ClipSegmentsCleaner,
  ],
  exports: [ClipAssemblyService, ClipSegmentsCleaner],
})
export class ClipsModule {}
