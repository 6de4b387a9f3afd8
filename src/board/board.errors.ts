import type { ErrorTable } from '../http/error-table.js';

export const boardErrors = {
  board_streams_full: 503,
  day_not_closable: 409,
  day_closed: 409,
  day_out_of_reach: 422,
} as const satisfies ErrorTable;
