import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { negotiateLocale } from '../i18n/locale.js';
import type { Logger } from '../logging/logger.js';
import { AppError } from './app-error.js';
import type { KnownRoutes } from './known-routes.js';
import { loggedPath, toldPath } from './logged-path.js';
import { PROBLEM_CONTENT_TYPE, toProblem } from './problem.js';
import type { AppReply, AppRequest } from './request.js';
import { toAppError } from './request-errors.js';

const RETRY_AFTER_SECONDS = 5;
const MAX_DISCARDED_BYTES = 32 * 1024 * 1024;

/** Addresses that people open: what goes wrong there is told as a page. */
export interface ErrorPages {
  answers(request: AppRequest): boolean;
  tell(thrown: unknown, request: AppRequest, reply: AppReply): void;
}

/** Answers every error as a problem (RFC 9457). Controllers never catch; this is the one place that does. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: KnownRoutes,
    private readonly pages: ErrorPages,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<AppRequest>();
    const reply = http.getResponse<AppReply>();
    // Also what is refused before a controller is reached, such as a form that can't be read.
    if (this.pages.answers(request)) return this.pages.tell(thrown, request, reply);
    const allowed = isUnknownRoute(thrown) ? this.routes.methodsAt(request.url) : [];
    const error = allowed.length > 0 ? methodNotAllowed(allowed) : toAppError(thrown);
    if (error.status >= 500) this.logger.error({ err: thrown, path: loggedPath(request) }, 'request failed');
    if (reply.sent || reply.raw.headersSent) {
      // A stream broke while it was being sent: the status is gone, so the only honest answer is a cut connection.
      reply.raw.destroy();
      return;
    }
    if (allowed.length > 0) reply.header('allow', allowed.join(', '));
    sendProblem(error, request, reply);
  }
}

/** Sends an error as a problem body; also used before Nest is reached. */
export function sendProblem(error: AppError, request: AppRequest, reply: AppReply): void {
  const problem = toProblem(error, {
    requestId: request.id,
    path: toldPath(request),
    locale: negotiateLocale(request.headers['accept-language'], 'en'),
  });
  if (error.status === 503 || error.status === 429) reply.header('retry-after', retryAfter(error));
  if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="akashi"');
  if (hasLongRest(request)) reply.header('connection', 'close');
  void reply.status(error.status).type(PROBLEM_CONTENT_TYPE).send(JSON.stringify(problem));
}

/**
 * Node reads the rest of a refused body and throws it away, so that the client gets to see the answer. What is longer than
 * that is worth, or of unknown length, ends with the connection instead.
 */
function hasLongRest(request: AppRequest): boolean {
  if (request.raw.complete || request.method === 'GET' || request.method === 'HEAD') return false;
  const length = Number(
    request.headers['content-length'] ?? (request.headers['transfer-encoding'] ? Infinity : 0),
  );
  return length > MAX_DISCARDED_BYTES;
}

function retryAfter(error: AppError): number {
  const seconds = error.extra.retryAfterSeconds;
  return typeof seconds === 'number' ? seconds : RETRY_AFTER_SECONDS;
}

function isUnknownRoute(thrown: unknown): boolean {
  return thrown instanceof HttpException && thrown.getStatus() === 404;
}

function methodNotAllowed(allowed: string[]): AppError {
  return new AppError('method_not_allowed', `Use ${allowed.join(' or ')} at this address.`, {
    allow: allowed,
  });
}
