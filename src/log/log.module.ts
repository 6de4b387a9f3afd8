import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { CheckpointSigner } from './checkpoint-signer.js';
import { CheckpointsService } from './checkpoints.service.js';
import { LogAppender } from './log-appender.js';
import { LogController } from './log.controller.js';
import { LogMetrics } from './log.metrics.js';
import { LogProofs } from './log-proofs.service.js';
import { LogPublisher } from './log-publisher.js';
import { LogTilesController } from './log-tiles.controller.js';
import { LogVerifier } from './log-verifier.js';
import { LogWatch } from './log-watch.js';
import { PublishedCheckpoint } from './published-checkpoint.js';

/** The transparency log over all signed documents: appended, signed, published, proved. */
@Module({
  imports: [StorageModule],
  controllers: [LogController, LogTilesController],
  providers: [
    ...[CheckpointSigner, PublishedCheckpoint, LogMetrics, LogWatch],
    ...[LogAppender, CheckpointsService, LogPublisher, LogProofs, LogVerifier],
  ],
  exports: [CheckpointSigner, LogAppender, CheckpointsService, LogPublisher, LogProofs, LogVerifier],
})
export class LogModule {}
