import { z } from 'zod';
import { BilingualText } from '../http/common.contract.js';

/** GET /v1/audit/runs */
export const AuditRunsQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(30).default(7) });

export const AuditFindingView = z
  .strictObject({
    code: z.string(),
    severity: z.enum(['difference', 'note']),
    means: BilingualText,
    shipmentId: z.string().optional(),
    clipId: z.string().optional(),
    caseId: z.string().optional(),
    sha256: z.string().optional(),
    object: z
      .strictObject({ bucket: z.string(), key: z.string(), versionId: z.string().optional() })
      .optional(),
    members: z.array(z.string()).optional(),
  })
  .meta({ id: 'AuditFinding' });

export const AuditRun = z
  .strictObject({
    id: z.string(),
    night: z.string().nullable(),
    state: z.enum(['running', 'finished', 'failed']),
    deep: z.boolean(),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    findings: z.array(AuditFindingView),
  })
  .meta({ id: 'AuditRun' });
export const AuditRunList = z.strictObject({ items: z.array(AuditRun) }).meta({ id: 'AuditRunList' });

export type AuditRun = z.infer<typeof AuditRun>;
