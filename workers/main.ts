import { once } from 'node:events';
import { type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { loadConfig } from '../src/config/env.js';
import { rows } from '../src/database/sql.js';
import { METRICS } from '../src/health/metrics.module.js';
import { isJobName, type JobName, JOBS } from '../src/jobs/jobs.js';
import { QueueBackend } from '../src/jobs/queue-backend.js';
import { createLogger, NestLogger } from '../src/logging/logger.js';
import { ObjectStore } from '../src/storage/object-store.js';
import { HANDLERS } from './handlers.js';
import type { JobHandler } from './job-handler.js';
import { JobMetrics } from './job-metrics.js';
import { startMachineWorkers, stopMachineWorkers } from './machine-workers.js';
import { startProbeServer } from './probe-server.js';
import { SweepRunner } from './sweeps/sweep-runner.js';
import { SWEEPS } from './sweeps/sweeps.js';
import { WorkerModule } from './worker.module.js';

/**
 * The worker process: machine jobs and sweeps. Prints `{"event":"ready"}` on stdout when it takes jobs; SIGTERM and SIGINT
 * cancel what runs, give it back to the queue and end the process.
 */
const config = loadConfig();
const logger = createLogger(config.logLevel, 'worker');
const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(config, logger), {
  logger: new NestLogger(logger),
  abortOnError: false,
});

checkHandlers();
const backend = app.get(QueueBackend);
const dataSource = app.get(DataSource);
const registry = app.get<Registry>(METRICS);
const workers = startMachineWorkers(backend, config, {
  handlerOf: (name) => handlerOf(app, name),
  logger,
  metrics: new JobMetrics(registry),
});
const sweeps = new SweepRunner(dataSource, logger);
sweeps.start(SWEEPS.map((sweep) => app.get(sweep)));
const { metricsPort } = config.worker;
const probes =
  metricsPort === undefined
    ? undefined
    : startProbeServer({ host: config.http.host, port: metricsPort }, registry, isReady);

process.stdout.write(`${JSON.stringify({ event: 'ready', service: 'worker', queue: backend.kind })}\n`);
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
logger.info('stopping');
await Promise.all([stopMachineWorkers(workers), sweeps.stop()]);
probes?.close();
await app.close();

function handlerOf<Name extends JobName>(context: INestApplicationContext, name: Name): JobHandler<Name> {
  const handler: Type<JobHandler<Name>> = HANDLERS[name];
  return context.get(handler);
}

/** Each job has exactly one handler, and Nest can make it: found out now, not when the first job comes. */
function checkHandlers(): void {
  const names = Object.keys(JOBS).filter(isJobName);
  const handlers = new Set(names.map((name) => handlerOf(app, name)));
  if (handlers.size !== names.length) throw new Error('two jobs share a handler');
}

async function isReady(): Promise<boolean> {
  const checks = await Promise.allSettled([
    rows(dataSource, 'select 1'),
    backend.ping(),
    app.get(ObjectStore).ping(),
  ]);
  return checks.every((check) => check.status === 'fulfilled');
}
