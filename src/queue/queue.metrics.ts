import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { METRICS } from '../health/metrics.module.js';
import { rows } from '../database/sql.js';

const CACHED_MS = 5_000;

const COUNT_TASKS = `
  select stage, state, count(*)::integer as tasks,
    coalesce(extract(epoch from max(now() - due) filter (where state = 'ready')), 0)::float8 as latest_seconds
  from tasks where state in ('ready', 'claimed') group by stage, state`;

const COUNT_LAPSED = `select count(*)::integer as lapsed from tasks where state = 'claimed' and lease_until < now()`;

/** What an operator watches of the queue for people. Counted when metrics are read, at most every five seconds. */
@Injectable()
export class QueueMetrics {
  private readAt = 0;
  private readonly tasks: Gauge<'stage' | 'state'>;
  private readonly overdue: Gauge<'stage'>;
  private readonly lapsed: Gauge;
  private readonly claims: Counter<'source'>;
  private readonly passedOver: Counter;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(METRICS) registry: Registry,
  ) {
    const registers = [registry];
    this.tasks = new Gauge({
      name: 'akashi_tasks',
      help: 'Tasks that are ready or claimed, by stage',
      labelNames: ['stage', 'state'],
      registers,
      collect: () => this.read(),
    });
    this.overdue = new Gauge({
      name: 'akashi_task_overdue_seconds',
      help: 'By how much the most overdue ready task of a stage is late; negative while none is',
      labelNames: ['stage'],
      registers,
    });
    this.lapsed = new Gauge({
      name: 'akashi_tasks_lapsed',
      help: 'Claimed tasks whose lease has run out and that are not offered again yet',
      registers,
    });
    this.claims = new Counter({
      name: 'akashi_claims_total',
      help: 'Tasks given to stations: by ticket, from the rows while tickets are missing, or by a scan in hand',
      labelNames: ['source'],
      registers,
    });
    this.passedOver = new Counter({
      name: 'akashi_claims_passed_over_total',
      help: 'Claims by scan that left a more urgent task of the pool behind',
      registers,
    });
  }

  /** A scan in hand that left more urgent tasks behind. */
  countPassedOver(): void {
    this.passedOver.inc();
  }

  countClaim(source: 'ticket' | 'rows' | 'scan'): void {
    this.claims.inc({ source });
  }

  private async read(): Promise<void> {
    if (Date.now() - this.readAt < CACHED_MS) return;
    this.readAt = Date.now();
    const counts = await rows<{ stage: string; state: string; tasks: number; latest_seconds: number }>(
      this.dataSource,
      COUNT_TASKS,
    );
    const [late] = await rows<{ lapsed: number }>(this.dataSource, COUNT_LAPSED);
    this.tasks.reset();
    this.overdue.reset();
    for (const { stage, state, tasks, latest_seconds: seconds } of counts) {
      this.tasks.set({ stage, state }, tasks);
      if (state === 'ready') this.overdue.set({ stage }, seconds);
    }
    this.lapsed.set(late?.lapsed ?? 0);
  }
}
