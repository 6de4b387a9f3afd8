import type { ErrorTable } from '../http/error-table.js';

export const stationsErrors = {
  station_not_found: 404,
  packer_not_found: 404,
  station_name_taken: 409,
  pseudonym_taken: 409,
  badge_taken: 409,
  enrolment_code_invalid: 403,
  badge_unknown: 403,
} as const satisfies ErrorTable;
