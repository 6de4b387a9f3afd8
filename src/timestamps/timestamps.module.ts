import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { AuthorityArchive } from './authority-archive.js';
import { TimestampsController } from './timestamps.controller.js';
import { TimestampsMetrics } from './timestamps.metrics.js';
import { TimestampsService } from './timestamps.service.js';
import { TsaClient } from './tsa-client.js';

/** Trusted time: RFC 3161 time stamps over signatures and checkpoints. */
@Module({
  imports: [StorageModule],
  controllers: [TimestampsController],
  providers: [TsaClient, AuthorityArchive, TimestampsMetrics, TimestampsService],
  exports: [AuthorityArchive, TimestampsService],
})
export class TimestampsModule {}
