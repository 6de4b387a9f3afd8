import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newId } from '../database/ids.js';
import type { Logger } from '../logging/logger.js';
import { runInContext } from '../logging/request-context.js';
import type { HttpMetrics } from './http-metrics.js';
import { loggedPath } from './logged-path.js';

const USABLE_REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;
// Probes come every few seconds; they are metrics, not news.
const QUIET = new Set(['/health/live', '/health/ready', '/metrics']);

/** The caller's request id when it is usable, else a new one. */
export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && USABLE_REQUEST_ID.test(header) ? header : newId();
}

/** Gives each request its context, its line in the log and its place in the metrics. */
export function followRequests(fastify: FastifyInstance, logger: Logger, metrics: HttpMetrics): void {
  fastify.addHook('onRequest', (request, _reply, done) => inContextOf(request, done));
  // Reading a body continues on the socket's own async chain, which lacks our context: enter it again.
  fastify.addHook('preValidation', (request, _reply, done) => inContextOf(request, done));
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    metrics.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    inContextOf(request, () => {
      if (!QUIET.has(route)) logger.info(requestLine(request, route, reply), 'request');
      done();
    });
  });
}

function inContextOf(request: FastifyRequest, work: () => void): void {
  runInContext({ requestId: request.id }, work);
}

function requestLine(
  request: FastifyRequest,
  route: string,
  reply: { statusCode: number; elapsedTime: number },
) {
  return {
    method: request.method,
    route,
    path: loggedPath(request),
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
  };
}
