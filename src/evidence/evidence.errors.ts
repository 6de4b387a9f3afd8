import type { ErrorTable } from '../http/error-table.js';

export const evidenceErrors = {
  rendition_not_found: 404,
  manifest_not_found: 404,
} as const satisfies ErrorTable;
