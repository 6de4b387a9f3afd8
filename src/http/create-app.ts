import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, NestFactory } from '@nestjs/core';
import fastifyCookie from '@fastify/cookie';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import type { Registry } from 'prom-client';
import { AppModule } from '../app.module.js';
import type { AppConfig } from '../config/env.js';
import { METRICS } from '../health/metrics.module.js';
import { createLogger, type Logger, NestLogger } from '../logging/logger.js';
import { TrackingPageFilter } from '../tracking/tracking-page.filter.js';
import { addStreamParsers } from './body-parsers.js';
import { serveBrowserApps } from './browser-apps.js';
import { answerUnreadable } from './client-errors.js';
import { HttpMetrics } from './http-metrics.js';
import { KnownRoutes } from './known-routes.js';
import { openApiDocument } from './openapi.js';
import { ApiDescription } from './openapi.controller.js';
import { type ErrorPages, ProblemFilter, sendProblem } from './problem.filter.js';
import { followRequests, requestIdOf } from './request-lifecycle.js';
import { invalidRequest, toAppError } from './request-errors.js';
import { routesWithoutAccess } from './route-check.js';
import { addSecurityHeaders } from './security-headers.js';

const MAX_PARAM_LENGTH = 500;
const REQUEST_TIMEOUT_MS = 300_000;

/**
 * The whole API, initialised but not listening: the program listens on it, tests inject requests into it.
 * @param logger where its lines go, instead of stdout
 * @throws when a route declares no access, or when the database can't be reached
 */
export async function createApp(
  config: AppConfig,
  logger: Logger = createLogger(config.logLevel, 'api'),
): Promise<NestFastifyApplication> {
  const routes = new KnownRoutes();
  const pages = new TrackingPageFilter(logger, config);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, logger),
    adapterFor(config, routes, pages),
    { logger: new NestLogger(logger), abortOnError: false },
  );
  setUpHttp(app, { config, logger, routes, pages });
  app.get(ApiDescription).madeBy(() => openApiDocument(app));
  refuseOpenRoutes(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

function adapterFor(config: AppConfig, routes: KnownRoutes, pages: ErrorPages): FastifyAdapter {
  const options: FastifyServerOptions = {
    bodyLimit: config.http.bodyLimitBytes,
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    // Fastify turns Node's own limit off; a slow client may take this long to send one segment.
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    // Behind a reverse proxy we need neither the client's address nor its scheme: cookies and links follow PUBLIC_URL.
    trustProxy: false,
    clientErrorHandler: answerUnreadable,
    frameworkErrors: (error, request, reply) =>
      pages.answers(request)
        ? pages.tell(error, request, reply)
        : sendProblem(toAppError(error), request, reply),
  };
  const adapter = new FastifyAdapter(options);
  routes.watch(adapter.getInstance());
  return adapter;
}

function setUpHttp(
  app: NestFastifyApplication,
  {
    config,
    logger,
    routes,
    pages,
  }: { config: AppConfig; logger: Logger; routes: KnownRoutes; pages: ErrorPages },
): void {
  const fastify = app.getHttpAdapter().getInstance();
  followRequests(fastify, logger, new HttpMetrics(app.get<Registry>(METRICS)));
  addSecurityHeaders(fastify, config);
  addStreamParsers(fastify);
  void fastify.register(fastifyCookie);
  serveBrowserApps(fastify);
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest }));
  app.useGlobalFilters(new ProblemFilter(logger, routes, pages));
}

function refuseOpenRoutes(app: NestFastifyApplication): void {
  const open = routesWithoutAccess(app.get(DiscoveryService), app.get(MetadataScanner));
  if (open.length > 0) throw new Error(`routes without @Access: ${open.join(', ')}`);
}
