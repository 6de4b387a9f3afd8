import { Module } from '@nestjs/common';
import { StorageModule } from '../storage/storage.module.js';
import { KeyArchive } from './key-archive.js';
import { KeysController } from './keys.controller.js';
import { LedgerWriter } from './ledger-writer.js';
import { ProofSource, NotYetLogged } from './proof-source.js';
import { SigningService } from './signing.js';

/** Signed documents: written, signed, kept, and entered into the log. */
@Module({
  imports: [StorageModule],
  controllers: [KeysController],
  providers: [SigningService, KeyArchive, LedgerWriter, { provide: ProofSource, useClass: NotYetLogged }],
  exports: [SigningService, KeyArchive, LedgerWriter, ProofSource],
})
export class LedgerModule {}
