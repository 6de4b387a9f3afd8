import { Injectable } from '@nestjs/common';
import { TicketRepair } from '../../src/queue/ticket-repair.js';
import type { Sweep } from './sweep.js';

/** Issues tickets that are missing, and all of them again after the queue's storage was lost. */
@Injectable()
export class RepairTicketsSweep implements Sweep {
  readonly name = 'repair-tickets';
  readonly everyMs = 2_000;

  constructor(private readonly repairer: TicketRepair) {}

  async run(signal: AbortSignal): Promise<number> {
    const { issued, abandoned, stale } = await this.repairer.repair(signal);
    return issued + abandoned + stale;
  }
}
