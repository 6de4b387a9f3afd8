import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { AUDIT_EXTENSIONS, AuditAttestations, NoAttestations } from './audit.check.js';
import { AuditController } from './audit.controller.js';
import { AuditMetrics } from './audit.metrics.js';
import { AuditRunsService } from './audit-runs.service.js';
import { AuditChecks, CHECKS, EvidenceChecks, RowChecks } from './audit-checks.js';
import { Auditor } from './auditor.js';

/** Walks database, storage and log, and reports what differs. */
@Module({
  imports: [LedgerModule],
  controllers: [AuditController],
  providers: [
    ...CHECKS,
    ...[EvidenceChecks, RowChecks, AuditChecks, Auditor, AuditRunsService, AuditMetrics],
    { provide: AuditAttestations, useClass: NoAttestations },
    { provide: AUDIT_EXTENSIONS, useValue: [] },
  ],
  exports: [Auditor, AuditRunsService],
})
export class AuditModule {}
