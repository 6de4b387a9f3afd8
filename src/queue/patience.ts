import { TicketStorageAway } from './ticket-storage.js';

// A packer waits for the answer. A storage that hangs is noticed by one wait; a claim that needs it more than once doesn't
// wait as often.
const PATIENCE_MS = 2_500;

/** How long one claim waits for the queue's storage in all, whatever it asks of it: past that its task comes from the rows. */
export class Patience {
  constructor(private leftMs = PATIENCE_MS) {}

  /** @throws TicketStorageAway when no time is left; what was asked goes on, and its late answer is nobody's */
  async wait<T>(ask: () => Promise<T>): Promise<T> {
    if (this.leftMs <= 0) throw new TicketStorageAway('this claim has waited long enough');
    const since = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, reject) => {
      const leave = () => {
        // Timers know whole milliseconds: without this, a fraction of one would be left.
        this.leftMs = 0;
        reject(new TicketStorageAway('this claim has waited long enough'));
      };
      timer = setTimeout(leave, this.leftMs);
    });
    try {
      return await Promise.race([ask(), over]);
    } finally {
      clearTimeout(timer);
      this.leftMs -= performance.now() - since;
    }
  }
}
