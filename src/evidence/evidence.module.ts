import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MediaModule } from '../media/media.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceMedia } from './evidence-media.service.js';
import { LegalHoldsService } from './legal-holds.service.js';
import { ManifestReader } from './manifest-reader.js';
import { OriginalReader } from './original-reader.js';
import { RenderingService } from './rendering.service.js';
import { RenditionWriter } from './rendition-writer.js';
import { LaterRenditions } from './later-renditions.service.js';
import { RenditionRequests } from './rendition-requests.service.js';
import { SealService } from './seal.service.js';

/** Evidence: sealed, shown, preserved. */
@Module({
  imports: [LedgerModule, MediaModule, StorageModule],
  controllers: [EvidenceController],
  providers: [
    ...[EvidenceMedia, ManifestReader, LaterRenditions, RenditionRequests],
    ...[SealService, RenderingService, RenditionWriter, OriginalReader, LegalHoldsService],
  ],
  exports: [
    EvidenceMedia,
    ManifestReader,
    SealService,
    RenderingService,
    LaterRenditions,
    LegalHoldsService,
    MediaModule,
    StorageModule,
  ],
})
export class EvidenceModule {}
