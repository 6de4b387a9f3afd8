import { Global, Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** Injection token of the process's Prometheus registry: `@Inject(METRICS) registry: Registry`. */
export const METRICS = Symbol('METRICS');

function newRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** One registry an application, not prom-client's global one: tests start several applications in a process. */
@Global()
@Module({ providers: [{ provide: METRICS, useFactory: newRegistry }], exports: [METRICS] })
export class MetricsModule {}
