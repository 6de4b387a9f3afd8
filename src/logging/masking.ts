import { sqlState, violatedConstraint } from '../database/pg-errors.js';

/** What a log line keeps of an error. */
export interface LoggedError {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  stack?: string;
  cause?: LoggedError;
}

/**
 * An error as it may be logged. Only named fields are taken: pg's `detail` and TypeORM's `parameters` quote the row,
 * and a row may hold a person's name or address. For the same reason a database error loses its message when the message
 * quotes the value (SQLSTATE class 22).
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: 'a value that is not an error was thrown' };
  const state = sqlState(error);
  const message = state?.startsWith('22') ? 'the database refused a value' : error.message;
  return {
    type: error.constructor.name,
    message,
    code: state ?? codeOf(error),
    constraint: violatedConstraint(error),
    stack: framesOf(error),
    cause: error.cause !== undefined && depth < 3 ? loggedError(error.cause, depth + 1) : undefined,
  };
}

/** Only the frames: the lines before them repeat the message, which may have several. */
function framesOf(error: Error): string | undefined {
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return frames?.join('\n');
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
