import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { METRICS } from '../health/metrics.module.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';
import { type Generation, type Generations, readGenerations } from './ticket-generations.js';
import { TicketStorage, TicketStorageAway } from './ticket-storage.js';

/**
 * Where claims come from. tickets: the queue's storage holds every ticket. rebuilding: it answers but was emptied, or is
 * being filled. rows: it doesn't answer. In the last two tasks come straight from Postgres, in the same order.
 */
export const QUEUE_MODES = ['tickets', 'rebuilding', 'rows'] as const;
export type QueueModeName = (typeof QUEUE_MODES)[number];

export interface QueueReport {
  mode: QueueModeName;
  since: Date;
  /** A filling under way, also one beside queues that are in use. */
  filling?: { filled: number; toFill: number; startedAt: Date };
}

// Stations never wait for a storage that is away: this looks whether it is back.
const LOOK_EVERY_MS = 1_000;

/** This process's knowledge of which generation of tickets is in use and whether it can be used. */
@Injectable()
export class QueueMode implements OnApplicationBootstrap, BeforeApplicationShutdown {
  // Until the first look, moments after the start: nobody waits for a storage that isn't known to be there.
  private mode: QueueModeName = 'rows';
  private since = new Date();
  private known?: Generations;
  private emptied?: string;
  private timer?: NodeJS.Timeout;
  private watching?: Promise<void>;
  private readonly modes: Gauge<'mode'>;
  private readonly switches: Counter<'to'>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly storage: TicketStorage,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) registry: Registry,
  ) {
    const registers = [registry];
    this.modes = new Gauge({
      name: 'akashi_queue_mode',
      help: 'Where this process takes tasks from: 1 for tickets, rebuilding or rows, 0 for the others',
      labelNames: ['mode'],
      registers,
    });
    this.switches = new Counter({
      name: 'akashi_queue_switches_total',
      help: 'Changes of akashi_queue_mode, by what it changed to',
      labelNames: ['to'],
      registers,
    });
    for (const to of QUEUE_MODES) this.switches.inc({ to }, 0);
    this.measureFilling(registers);
    this.showMode();
  }

  onApplicationBootstrap(): void {
    this.watching = this.watch();
    this.timer = setInterval(() => void (this.watching ??= this.watch()), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.watching;
  }

  /** Whether claims go straight to the rows without asking the storage. */
  get isAway(): boolean {
    return this.mode !== 'tickets';
  }

  /** Whether the storage has lost this generation: its marker is gone, and never comes back. */
  isEmptied(generation: Generation): boolean {
    return generation.id === this.emptied;
  }

  get report(): QueueReport {
    const { mode, since } = this;
    const next = this.known?.next;
    if (!next) return { mode, since };
    const { filled, toFill, startedAt } = next;
    return { mode, since, filling: { filled, toFill, startedAt } };
  }

  /** The generations, as of at most a second ago; `fresh` reads them again. */
  async generations({ fresh = false } = {}): Promise<Generations> {
    if (fresh || !this.known) this.known = await readGenerations(this.dataSource);
    return this.known;
  }

  /**
   * Asks the storage whether it holds the tickets of the generation in use.
   * @throws TicketStorageAway
   */
  async look(): Promise<boolean> {
    try {
      const { current } = await this.generations();
      // Another process may have changed over: then the marker of the generation that we know is gone.
      const isMarked = (await this.storage.isMarked(current.id)) || (await this.lookAgain());
      this.switchTo(isMarked ? 'tickets' : 'rebuilding');
      return isMarked;
    } catch (error) {
      this.lost(error);
      throw error;
    }
  }

  private async lookAgain(): Promise<boolean> {
    const { current } = await this.generations({ fresh: true });
    const isMarked = await this.storage.isMarked(current.id);
    if (!isMarked) this.emptied = current.id;
    return isMarked;
  }

  /** The storage has failed a moment ago: packers go on without it instead of waiting for it each time. */
  lost(error: unknown): void {
    if (error instanceof TicketStorageAway) this.switchTo('rows', error);
  }

  private async watch(): Promise<void> {
    try {
      await this.generations({ fresh: true });
      await this.look();
    } catch (err) {
      // Said at the switch; a database that is away is said by everything else.
      this.logger.debug({ err }, 'queue looked at');
    } finally {
      this.watching = undefined;
    }
  }

  private switchTo(mode: QueueModeName, err?: Error): void {
    if (mode === this.mode) return;
    const was = { from: this.mode, forMs: Date.now() - this.since.getTime() };
    this.mode = mode;
    this.since = new Date();
    this.switches.inc({ to: mode });
    this.showMode();
    const level = mode === 'tickets' ? 'info' : 'warn';
    this.logger[level]({ ...was, to: mode, ...(err ? { err } : {}) }, SAID[mode]);
  }

  private showMode(): void {
    for (const mode of QUEUE_MODES) this.modes.set({ mode }, mode === this.mode ? 1 : 0);
  }

  private measureFilling(registers: Registry[]): void {
    const progress: Gauge<'part'> = new Gauge({
      name: 'akashi_queue_rebuild_tickets',
      help: 'Tickets of the generation that is being filled: filled so far, and all as counted at its start; 0 when none is',
      labelNames: ['part'],
      registers,
      collect: () => {
        progress.set({ part: 'filled' }, this.known?.next?.filled ?? 0);
        progress.set({ part: 'all' }, this.known?.next?.toFill ?? 0);
      },
    });
  }
}

const SAID: Record<QueueModeName, string> = {
  tickets: 'claims come from tickets',
  rebuilding: 'the queue storage is not filled; claims come from Postgres until it is',
  rows: 'the queue storage is away; claims come from Postgres',
};
