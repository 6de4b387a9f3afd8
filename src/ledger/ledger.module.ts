import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { KeyArchive } from './key-archive.js';
import { KeysController } from './keys.controller.js';
import { LedgerWriter } from './ledger-writer.js';
import { SigningService } from './signing.js';

/** Signed documents: written, signed, kept, and entered into the log. */
@Module({
  imports: [StorageModule],
  controllers: [KeysController],
  providers: [SigningService, KeyArchive, LedgerWriter],
  exports: [SigningService, KeyArchive, LedgerWriter],
})
export class LedgerModule {}
