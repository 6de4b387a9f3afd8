import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { METRICS } from '../health/metrics.module.js';
import { AuditRunsService } from './audit-runs.service.js';

/** What the newest nightly audit has found, by code. */
@Injectable()
export class AuditMetrics {
  private readonly findings: Gauge<'code'>;

  constructor(
    private readonly runs: AuditRunsService,
    @Inject(METRICS) registry: Registry,
  ) {
    this.findings = new Gauge({
      name: 'akashi_audit_findings',
      help: 'Findings of the newest nightly audit, by code; orphan and bytes_repeated are notes, all others are differences',
      labelNames: ['code'],
      registers: [registry],
      collect: () => this.read(),
    });
  }

  private async read(): Promise<void> {
    const counts = await this.runs.newestCounts();
    this.findings.reset();
    for (const [code, count] of counts) this.findings.set({ code }, count);
  }
}
