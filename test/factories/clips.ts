import { createHash } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { hashSecret, newSecret } from '../../src/accounts/secrets.js';
import { newId } from '../../src/database/ids.js';
import { firstRow, rows } from '../../src/database/sql.js';
import { createBrand, type TestBrand, unique } from './accounts.js';

export interface TestStation {
  stationId: string;
  packerId: string;
  stationKey: string;
}

/** A pack task of a one-line order, held by a station under token 1. */
export interface HeldTask extends TestBrand, TestStation {
  orderId: string;
  shipmentId: string;
  taskId: string;
  token: number;
}

/** An enrolled station with a packer of the same warehouse. */
export async function createStation(app: NestFastifyApplication, warehouseId: string): Promise<TestStation> {
  const dataSource = app.get(DataSource);
  const [stationId, packerId] = [newId(), newId()];
  const stationKey = newSecret('ak_station_');
  await rows(
    dataSource,
    'insert into stations (id, warehouse_id, name, enrolled_at) values ($1, $2, $3, now())',
    [...[stationId, warehouseId, unique('bench ')]],
  );
  await rows(dataSource, 'insert into station_keys (id, station_id, secret_hash) values ($1, $2, $3)', [
    ...[newId(), stationId, hashSecret(stationKey)],
  ]);
  await rows(
    dataSource,
    `insert into packers (id, warehouse_id, pseudonym, display_name, badge_hash) values ($1, $2, $3, 'Test Packer', $4)`,
    [packerId, warehouseId, unique('P-'), hashSecret(unique('badge'))],
  );
  return { stationId, packerId, stationKey };
}

/** A brand with an order, its shipment and a pack task that a station holds. `of`: one more task of the same brand. */
export async function createHeldTask(
  app: NestFastifyApplication,
  of?: TestBrand & TestStation,
): Promise<HeldTask> {
  const brand = of ?? (await createBrand(app));
  const station = of ?? (await createStation(app, brand.warehouse.id));
  const order = await createShipment(app, brand);
  const taskId = await createTask(app, brand, order.shipmentId);
  const task = { ...brand, ...station, ...order, taskId, token: 1 };
  await lease(app, task, station, 1);
  return task;
}

/** Gives a task to a station under a new token, as a claim does. */
export async function lease(
  app: NestFastifyApplication,
  task: Pick<HeldTask, 'taskId' | 'brand'>,
  station: TestStation,
  token: number,
): Promise<void> {
  const dataSource = app.get(DataSource);
  await rows(
    dataSource,
    `insert into leases (task_id, token, brand_id, station_id, packer_id) values ($1, $2, $3, $4, $5)`,
    [task.taskId, token, task.brand.id, station.stationId, station.packerId],
  );
  await rows(
    dataSource,
    `update tasks set state = 'claimed', token = $2, station_id = $3, packer_id = $4, lease_until = now() + interval '2 minutes'
      where id = $1`,
    [task.taskId, token, station.stationId, station.packerId],
  );
}

async function createShipment(app: NestFastifyApplication, { brand, warehouse }: TestBrand) {
  const dataSource = app.get(DataSource);
  const [customerId, orderId, shipmentId] = [newId(), newId(), newId()];
  await rows(dataSource, 'insert into customers (id, brand_id, ref) values ($1, $2, $3)', [
    customerId,
    brand.id,
    unique(),
  ]);
  const rankId = await rankOf(dataSource, brand.id);
  await rows(
    dataSource,
    `insert into orders (id, brand_id, source, external_id, external_id_normalized, body_hash, customer_id, rank_id, rank_source,
      placed_at, payment_method, payment_state, currency, total_minor, ship_by)
     values ($1, $2, 'test', $3, $3, '', $4, $5, 'default', now(), 'card', 'paid', 'JPY', 1620, now() + interval '1 day')`,
    [orderId, brand.id, unique('o'), customerId, rankId],
  );
  await rows(
    dataSource,
    `insert into shipments (id, brand_id, warehouse_id, order_id, state, release_at, arrived_at, ship_by, planned_ship_date)
     values ($1, $2, $3, $4, 'in_work', now(), now(), now() + interval '1 day', current_date)`,
    [shipmentId, brand.id, warehouse.id, orderId],
  );
  return { orderId, shipmentId };
}

async function rankOf(dataSource: DataSource, brandId: string): Promise<string> {
  const existing = await firstRow<{ id: string }>(
    dataSource,
    'select id from ranks where brand_id = $1 limit 1',
    [brandId],
  );
  if (existing) return existing.id;
  const id = newId();
  await rows(
    dataSource,
    `insert into ranks (id, brand_id, code, name_ja, name_en, position, lead_minutes) values ($1, $2, 'standard', '一般', 'Standard', 1, 240)`,
    [id, brandId],
  );
  return id;
}

