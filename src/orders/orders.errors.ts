import type { ErrorTable } from '../http/error-table.js';

export const ordersErrors = {
  order_not_found: 404,
  order_is_cancelled: 409,
  order_already_packed: 409,
  order_already_shipped: 409,
  order_consolidated: 409,
  warehouse_needed: 409,
  payment_refunded: 422,
  placed_in_future: 422,
  ship_by_before_placed: 422,
  ship_by_too_old: 422,
  ship_by_too_far: 422,
  not_before_after_ship_by: 422,
  delivery_date_before_placed: 422,
  noshi_not_allowed: 422,
  sku_unknown: 422,
  order_total_too_large: 422,
} as const satisfies ErrorTable;
