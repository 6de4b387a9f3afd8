import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import { METRICS } from './metrics.module.js';

const CACHED_MS = 15_000;

/**
 * What keeps Postgres from forgetting old rows. While anybody looks at an old snapshot, every claim reads past the rows that
 * were claimed since. The longest transaction, and the age of the oldest snapshot in transactions, by holder.
 * Of other users' sessions Postgres tells only members of pg_read_all_stats.
 */
const PINNED = `
  select 'session' as holder, coalesce(max(extract(epoch from now() - xact_start)), 0)::float8 as seconds,
    coalesce(max(greatest(age(backend_xmin), age(backend_xid))), 0)::float8 as transactions
  from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and backend_type in ('client backend', 'background worker')
    and (backend_xmin is not null or backend_xid is not null)
  union all
  select 'prepared', coalesce(max(extract(epoch from now() - prepared)), 0)::float8, coalesce(max(age(transaction)), 0)::float8
  from pg_prepared_xacts where database = current_database()
  union all
  select 'slot', 0, coalesce(max(greatest(age(xmin), age(catalog_xmin))), 0)::float8 from pg_replication_slots
  union all
  select 'standby', 0, coalesce(max(age(backend_xmin)), 0)::float8 from pg_stat_replication`;

/** Old snapshots in Postgres, read when metrics are read, at most every fifteen seconds. */
@Injectable()
export class DatabaseMetrics {
  private readAt = 0;
  private readonly seconds: Gauge<'holder'>;
  private readonly transactions: Gauge<'holder'>;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(METRICS) registry: Registry,
  ) {
    const registers = [registry];
    this.seconds = new Gauge({
      name: 'akashi_postgres_snapshot_age_seconds',
      help: 'Age of the oldest open transaction that keeps Postgres from forgetting old rows, by who holds it',
      labelNames: ['holder'],
      registers,
      collect: () => this.read(),
    });
    this.transactions = new Gauge({
      name: 'akashi_postgres_snapshot_age_transactions',
      help: 'The same in transactions that have begun since; of replication slots and standbys only this is known',
      labelNames: ['holder'],
      registers,
    });
  }

  private async read(): Promise<void> {
    if (Date.now() - this.readAt < CACHED_MS) return;
    this.readAt = Date.now();
    const pinned = await rows<{ holder: string; seconds: number; transactions: number }>(
      this.dataSource,
      PINNED,
    );
    for (const { holder, seconds, transactions } of pinned) {
      this.seconds.set({ holder }, seconds);
      this.transactions.set({ holder }, transactions);
    }
  }
}
