import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { MediaModule } from '../media/media.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { ChainSealer } from './chain-sealer.js';
import { ClipViewsService } from './clip-views.service.js';
import { CompletenessController, WarehouseCompletenessController } from './completeness.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceCoverage } from './evidence-coverage.service.js';
import { EvidenceMedia } from './evidence-media.service.js';
import { EvidenceSettingsService } from './evidence-settings.service.js';
import { EvidenceWaivers } from './evidence-waivers.service.js';
import { LegalHoldsService } from './legal-holds.service.js';
import { ManifestReader } from './manifest-reader.js';
import { MyClipsController } from './my-clips.controller.js';
import { OriginalReader } from './original-reader.js';
import { RenderingService } from './rendering.service.js';
import { RenditionWriter } from './rendition-writer.js';
import { LaterRenditions } from './later-renditions.service.js';
import { RenditionRequests } from './rendition-requests.service.js';
import { SealService } from './seal.service.js';
import { ShipmentSealService } from './shipment-seal.service.js';
import { StageSealService } from './stage-seal.service.js';

/** Evidence: sealed, shown, preserved. */
@Module({
  imports: [LedgerModule, MediaModule, StorageModule],
  controllers: [
    EvidenceController,
    CompletenessController,
    WarehouseCompletenessController,
    MyClipsController,
  ],
  providers: [
    ...[EvidenceMedia, ManifestReader, ChainSealer, SealService, StageSealService, ShipmentSealService],
    ...[
      RenderingService,
      RenditionWriter,
      OriginalReader,
      LegalHoldsService,
      LaterRenditions,
      RenditionRequests,
    ],
    ...[ClipViewsService, EvidenceCoverage, EvidenceSettingsService, EvidenceWaivers],
  ],
  exports: [
    EvidenceMedia,
    ManifestReader,
    SealService,
    StageSealService,
    ShipmentSealService,
    RenderingService,
    LaterRenditions,
    LegalHoldsService,
    MediaModule,
    StorageModule,
  ],
})
export class EvidenceModule {}
