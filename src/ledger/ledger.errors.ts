import type { ErrorTable } from '../http/error-table.js';

export const ledgerErrors = {
  schema_not_found: 404,
  signing_key_not_found: 404,
  signing_key_ended: 409,
  signing_key_revoked: 409,
  signing_key_taken: 409,
  signing_key_malformed: 422,
} as const satisfies ErrorTable;
