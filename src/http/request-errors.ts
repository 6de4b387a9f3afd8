import { HttpException, type StandardSchemaValidationPipeOptions } from '@nestjs/common';
import { isRepeatable, sqlState } from '../database/pg-errors.js';
import { isObjectStoreError } from '../storage/object-store.error.js';
import { AppError } from './app-error.js';

/**
 * What callers read of errors that no feature has raised: those of Fastify, of Nest and of the database. Only known ones
 * are explained; everything else is `internal`, with nothing of its text.
 */
const BY_STATUS: Readonly<Record<number, () => AppError>> = {
  400: () =>
    new AppError('malformed_request', 'The request could not be read; check its address, headers and body.'),
  404: () =>
    new AppError('route_not_found', 'Nothing answers at this address; /v1/openapi.json lists what does.'),
  413: () => new AppError('body_too_large', 'Send a smaller body: batches in parts, files in segments.'),
  414: () => new AppError('url_too_long', 'Shorten the address.'),
  415: () =>
    new AppError(
      'unsupported_media_type',
      'Send the content type that /v1/openapi.json names for this route.',
    ),
  429: () => new AppError('too_many_requests', 'Wait a moment and try again.'),
};

type Issues = Parameters<NonNullable<StandardSchemaValidationPipeOptions['exceptionFactory']>>[0];

const MALFORMED_JSON_CODES = new Set(['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY']);

// Classes 08 (connection), 53 (resources) and 57P (shutdown): the database is away or full, the request may be fine.
const DATABASE_AWAY = /^(08|53|57P0)/;
const NETWORK_AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND']);
const POOL_TIMEOUT = /timeout exceeded when trying to connect|Connection terminated/i;

/** The error that a caller is told, for whatever was thrown while answering. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (isMalformedJson(thrown)) {
    return new AppError(
      'malformed_json',
      'The body must be one JSON value in UTF-8; check commas, quotes and brackets.',
    );
  }
  const known = BY_STATUS[statusOf(thrown) ?? 0];
  if (known) return known();
  if (isAway(thrown)) {
    return new AppError('temporarily_unavailable', 'Try again in a few seconds; nothing was stored.');
  }
  return new AppError('internal', 'Try again; if it stays, give the requestId to whoever runs this server.');
}

/** Turns what a schema found into one error that names every field. Values are not repeated: they may be personal. */
export function invalidRequest(issues: Issues): AppError {
  const errors = issues.slice(0, 100).map((issue) => ({ path: pathOf(issue), message: issue.message }));
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : '';
  return new AppError(
    'invalid_request',
    `Correct the fields listed in errors. ${where}${first?.message ?? ''}`,
    { errors },
  );
}

function pathOf(issue: Issues[number]): string {
  return (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}

function isMalformedJson(thrown: unknown): boolean {
  const cause = thrown instanceof HttpException ? thrown.cause : thrown;
  if (!(cause instanceof Error)) return false;
  if ('code' in cause && typeof cause.code === 'string' && MALFORMED_JSON_CODES.has(cause.code)) return true;
  // secure-json-parse, Fastify's JSON parser, throws a SyntaxError with a statusCode.
  return cause instanceof SyntaxError && 'statusCode' in cause && cause.statusCode === 400;
}

function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return undefined;
  return typeof thrown.statusCode === 'number' && thrown.statusCode < 500 ? thrown.statusCode : undefined;
}

function isAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (isObjectStoreError(thrown, 'unavailable')) return true;
  // Undone for the sake of another request, also when it was repeated: a station asks again by itself.
  if (DATABASE_AWAY.test(sqlState(thrown) ?? '') || isRepeatable(thrown)) return true;
  if ('code' in thrown && typeof thrown.code === 'string' && NETWORK_AWAY.has(thrown.code)) return true;
  return POOL_TIMEOUT.test(thrown.message);
}
