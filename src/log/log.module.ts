import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { CheckpointSigner } from './checkpoint-signer.js';
import { CheckpointsService } from './checkpoints.service.js';
import { CustodyHead, NoCustodyHead } from './custody-head.js';
import { LogAppender } from './log-appender.js';
import { LogController } from './log.controller.js';
import { LogMetrics } from './log.metrics.js';
import { LogProofs } from './log-proofs.service.js';
import { LogPublisher } from './log-publisher.js';
import { LogTilesController } from './log-tiles.controller.js';
import { LogWatch } from './log-watch.js';
import { PublishedCheckpoint } from './published-checkpoint.js';

/** The transparency log over all signed documents: appended, signed, published, proved. */
@Module({
  imports: [StorageModule],
  controllers: [LogController, LogTilesController],
  providers: [
    { provide: CustodyHead, useClass: NoCustodyHead },
    ...[CheckpointSigner, PublishedCheckpoint, LogMetrics, LogWatch],
    ...[LogAppender, CheckpointsService, LogPublisher, LogProofs],
  ],
  exports: [CheckpointSigner, LogAppender, CheckpointsService, LogPublisher, LogProofs],
})
export class LogModule {}
