import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Shop } from '../../deploy/chaos/arrivals.js';
import { Chance } from '../../deploy/chaos/chance.js';
import { Journal } from '../../deploy/chaos/journal.js';
import { setTheScene, type Scene } from '../../deploy/chaos/scene.js';
import type { AppConfig } from '../../src/config/env.js';
import { poolOf } from '../../src/database/sql.js';
import { createApp } from '../../src/http/create-app.js';
import { QueueBackend } from '../../src/jobs/queue-backend.js';
import { ClaimsService } from '../../src/queue/claims.service.js';
import { LeasesService } from '../../src/queue/leases.service.js';
import type { PackingStation } from '../../src/queue/task-winner.js';
import { TicketRepair } from '../../src/queue/ticket-repair.js';
import { bench } from './env.js';
import { cloneFirstStage } from './fill.js';

export const STAGE = 'pick';

/** A warehouse with stations and a line of waiting tasks, with the product's services on it in this very process. */
export class Line {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly scene: Scene,
    private readonly modelTaskId: string,
  ) {}

  private waiting = 1;

  /** Starts the services, makes a brand with its stations, and takes one order: the model of all others. */
  static async open(config: AppConfig, stations: number): Promise<Line> {
    const app = await createApp(config);
    await app.listen(0, '127.0.0.1');
    const baseUrl = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    const scene = await setTheScene(baseUrl, bench.AKASHI_OPERATOR_KEY, stations);
    const shop = new Shop([baseUrl], scene.brandKey, new Chance('bench'), new Journal());
    await shop.bring(1, 0);
    const { rows } = await poolOf(app.get(DataSource)).query<{ id: string }>(
      'select id from tasks where brand_id = $1 and stage = $2',
      [scene.brandId, STAGE],
    );
    return new Line(app, scene, rows[0]?.id ?? '');
  }

  get pool(): pg.Pool {
    return poolOf(this.app.get(DataSource));
  }

  get backend(): QueueBackend {
    return this.app.get(QueueBackend);
  }

  /** Lets the line grow to so many waiting tasks: rows by SQL, tickets by the product's own rebuild. */
  async growTo(depth: number): Promise<void> {
    await cloneFirstStage(this.pool, this.modelTaskId, depth - this.waiting);
    this.waiting = depth;
    await this.app.get(TicketRepair).repair();
    await this.pool.query('vacuum (analyze) tasks');
    await this.pool.query('vacuum (analyze) shipments');
  }

  /**
   * One claim of each station, one after the other; then all are given back, so that the line is as long as before.
   * @returns milliseconds of each claim
   */
  async claimAll(): Promise<number[]> {
    const claims = this.app.get(ClaimsService);
    const times: number[] = [];
    const taken: { station: PackingStation; id: string; token: number }[] = [];
    for (const station of this.stations()) {
      const body = { key: randomUUID(), stages: [STAGE] };
      const from = performance.now();
      const { task } = await claims.claim(station, body);
      times.push(performance.now() - from);
      if (!task) throw new Error('a claim found nothing in a full line');
      taken.push({ station, ...task });
    }
    const leases = this.app.get(LeasesService);
    for (const { station, id, token } of taken) await leases.release(station, id, token);
    return times;
  }

  async close(): Promise<void> {
    await this.app.close();
  }

  private stations(): PackingStation[] {
    const { warehouseId } = this.scene;
    const capabilities = { zones: null, temperatures: null, skills: null };
    return this.scene.stations.map(({ id: stationId, packerId }) => {
      const actor = { kind: 'station' as const, id: stationId };
      return { stationId, warehouseId, packerId, capabilities, actor };
    });
  }
}
