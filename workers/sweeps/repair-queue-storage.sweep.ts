import { Injectable } from '@nestjs/common';
import { sqlState } from '../../src/database/pg-errors.js';
import { QueueBackend } from '../../src/jobs/queue-backend.js';
import type { Sweep } from './sweep.js';

// undefined_table, invalid_schema_name, undefined_function
const MISSING = new Set(['42P01', '3F000', '42883']);

/** Brings the queue's schema back when somebody dropped it. What was in it is asked for again by the other sweeps. */
@Injectable()
export class RepairQueueStorageSweep implements Sweep {
  readonly name = 'repair-queue-storage';
  readonly everyMs = 2_000;

  constructor(private readonly backend: QueueBackend) {}

  async run(): Promise<number> {
    try {
      await this.backend.ping();
      return 0;
    } catch (error) {
      if (!MISSING.has(sqlState(error) ?? '')) throw error;
      await this.backend.repairStorage();
      return 1;
    }
  }
}
