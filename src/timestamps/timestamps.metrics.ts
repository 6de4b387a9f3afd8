import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { firstRow } from '../database/sql.js';
import { METRICS } from '../health/metrics.module.js';
import { TIME_STAMP_PROBLEMS, type TimeStampProblemCode } from './time-stamp.problem.js';
import { TsaClient } from './tsa-client.js';

const CACHED_MS = 15_000;

const PENDING = `select count(*)::integer as pending,
    coalesce(extract(epoch from now() - min(wanted_at)), 0)::float8 as oldest_seconds
  from timestamps where token is null`;

/** What an operator watches of time stamps. Counted when metrics are read, at most every fifteen seconds. */
@Injectable()
export class TimestampsMetrics {
  private readAt = 0;
  private readonly pending: Gauge;
  private readonly oldest: Gauge;
  private readonly failures: Counter<'problem'>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly authority: TsaClient,
    @Inject(METRICS) registry: Registry,
  ) {
    const registers = [registry];
    this.pending = new Gauge({
      name: 'akashi_timestamps_pending',
      help: 'Signatures and checkpoints that have no time stamp yet',
      registers,
      collect: () => this.read(),
    });
    this.oldest = new Gauge({
      name: 'akashi_timestamps_pending_age_seconds',
      help: 'For how long the oldest of them waits; 0 while no authority is configured (TSA_URL)',
      registers,
    });
    this.failures = new Counter({
      name: 'akashi_timestamp_failures_total',
      help: 'Answers of the time-stamp authority that were refused or never came, by what was wrong',
      labelNames: ['problem'],
      registers,
    });
    for (const problem of TIME_STAMP_PROBLEMS) this.failures.inc({ problem }, 0);
  }

  failed(problem: TimeStampProblemCode): void {
    this.failures.inc({ problem });
  }

  private async read(): Promise<void> {
    if (Date.now() - this.readAt < CACHED_MS) return;
    this.readAt = Date.now();
    const found = await firstRow<{ pending: number; oldest_seconds: number }>(this.dataSource, PENDING);
    this.pending.set(found?.pending ?? 0);
    this.oldest.set(this.authority.isConfigured ? (found?.oldest_seconds ?? 0) : 0);
  }
}
