import { Injectable } from '@nestjs/common';
import { QueueMode } from './queue-mode.js';
import { type Pool, type TakenTicket, TicketStorage } from './ticket-storage.js';

/** Tickets as claims see them: in the generation in use, as long as it can be used. */
@Injectable()
export class TicketQueues {
  constructor(
    private readonly storage: TicketStorage,
    private readonly mode: QueueMode,
  ) {}

  /** Whether tasks come from the rows for now: no need to ask the storage. */
  get isAway(): boolean {
    return this.mode.isAway;
  }

  /** Whether the storage holds every ticket. False after it was emptied, and until a rebuild has ended. @throws TicketStorageAway */
  async isFilled(): Promise<boolean> {
    return this.mode.look();
  }

  /** The pool's most urgent ticket, or undefined when it has none. @throws TicketStorageAway */
  async take(pool: Pool): Promise<TakenTicket | undefined> {
    const { current } = await this.mode.generations();
    try {
      return await this.storage.take(current.id, pool);
    } catch (error) {
      this.mode.lost(error);
      throw error;
    }
  }
}
