import { Injectable } from '@nestjs/common';
import { LogVerifier } from '../../log/log-verifier.js';
import type { AuditCheck, AuditScope, AuditStep } from '../audit.check.js';

/** The log against the documents that it is of, and against every checkpoint. It is everybody's, so a brand alone has none. */
@Injectable()
export class LogCheck implements AuditCheck {
  readonly name = 'log';

  constructor(private readonly log: LogVerifier) {}

  async *run({ brandId, signal }: AuditScope): AsyncGenerator<AuditStep> {
    if (brandId !== undefined) return;
    for await (const { looked, differences } of this.log.verify(signal)) {
      yield { looked, findings: differences.map((member) => ({ code: 'log_differs', members: [member] })) };
    }
  }
}
