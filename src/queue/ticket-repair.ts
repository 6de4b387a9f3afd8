import { Injectable } from '@nestjs/common';
import { FETCH_LOCK_MS } from '../jobs/queue-backend.js';
import { QueueMode } from './queue-mode.js';
import { QueueMetrics } from './queue.metrics.js';
import { areEpochsOld, type Generation } from './ticket-generations.js';
import { TicketHeads } from './ticket-heads.js';
import { TicketRebuild } from './ticket-rebuild.js';
import { TicketStorage } from './ticket-storage.js';
import { Tickets } from './tickets.js';

/** What a repair has done, for logs, metrics and tests. */
export interface RepairReport {
  rebuilt: boolean;
  /** Ready tasks that had no ticket. */
  issued: number;
  /** Tickets that a dead process had in its hands. */
  abandoned: number;
  /** Tickets without a task. */
  stale: number;
}

/**
 * Keeps the queues in step with the rows: issues what is missing, takes out what a crash left behind, and fills everything
 * again after the storage was lost. Safe to run twice and in several processes.
 */
@Injectable()
export class TicketRepair {
  constructor(
    private readonly storage: TicketStorage,
    private readonly mode: QueueMode,
    private readonly rebuilder: TicketRebuild,
    private readonly heads: TicketHeads,
    private readonly tickets: Tickets,
    private readonly metrics: QueueMetrics,
  ) {}

  /** One round. @throws TicketStorageAway when the storage can't be brought back; claims go on without it */
  async repair(signal?: AbortSignal): Promise<RepairReport> {
    const isFilled = await this.isFilled();
    const { current, next } = await this.mode.generations({ fresh: true });
    if (!isFilled || next || areEpochsOld(current, new Date())) return this.rebuild(signal);
    const issued = (await this.rebuilder.issueUnticketed(signal)) + (await this.heads.issueMissing(current));
    const stale = await this.heads.removeStale(current);
    const abandoned = await this.takeOutAbandoned(current);
    return this.counted({ rebuilt: false, issued, abandoned, stale });
  }

  private async rebuild(signal?: AbortSignal): Promise<RepairReport> {
    const issued = await this.rebuilder.run(signal);
    const rebuilt = issued !== undefined;
    if (rebuilt) this.metrics.countRepairs('rebuild', 1);
    return { rebuilt, issued: issued ?? 0, abandoned: 0, stale: 0 };
  }

  private async isFilled(): Promise<boolean> {
    try {
      return await this.mode.look();
    } catch {
      await this.storage.restore();
      return this.mode.look();
    }
  }

  private async takeOutAbandoned(generation: Generation): Promise<number> {
    let found = 0;
    for (const pool of await this.heads.queuesOf(generation)) {
      const abandoned = await this.storage.removeAbandoned(generation.id, pool, FETCH_LOCK_MS);
      await this.tickets.issue(abandoned.map(({ taskId }) => ({ id: taskId })));
      found += abandoned.length;
    }
    return found;
  }

  private counted(report: RepairReport): RepairReport {
    this.metrics.countRepairs('missing_ticket', report.issued);
    this.metrics.countRepairs('stale_ticket', report.stale);
    this.metrics.countRepairs('abandoned_ticket', report.abandoned);
    return report;
  }
}
