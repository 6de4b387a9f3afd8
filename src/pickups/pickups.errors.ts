import type { ErrorTable } from '../http/error-table.js';

export const pickupsErrors = {
  calendar_not_allowed: 422,
} as const satisfies ErrorTable;
