import { Inject, Injectable } from '@nestjs/common';
import { nightOf } from '../../src/audit/audit-night.js';
import { AuditRunsService } from '../../src/audit/audit-runs.service.js';
import { APP_CONFIG } from '../../src/config/config.module.js';
import type { AppConfig } from '../../src/config/env.js';
import type { Sweep } from './sweep.js';

/** Audits everything once a night, at the hour of AUDIT_AT; a worker that was down then does it when it is back. */
@Injectable()
export class NightlyAuditSweep implements Sweep {
  readonly name = 'nightly-audit';
  readonly everyMs = 60_000;

  constructor(
    private readonly runs: AuditRunsService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  async run(signal: AbortSignal): Promise<number> {
    const report = await this.runs.runNightly(nightOf(new Date(), this.config.audit.hourUtc), signal);
    return report?.differences ?? 0;
  }
}
