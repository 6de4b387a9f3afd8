import type { ErrorCode } from '../../http/error-codes.js';

/** Titles of problem answers. A code without one shows its own words ("task_not_held" → "Task not held"). */
export const problemTitles: Partial<Record<ErrorCode, string>> = {
  malformed_json: 'The body is not valid JSON',
  malformed_request: 'The request could not be read',
  malformed_cursor: 'The cursor is not one that we gave out',
  malformed_idempotency_key: 'The Idempotency-Key is not usable',
  unauthenticated: 'No valid credential',
  role_too_small: 'Your role does not allow this',
  wrong_credential: 'This credential is for something else',
  no_scope_chosen: 'No brand or warehouse is chosen',
  packer_not_signed_in: 'Nobody is signed in at this station',
  cross_origin: 'The request came from another site',
  route_not_found: 'There is nothing here',
  method_not_allowed: 'This address does not take that method',
  request_in_progress: 'The same request is still being worked on',
  secret_shown_once: 'The secret was shown once',
  body_too_large: 'The body is too large',
  url_too_long: 'The address is too long',
  unsupported_media_type: 'This kind of content is not taken here',
  invalid_request: 'The request does not fit the contract',
  idempotency_key_reused: 'The Idempotency-Key belongs to another body',
  too_many_requests: 'Too many requests',
  internal: 'Something went wrong on our side',
  temporarily_unavailable: 'Not available right now',
  wrong_login: 'E-mail or password is wrong',
  too_many_logins: 'Too many attempts to sign in',
};
