import type { ErrorTable } from '../http/error-table.js';

export const accountsErrors = {
  wrong_login: 401,
  too_many_logins: 429,
  brand_not_found: 404,
  warehouse_not_found: 404,
  person_not_found: 404,
  api_key_not_found: 404,
  membership_not_found: 404,
  brand_code_taken: 409,
  warehouse_code_taken: 409,
  email_taken: 409,
  too_many_api_keys: 409,
} as const satisfies ErrorTable;
