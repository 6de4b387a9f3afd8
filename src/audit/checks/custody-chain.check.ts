import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { verifyCustody } from '../../evidence/custody-verifier.js';
import { LogVerifier } from '../../log/log-verifier.js';
import type { AuditCheck, AuditFinding, AuditScope, AuditStep } from '../audit.check.js';

/** The chain of custody events, against itself and against its heads in signed checkpoints; everybody's as the log is. */
@Injectable()
export class CustodyChainCheck implements AuditCheck {
  readonly name = 'custody_chain';

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: LogVerifier,
  ) {}

  async *run({ brandId }: AuditScope): AsyncGenerator<AuditStep> {
    if (brandId !== undefined) return;
    const verdict = await verifyCustody(this.dataSource, await this.log.custodyHeads());
    const { difference, waiting } = verdict;
    const findings: AuditFinding[] = [];
    if (difference) {
      findings.push({ code: 'custody_chain_broken', members: [`${difference.kind} ${difference.seq}`] });
    }
    if (waiting > 0) findings.push({ code: 'custody_unchained', members: [String(waiting)] });
    yield { looked: verdict.links, findings };
  }
}
