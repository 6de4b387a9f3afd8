import { Injectable } from '@nestjs/common';
import { LeasesService } from '../../src/queue/leases.service.js';
import { QueueMetrics } from '../../src/queue/queue.metrics.js';
import type { Sweep } from './sweep.js';

/** Offers tasks again whose station hasn't been heard of for the length of its lease. */
@Injectable()
export class ReturnLapsedLeasesSweep implements Sweep {
  readonly name = 'return-lapsed-leases';
  readonly everyMs = 2_000;

  constructor(
    private readonly leases: LeasesService,
    private readonly metrics: QueueMetrics,
  ) {}

  async run(): Promise<number> {
    const lapsed = await this.leases.returnLapsed();
    this.metrics.countRepairs('lapsed_lease', lapsed);
    return lapsed;
  }
}
