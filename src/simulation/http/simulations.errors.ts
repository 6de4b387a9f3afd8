import type { ErrorTable } from '../../http/error-table.js';

export const simulationsErrors = {
  simulation_not_found: 404,
  simulation_not_done: 409,
  simulation_too_large: 422,
  simulation_without_orders: 422,
  simulation_without_stations: 422,
} as const satisfies ErrorTable;
