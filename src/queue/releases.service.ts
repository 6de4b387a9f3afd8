import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { promoteReleased } from './task-promotion.js';
import { Tickets } from './tickets.js';

const RECENT_MS = 60 * 60 * 1000;
const EVER_MS = 10 * 365 * 24 * 60 * 60 * 1000;
const LIMIT = 2_000;

/** Starts the work on shipments whose time has come (delivery date, pre-order, payment). */
@Injectable()
export class ReleasesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /** Releases of the last hour, every few seconds. @returns how many tasks became ready */
  async promoteRecent(): Promise<number> {
    return this.promote(RECENT_MS);
  }

  /** All of them, also those that nobody was there to promote. */
  async promoteAll(): Promise<number> {
    return this.promote(EVER_MS);
  }

  private async promote(withinMs: number): Promise<number> {
    const ids = await promoteReleased(this.dataSource, withinMs, LIMIT);
    await this.tickets.issue(ids.map((id) => ({ id })));
    return ids.length;
  }
}
