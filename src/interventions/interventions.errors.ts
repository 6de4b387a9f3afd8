import type { ErrorTable } from '../http/error-table.js';

export const interventionsErrors = {
  shipment_left: 409,
  shipment_held: 409,
  shipment_not_held: 409,
  shipment_packed: 409,
  task_not_open: 409,
  split_takes_all: 422,
  split_line_unknown: 422,
  split_too_many: 422,
  consolidate_not_alike: 409,
} as const satisfies ErrorTable;
