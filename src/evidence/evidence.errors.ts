import type { ErrorTable } from '../http/error-table.js';

export const evidenceErrors = {
  rendition_not_found: 404,
  clip_not_playable: 409,
  manifest_not_found: 404,
  evidence_present: 409,
  evidence_stage_unknown: 422,
} as const satisfies ErrorTable;
