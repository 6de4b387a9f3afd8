import type { ErrorTable } from '../http/error-table.js';

export const trackingErrors = {
  tracking_link_not_found: 404,
  film_not_for_gift_recipient: 422,
  link_expiry_not_allowed: 422,
} as const satisfies ErrorTable;
