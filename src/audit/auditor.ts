import { Injectable } from '@nestjs/common';
import type { AuditCheck, AuditFinding, AuditScope, AuditStep } from './audit.check.js';
import { isDifference } from './audit.codes.js';
import { AuditChecks } from './audit-checks.js';

/** What an audit has found. Nothing was repaired. */
export interface AuditReport {
  /** How many things each check has looked at. */
  checked: Record<string, number>;
  /** How many findings there are of each code. */
  counts: Record<string, number>;
  /** The first of each code: many of one kind must not hide the only one of another. */
  findings: AuditFinding[];
  /** How many more there are. */
  leftOff: number;
  /** How many findings are differences. Zero: the audit found nothing wrong. */
  differences: number;
}

export type OnProgress = (check: string, looked: number) => void;

const MOST_OF_A_CODE = 200;

/** Walks database, storage and log, and reports every difference. It never repairs. */
@Injectable()
export class Auditor {
  constructor(private readonly checks: AuditChecks) {}

  /** A check that can't go on is a finding of its own; the others are carried out all the same. */
  async audit(scope: AuditScope, onProgress: OnProgress = () => undefined): Promise<AuditReport> {
    const report: AuditReport = { checked: {}, counts: {}, findings: [], leftOff: 0, differences: 0 };
    for (const check of this.checks.list()) {
      report.checked[check.name] = 0;
      try {
        for await (const step of check.run(scope)) {
          note(report, check.name, step);
          onProgress(check.name, report.checked[check.name] ?? 0);
        }
      } catch (error) {
        scope.signal.throwIfAborted();
        note(report, check.name, {
          looked: 0,
          findings: [{ code: 'check_failed', members: [whyOf(check, error)] }],
        });
      }
    }
    return report;
  }
}

function note(report: AuditReport, name: string, { looked, findings }: AuditStep): void {
  report.checked[name] = (report.checked[name] ?? 0) + looked;
  for (const finding of findings) {
    const count = (report.counts[finding.code] ?? 0) + 1;
    report.counts[finding.code] = count;
    if (isDifference(finding.code)) report.differences += 1;
    if (count <= MOST_OF_A_CODE) report.findings.push(finding);
    else report.leftOff += 1;
  }
}

/** Messages of ours and of the database hold ids and keys only. */
function whyOf(check: AuditCheck, error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return `${check.name}: ${message.slice(0, 300)}`;
}
