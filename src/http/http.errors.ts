import type { ErrorTable } from './error-table.js';

/** Errors of the protocol itself, before a feature is reached. */
export const httpErrors = {
  malformed_json: 400,
  malformed_request: 400,
  malformed_cursor: 400,
  malformed_idempotency_key: 400,
  unauthenticated: 401,
  role_too_small: 403,
  wrong_credential: 403,
  no_scope_chosen: 403,
  packer_not_signed_in: 403,
  cross_origin: 403,
  route_not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  request_in_progress: 409,
  secret_shown_once: 409,
  body_too_large: 413,
  url_too_long: 414,
  unsupported_media_type: 415,
  invalid_request: 422,
  idempotency_key_reused: 422,
  too_many_requests: 429,
  headers_too_large: 431,
  internal: 500,
  temporarily_unavailable: 503,
} as const satisfies ErrorTable;
