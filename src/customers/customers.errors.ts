import type { ErrorTable } from '../http/error-table.js';

export const customersErrors = {
  customer_not_found: 404,
  rank_end_in_past: 422,
} as const satisfies ErrorTable;
