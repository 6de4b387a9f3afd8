import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import type { Logger } from '../logging/logger.js';
import { LOGGER } from '../logging/logging.module.js';

const CHANNEL = 'akashi_board';
const AGAIN_MS = 1_000;

type Woken = (warehouseId: string | null) => void;

/** One connection of this process that hears which warehouses changed, as long as a board is open. */
@Injectable()
export class BoardListener implements BeforeApplicationShutdown {
  private client?: pg.Client;
  private woken?: Woken;
  private timer?: NodeJS.Timeout;
  private closing = false;

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @param woken with a warehouse's id, or null after a gap in which anything may have changed */
  listen(woken: Woken): void {
    if (this.woken) return;
    this.woken = woken;
    void this.connect();
  }

  /** Gives the connection back; nobody looks at a board any more. */
  async stop(): Promise<void> {
    this.woken = undefined;
    clearTimeout(this.timer);
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.stop();
  }

  private async connect(): Promise<void> {
    const { url, connectTimeoutMs } = this.config.database;
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      application_name: 'akashi-board',
    });
    this.client = client;
    client.on('notification', ({ payload }) => this.client === client && this.woken?.(payload ?? null));
    client.on('error', (err) => this.lost(client, err));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      if (this.client === client) this.woken?.(null);
    } catch (err) {
      this.lost(client, err);
    }
  }

  private lost(client: pg.Client, err?: unknown): void {
    if (this.client !== client) return;
    this.client = undefined;
    client.end().catch(() => undefined);
    if (this.closing || !this.woken) return;
    this.logger.warn({ err }, 'boards are not told of changes; connecting again');
    this.timer = setTimeout(() => void this.connect(), AGAIN_MS);
    this.timer.unref();
  }
}
