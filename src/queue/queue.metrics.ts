import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { METRICS } from '../health/metrics.module.js';
import { rows } from '../database/sql.js';

const CACHED_MS = 15_000;

const COUNT_TASKS = `
  select stage, state, count(*)::integer as tasks,
    coalesce(extract(epoch from max(now() - due) filter (where state = 'ready')), 0)::float8 as latest_seconds,
    coalesce(extract(epoch from max(now() - coalesce(ready_at, updated_at)) filter (where state = 'ready')), 0)::float8 as oldest_seconds
  from tasks where state in ('ready', 'claimed') group by stage, state`;

const COUNT_LAPSED = `select count(*)::integer as lapsed from tasks where state = 'claimed' and lease_until < now()`;

/** What sweeps put right; each counts in the process whose sweep did it. */
export const REPAIRS = [
  'lapsed_lease',
  'missing_ticket',
  'stale_ticket',
  'abandoned_ticket',
  'rebuild',
] as const;

interface StageCounts {
  stage: string;
  state: string;
  tasks: number;
  latest_seconds: number;
  oldest_seconds: number;
}

/** What an operator watches of the queue for people. Counted when metrics are read, at most every fifteen seconds. */
@Injectable()
export class QueueMetrics {
  private readAt = 0;
  private readonly tasks: Gauge<'stage' | 'state'>;
  private readonly overdue: Gauge<'stage'>;
  private readonly age: Gauge<'stage'>;
  private readonly lapsed: Gauge;
  private readonly claims: Counter<'source'>;
  private readonly passedOver: Counter;
  private readonly repairs: Counter<'kind'>;

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
    this.age = new Gauge({
      name: 'akashi_task_ready_age_seconds',
      help: 'For how long the task of a stage that has been ready longest is waiting for a station',
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
    this.repairs = new Counter({
      name: 'akashi_repairs_total',
      help: 'What sweeps have put right: leases that ran out, tickets that were missing, stale or left in a dead hand, rebuilds',
      labelNames: ['kind'],
      registers,
    });
    for (const kind of REPAIRS) this.repairs.inc({ kind }, 0);
  }

  countRepairs(kind: (typeof REPAIRS)[number], count: number): void {
    this.repairs.inc({ kind }, count);
  }

  /** A scan in hand that left more urgent tasks behind. */
  countPassedOver(): void {
    this.passedOver.inc();
  }

  countClaim(source: 'ticket' | 'rows' | 'scan' | 'cart', tasks = 1): void {
    this.claims.inc({ source }, tasks);
  }

  private async read(): Promise<void> {
    if (Date.now() - this.readAt < CACHED_MS) return;
    this.readAt = Date.now();
    const counts = await rows<StageCounts>(this.dataSource, COUNT_TASKS);
    const [expired] = await rows<{ lapsed: number }>(this.dataSource, COUNT_LAPSED);
    this.tasks.reset();
    this.overdue.reset();
    this.age.reset();
    for (const { stage, state, tasks, latest_seconds: late, oldest_seconds: age } of counts) {
      this.tasks.set({ stage, state }, tasks);
      if (state !== 'ready') continue;
      this.overdue.set({ stage }, late);
      this.age.set({ stage }, age);
    }
    this.lapsed.set(expired?.lapsed ?? 0);
  }
}
