import { ERROR_STATUS, type ErrorCode } from './error-codes.js';

/**
 * The only error that a service throws at a caller. It becomes a problem answer (RFC 9457) with the code's status.
 * @param detail one sentence that says what to do; shown to the caller, so no personal data and no internals
 * @param extra further members of the problem body, such as `errors` or `missing`
 */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'AppError';
    this.status = ERROR_STATUS[code];
  }
}

/** Whether it is a refusal with this code. */
export function isAppError(error: unknown, code: ErrorCode): error is AppError {
  return error instanceof AppError && error.code === code;
}
