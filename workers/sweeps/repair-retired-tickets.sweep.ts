import { Injectable } from '@nestjs/common';
import { RetiredTickets } from '../../src/queue/retired-tickets.js';
import type { Sweep } from './sweep.js';

const QUEUES_A_PASS = 20;

/** Empties the queues that a rebuild has left behind. */
@Injectable()
export class RepairRetiredTicketsSweep implements Sweep {
  readonly name = 'repair-retired-tickets';
  readonly everyMs = 10_000;

  constructor(private readonly retired: RetiredTickets) {}

  async run(): Promise<number> {
    return this.retired.drop(QUEUES_A_PASS);
  }
}
