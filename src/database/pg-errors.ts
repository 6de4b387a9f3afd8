import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';

/** The five-character SQLSTATE of a database error, however it is wrapped; undefined for any other error. */
export function sqlState(error: unknown): string | undefined {
  return databaseError(error)?.code;
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: serialization_failure, deadlock_detected.
const REPEATABLE = new Set(['40001', '40P01']);

/** Whether Postgres undid a statement for the sake of another one: the same again may succeed. */
export function isRepeatable(error: unknown): boolean {
  return REPEATABLE.has(sqlState(error) ?? '');
}

/**
 * Name of the constraint that a write has violated, so that a service can turn a known one into its own error code:
 * `if (violatedConstraint(error) === 'orders_source_key') …`.
 */
export function violatedConstraint(error: unknown): string | undefined {
  return databaseError(error)?.constraint;
}

function databaseError(error: unknown): DatabaseError | undefined {
  const inner: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return inner instanceof DatabaseError ? inner : undefined;
}
