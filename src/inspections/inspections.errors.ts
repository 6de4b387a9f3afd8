import type { ErrorTable } from '../http/error-table.js';

export const inspectionsErrors = {
  check_not_found: 404,
  line_not_found: 404,
  exception_not_found: 404,
  waybill_not_found: 404,
  not_complete: 409,
  shipment_not_ready: 409,
  shipment_stopped: 409,
  id_reused: 409,
  answered_by_scan: 422,
  reason_required: 422,
  line_required: 422,
  quantity_too_large: 422,
  check_code_repeated: 422,
} as const satisfies ErrorTable;
