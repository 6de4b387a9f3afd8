import { Inject, Injectable } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import { METRICS } from '../health/metrics.module.js';

/** What an operator watches of the hand-over. */
@Injectable()
export class HandoverMetrics {
  private readonly withoutEvidence: Counter;

  constructor(@Inject(METRICS) registry: Registry) {
    this.withoutEvidence = new Counter({
      name: 'akashi_shipped_without_evidence_total',
      help: 'Shipments handed over while the evidence of a stage was missing and not waived',
      registers: [registry],
    });
  }

  shippedWithoutEvidence(): void {
    this.withoutEvidence.inc();
  }
}
