import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { KeyArchive } from './key-archive.js';
import { LedgerWriter } from './ledger-writer.js';
import { LogProofs, NotYetLogged } from './log-proofs.js';
import { SigningService } from './signing.js';

/** Signed documents: written, signed, kept, and entered into the log. */
@Module({
  imports: [StorageModule],
  providers: [SigningService, KeyArchive, LedgerWriter, { provide: LogProofs, useClass: NotYetLogged }],
  exports: [SigningService, KeyArchive, LedgerWriter, LogProofs],
})
export class LedgerModule {}
