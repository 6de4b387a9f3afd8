import type { ErrorTable } from '../http/error-table.js';

export const ranksErrors = {
  rank_not_found: 404,
  default_rank_needed: 409,
} as const satisfies ErrorTable;
