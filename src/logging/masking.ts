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

/** Segments of a path that point at a person or open a door. Each pattern's group is what stays. */
const MASKED_SEGMENTS = [
  // The token of a tracking link.
  /^(\/t\/)[^/]+/i,
  // A customer's ref is the brand's own, often an e-mail address.
  /^(\/v1\/customers\/)[^/]+/i,
  // An e-mail address anywhere, also under an address that doesn't exist.
  /(\/)[^/]*(?:@|%40)[^/]*/gi,
] as const;

/** A request's path as it may be logged: no query (searches hold e-mail addresses), none of MASKED_SEGMENTS. */
export function maskedPath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return MASKED_SEGMENTS.reduce((masked, segment) => masked.replace(segment, '$1…'), path);
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
    stack: error.stack?.split('\n').slice(1).join('\n'),
    cause: error.cause !== undefined && depth < 3 ? loggedError(error.cause, depth + 1) : undefined,
  };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
