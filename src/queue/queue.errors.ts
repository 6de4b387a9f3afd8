import type { ErrorTable } from '../http/error-table.js';

export const queueErrors = {
  task_not_found: 404,
  scan_not_found: 404,
  cart_not_found: 404,
  newer_token: 409,
  task_not_held: 409,
  task_stopped: 409,
  task_completed: 409,
  task_held_elsewhere: 409,
  task_not_released: 409,
  already_holding: 409,
  nothing_left_to_do: 409,
  queue_settings_not_allowed: 422,
} as const satisfies ErrorTable;
