/**
 * A feature's error codes with their HTTP status: `{ task_not_found: 404 } as const satisfies ErrorTable`.
 * Codes are part of the API: snake_case, never renamed once landed.
 */
export type ErrorTable = Readonly<Record<string, ErrorStatus>>;

export type ErrorStatus =
  400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 422 | 429 | 431 | 500 | 503;
