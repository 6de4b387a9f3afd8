import type { ErrorTable } from '../http/error-table.js';

export const shipmentsErrors = {
  shipment_not_found: 404,
  shipment_closed: 409,
  waybill_issued_elsewhere: 409,
  stage_in_use: 409,
  stages_not_allowed: 422,
  waybill_malformed: 422,
  waybill_check_digit_wrong: 422,
  waybill_repeated: 422,
  event_in_future: 422,
} as const satisfies ErrorTable;
