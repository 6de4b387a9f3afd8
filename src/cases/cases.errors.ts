import type { ErrorTable } from '../http/error-table.js';

export const casesErrors = {
  case_not_found: 404,
  case_closed: 409,
  case_weight_not_heavier: 409,
  shipment_of_another_order: 422,
  line_of_another_shipment: 422,
} as const satisfies ErrorTable;
