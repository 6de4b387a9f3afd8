import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { loggedError } from './masking.js';
import { currentRequestId } from './request-context.js';

export type { Logger };

// Last line of defence: we don't log these, and if somebody does, they are not written.
const REDACTED = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'email',
  'phone',
  'name',
  'address',
  'headers',
  '*.authorization',
  '*.cookie',
  '*.password',
  '*.secret',
  '*.token',
  '*.email',
  '*.phone',
  '*.address',
  '*.headers',
];

/**
 * The process's logger: one JSON object a line on stdout, with the id of the request or job that is being worked on.
 * @param level lowest level written
 * @param service `api`, `worker`, …: written into each line
 * @param destination instead of stdout
 */
export function createLogger(
  level: string,
  service: string,
  destination: DestinationStream = pino.destination(1),
): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: loggedError },
    redact: { paths: REDACTED, censor: '[redacted]' },
    mixin: () => ({ requestId: currentRequestId() }),
  };
  return pino(options, destination);
}

/** Lets Nest's own messages go through pino. Nest passes the context as the last argument. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    // Nest's start-up chatter (each module, each route) is of no use to an operator.
    this.logger.debug({ context: contextOf(rest) }, text(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.logger.fatal({ err: errorIn(message, rest), context: contextOf(rest) }, text(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ err: errorIn(message, rest), context: contextOf(rest) }, text(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn({ context: contextOf(rest) }, text(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug({ context: contextOf(rest) }, text(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace({ context: contextOf(rest) }, text(message));
  }
}

function text(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}

function contextOf(rest: unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}

function errorIn(message: unknown, rest: unknown[]): Error | undefined {
  if (message instanceof Error) return message;
  return rest.find((value) => value instanceof Error);
}
