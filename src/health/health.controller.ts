import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Registry } from 'prom-client';
import type { AppReply } from '../http/request.js';
import { Access } from '../http/route.js';
import { HealthService, type Readiness } from './health.service.js';
import { METRICS } from './metrics.module.js';

/** Probes and metrics. Outside of /v1 and of the API's description: they are for the machinery around the process. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthService,
    @Inject(METRICS) private readonly registry: Registry,
  ) {}

  /** The process runs and answers; says nothing of what it needs, or a lost database would restart every replica. */
  @Get('health/live')
  @Access('public')
  live(): { live: true } {
    return { live: true };
  }

  /** 200 when requests can be served, else 503; each part with its state. */
  @Get('health/ready')
  @Access('public')
  async ready(@Res({ passthrough: true }) reply: AppReply): Promise<Readiness> {
    const readiness = await this.health.readiness();
    void reply.status(readiness.ready ? 200 : 503);
    return readiness;
  }

  @Get('metrics')
  @Access('public')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    return this.registry.metrics();
  }
}