async function createTask(app: NestFastifyApplication, { brand, warehouse }: TestBrand, shipmentId: string) {
  const taskId = newId();
  await rows(
    app.get(DataSource),
    `insert into tasks (id, brand_id, warehouse_id, shipment_id, stage, position, state, release_at, due, due_term)
     values ($1, $2, $3, $4, 'pack', 2, 'ready', now(), now() + interval '1 hour', 'lead')`,
    [taskId, brand.id, warehouse.id, shipmentId],
  );
  return taskId;
}

/** Opens a dispute over a task's shipment, without its evidence being preserved yet. */
export async function openDispute(
  app: NestFastifyApplication,
  task: Pick<HeldTask, 'brand' | 'orderId' | 'shipmentId'>,
  weight = 'dispute',
): Promise<string> {
  const caseId = newId();
  await rows(
    app.get(DataSource),
    `insert into cases (id, brand_id, case_no, order_id, shipment_id, weight, reason, opened_by)
     values ($1, $2, $3, $4, $5, $6, 'damaged', '{"kind":"staff","id":"test"}')`,
    [caseId, task.brand.id, unique('C-'), task.orderId, task.shipmentId, weight],
  );
  return caseId;
}

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
export const contentDigest = (bytes: Buffer) => `sha-256=:${sha256(bytes).toString('base64')}:`;

/** Cuts bytes into segments as a station does. */
export function cut(bytes: Buffer, segmentBytes: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / segmentBytes) }, (_, n) =>
    bytes.subarray(n * segmentBytes, (n + 1) * segmentBytes),
  );
}

const FILM_STARTED_MS = Date.now() - 3_600_000;

/** The instant so many seconds into the films that a ClipDriver opens. */
export const filmTime = (seconds: number): string => new Date(FILM_STARTED_MS + seconds * 1000).toISOString();

/** A station's view of the clips API, over injected requests. */
export class ClipDriver {
  constructor(
    private readonly app: NestFastifyApplication,
    readonly task: HeldTask,
    readonly clipId = newId(),
    private readonly stationKey = task.stationKey,
  ) {}

  private request(method: 'GET' | 'POST', path: string, payload?: object) {
    const headers = { authorization: `Bearer ${this.stationKey}` };
    return this.app.inject({ method, url: `/v1/clips${path}`, headers, payload });
  }

  open(overrides: object = {}) {
    return this.request('POST', '', {
      id: this.clipId,
      taskId: this.task.taskId,
      token: this.task.token,
      kind: 'film',
      contentType: 'video/webm',
      startedAt: filmTime(0),
      ...overrides,
    });
  }

  put(n: number, bytes: Buffer, headers: Record<string, string> = {}) {
    return this.app.inject({
      method: 'PUT',
      url: `/v1/clips/${this.clipId}/segments/${n}`,
      headers: {
        authorization: `Bearer ${this.stationKey}`,
        'content-type': 'application/octet-stream',
        'content-digest': contentDigest(bytes),
        ...headers,
      },
      payload: bytes,
    });
  }

  /** Through an address of storage itself: asks, puts, confirms; answers the confirmation. */
  async putDirect(n: number, bytes: Buffer) {
    const offer = await this.offer(n, bytes);
    const { url, headers } = offer.json<{ url: string | null; headers: Record<string, string> }>();
    if (url) await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
    return this.confirm(n, bytes);
  }

  offer(n: number, bytes: Buffer) {
    return this.request('POST', `/${this.clipId}/segments/${n}/upload-url`, stated(bytes));
  }

  confirm(n: number, bytes: Buffer) {
    return this.request('POST', `/${this.clipId}/segments/${n}/confirm`, stated(bytes));
  }

  find() {
    return this.request('GET', `/${this.clipId}`);
  }

  segments() {
    return this.request('GET', `/${this.clipId}/segments`);
  }

  complete(parts: readonly Buffer[], overrides: object = {}) {
    const whole = Buffer.concat(parts);
    return this.request('POST', `/${this.clipId}/complete`, {
      segments: parts.length,
      totalBytes: whole.length,
      sha256: sha256(whole).toString('base64'),
      ...overrides,
    });
  }

  /** Opens, sends all and completes; fails loudly when any of it is refused. */
  async record(
    bytes: Buffer,
    { open = {}, complete = {}, segmentBytes = 1 << 20 }: RecordOptions = {},
  ): Promise<string> {
    const parts = cut(bytes, segmentBytes);
    const answers = [await this.open(open)];
    for (const [n, part] of parts.entries()) answers.push(await this.put(n, part));
    answers.push(await this.complete(parts, complete));
    const refused = answers.find((answer) => answer.statusCode !== 200);
    if (refused) throw new Error(refused.body);
    return this.clipId;
  }
}

const stated = (bytes: Buffer) => ({ bytes: bytes.length, sha256: sha256(bytes).toString('base64') });

export interface RecordOptions {
  open?: object;
  complete?: object;
  segmentBytes?: number;
}
