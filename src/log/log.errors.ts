import type { ErrorTable } from '../http/error-table.js';

export const logErrors = {
  not_logged_yet: 404,
  log_tile_not_found: 404,
  log_checkpoint_not_found: 404,
  log_size_not_reached: 404,
  log_inconsistent: 500,
} as const satisfies ErrorTable;
