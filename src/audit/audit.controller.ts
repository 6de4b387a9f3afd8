import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { BrandScope } from '../accounts/scopes.js';
import { Access, Returns } from '../http/route.js';
import { AUDIT_CODES } from './audit.codes.js';
import * as contract from './audit.contract.js';
import { type AuditRunRow, AuditRunsService } from './audit-runs.service.js';

@ApiTags('Evidence')
@Controller('v1')
export class AuditController {
  constructor(private readonly runs: AuditRunsService) {}

  @Get('audit/runs')
  @Access({ brand: 'auditor' })
  @Returns(200, 'The newest audits, with what they found of this brand', contract.AuditRunList)
  async list(
    @BrandScope() brand: BrandScope,
    @Query({ schema: contract.AuditRunsQuery }) { limit }: z.infer<typeof contract.AuditRunsQuery>,
  ): Promise<z.infer<typeof contract.AuditRunList>> {
    return { items: (await this.runs.list(brand.brandId, limit)).map(toRun) };
  }
}

function toRun(row: AuditRunRow): contract.AuditRun {
  return {
    ...{ id: row.id, night: row.night, state: row.state, deep: row.deep },
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    findings: row.findings.map(({ brandId: _, ...finding }) => {
      const { severity, ja, en } = AUDIT_CODES[finding.code];
      return { ...finding, severity, means: { ja, en } };
    }),
  };
}
