import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { firstRow } from '../database/sql.js';
import { METRICS } from '../health/metrics.module.js';

const CACHED_MS = 15_000;

const COUNT = `
  select (select size from log_state)::float8 as entries,
    (select coalesce(extract(epoch from now() - min(signed_at)), 0) from ledger_documents where log_index is null)::float8 as waiting,
    (select coalesce(extract(epoch from now() - min(made_at)), 0) from log_checkpoints where published_at is null)::float8 as unpublished`;

/** What an operator watches of the log. Counted when metrics are read, at most every fifteen seconds. */
@Injectable()
export class LogMetrics {
  private readAt = 0;
  private readonly entries: Gauge;
  private readonly waiting: Gauge;
  private readonly unpublished: Gauge;
  private readonly refusals: Counter<'what'>;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(METRICS) registry: Registry,
  ) {
    const registers = [registry];
    this.entries = new Gauge({
      name: 'akashi_log_entries',
      help: 'Signed documents in the log',
      registers,
      collect: () => this.read(),
    });
    this.waiting = new Gauge({
      name: 'akashi_log_waiting_seconds',
      help: 'For how long the oldest signed document waits for its place in the log',
      registers,
    });
    this.unpublished = new Gauge({
      name: 'akashi_log_unpublished_seconds',
      help: 'For how long the oldest checkpoint waits to be copied to object storage',
      registers,
    });
    this.refusals = new Counter({
      name: 'akashi_log_refusals_total',
      help: 'Checkpoints that were not signed and files that were not published, because the log is not what it was',
      labelNames: ['what'],
      registers,
    });
    for (const what of ['checkpoint', 'publication']) this.refusals.inc({ what }, 0);
  }

  countRefusal(what: 'checkpoint' | 'publication'): void {
    this.refusals.inc({ what });
  }

  private async read(): Promise<void> {
    if (Date.now() - this.readAt < CACHED_MS) return;
    this.readAt = Date.now();
    const found = await firstRow<{ entries: number; waiting: number; unpublished: number }>(
      this.dataSource,
      COUNT,
    );
    this.entries.set(found?.entries ?? 0);
    this.waiting.set(found?.waiting ?? 0);
    this.unpublished.set(found?.unpublished ?? 0);
  }
}
