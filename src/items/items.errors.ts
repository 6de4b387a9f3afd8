import type { ErrorTable } from '../http/error-table.js';

export const itemsErrors = {
  gtin_check_digit_wrong: 422,
  sku_repeated: 422,
} as const satisfies ErrorTable;
