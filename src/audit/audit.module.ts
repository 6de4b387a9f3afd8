import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { LogModule } from '../log/log.module.js';
import { AuditController } from './audit.controller.js';
import { AuditMetrics } from './audit.metrics.js';
import { AuditRunsService } from './audit-runs.service.js';
import { AuditChecks, CHECKS, EvidenceChecks, RowChecks, SharedChecks } from './audit-checks.js';
import { Auditor } from './auditor.js';

/** Walks database, storage and log, and reports what differs. */
@Module({
  imports: [LedgerModule, LogModule],
  controllers: [AuditController],
  providers: [
    ...CHECKS,
    ...[EvidenceChecks, RowChecks, SharedChecks, AuditChecks, Auditor, AuditRunsService, AuditMetrics],
  ],
  exports: [Auditor, AuditRunsService],
})
export class AuditModule {}
