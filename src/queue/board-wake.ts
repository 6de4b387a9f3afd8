import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';

const GATHERED_MS = 300;

/**
 * Tells a warehouse's boards that tasks were claimed. Postgres tells them of every other change by trigger; claims are too
 * many and a packer waits for each, so a process tells of them together, after the answer.
 */
@Injectable()
export class BoardWake implements BeforeApplicationShutdown {
  private readonly soon = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly dataSource: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  claimed(warehouseId: string): void {
    if (this.soon.has(warehouseId)) return;
    this.soon.set(warehouseId, setTimeout(() => void this.tell(warehouseId), GATHERED_MS).unref());
  }

  beforeApplicationShutdown(): void {
    for (const timer of this.soon.values()) clearTimeout(timer);
  }

  /** A board that isn't told shows it with the next change. */
  private async tell(warehouseId: string): Promise<void> {
    this.soon.delete(warehouseId);
    try {
      await rows(this.dataSource, 'select wake_board($1)', [warehouseId]);
    } catch (err) {
      this.logger.debug({ err, warehouseId }, 'boards not told of claims');
    }
  }
}
