import { setTimeout as delay } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { rows } from '../database/sql.js';
import { QueueBackend } from '../jobs/queue-backend.js';
import { QueueMode, type QueueReport } from '../queue/queue-mode.js';
import { ObjectStore } from '../storage/object-store.js';

const CHECK_TIMEOUT_MS = 2_000;
const LOCKED_BUCKETS = ['originals', 'ledger', 'checkpoints'] as const;

export interface PartHealth {
  ok: boolean;
  ms: number;
  /** Why it isn't, in words for an operator; no addresses and no credentials. */
  reason?: string;
}

export interface Readiness {
  ready: boolean;
  draining: boolean;
  parts: {
    database: PartHealth;
    /** `objectLock`: whether originals, signed documents and checkpoints are kept from deletion; absent: it isn't known. */
    storage: PartHealth & { objectLock?: boolean };
    /** Not needed to be ready: without its storage tasks come from the database (`mode` says so), and sweeps ask for jobs again. */
    queue: PartHealth & QueueReport;
  };
}

/** Whether this process can do its work. Draining comes first: a load balancer must stop before connections close. */
@Injectable()
export class HealthService implements BeforeApplicationShutdown {
  private draining = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queueBackend: QueueBackend,
    private readonly queueMode: QueueMode,
    private readonly store: ObjectStore,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Says 503 for a while before the server closes, so that a load balancer has time to look elsewhere. */
  async beforeApplicationShutdown(): Promise<void> {
    this.draining = true;
    await delay(this.config.http.shutdownDelayMs);
  }

  async readiness(): Promise<Readiness> {
    const [database, queue, storage] = await Promise.all([
      measured(() => rows(this.dataSource, 'select 1')),
      measured(() => this.queueBackend.ping()),
      this.storage(),
    ]);
    const parts = { database, queue: { ...queue, ...this.queueMode.report }, storage };
    const ready = !this.draining && database.ok && storage.ok;
    return { ready, draining: this.draining, parts };
  }

  /** Without Object Lock records are as valid, but nothing keeps them from being deleted: whoever runs this should know. */
  private async storage(): Promise<Readiness['parts']['storage']> {
    let objectLock: boolean | undefined;
    const health = await measured(async () => {
      await this.store.ping(AbortSignal.timeout(CHECK_TIMEOUT_MS));
      objectLock = await this.locksAll();
    });
    return { ...health, objectLock };
  }

  private async locksAll(): Promise<boolean> {
    const locks = await Promise.all(LOCKED_BUCKETS.map((bucket) => this.store.hasLocks(bucket)));
    return locks.every((lock) => lock);
  }
}

async function measured(check: () => Promise<unknown>): Promise<PartHealth> {
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return { ok: true, ms: elapsed() };
  } catch (error) {
    return { ok: false, ms: elapsed(), reason: reasonOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
