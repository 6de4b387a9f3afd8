import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../../accounts/scopes.js';
import { newId } from '../../database/ids.js';
import { type Executor, firstRow, rows } from '../../database/sql.js';
import { inTransaction } from '../../database/transaction.js';
import { AppError } from '../../http/app-error.js';
import type { ClaimedTask, PackingStation } from '../task-winner.js';
import { BoardWake } from '../board-wake.js';
import { HEADS_OF_POOLS, NEXT_RELEASE } from '../claim.sql.js';
import { LeasesService } from '../leases.service.js';
import { serves, zoneOfShelves } from '../pool-key.js';
import { QueueMetrics } from '../queue.metrics.js';
import type { QueueSettings } from '../queue-settings.contract.js';
import { readQueueSettings } from '../queue-settings.service.js';
import {
  CART_BY_ID,
  CART_OF_KEY,
  HEAD_OF_LINE,
  HOLDS_SINGLE,
  INSERT_CART,
  LOCK_STATION,
} from './cart.sql.js';
import { OPEN_CART, TAKE_CART, TASKS_OF_CART } from './cart.sql.js';
import type { CartBody, CartHeartbeatBody, CartHeartbeatResult } from './cart.contract.js';
import { type CartCandidate, chooseCart, type ChosenCart, withinLimit } from './choose-cart.js';

/** A cart with what its station holds of it. */
export interface Cart {
  id: string;
  stage: string;
  pool: string;
  bendMinutes: number;
  passedOver: number;
  tasks: ClaimedTask[];
}

type CartRow = Omit<Cart, 'tasks'> & Record<string, unknown>;

interface LineRow extends Record<string, unknown> {
  id: string;
  band: 0 | 1;
  placeAt: Date;
  shelves: (string | null)[];
}

// A trip that stays in one zone looks this much further down the line than it has room for.
const LOOK_AHEAD = 4;

/** Picking trips: several orders taken together, in the order of the line. */
@Injectable()
export class CartsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: LeasesService,
    private readonly boards: BoardWake,
    private readonly metrics: QueueMetrics,
  ) {}

  /**
   * Up to `size` orders of one pool for a station, within what the warehouse allows there (`carts` of its settings). The same key again, or a cart that isn't finished, gives that cart.
   * @returns cart null when nothing waits, with the next release
   * @throws AppError already_holding when the station works on a single task
   */
  async take(
    station: PackingStation,
    body: CartBody,
  ): Promise<{ cart: Cart | null; nextReleaseAt: Date | null }> {
    const { cart, isNew } = await inTransaction(this.dataSource, async (manager) => {
      await rows(manager, LOCK_STATION, [station.stationId]);
      const before =
        (await findCart(manager, station, CART_OF_KEY, [body.key])) ??
        (await findCart(manager, station, OPEN_CART, []));
      return before
        ? { cart: before, isNew: false }
        : { cart: await fill(manager, station, body), isNew: true };
    });
    if (cart && isNew) {
      this.metrics.countClaim('cart', cart.tasks.length);
      this.boards.claimed(station.warehouseId);
    }
    if (cart) return { cart, nextReleaseAt: null };
    const stages = body.stage === undefined ? null : [body.stage];
    const next = await firstRow<{ next_release_at: Date | null }>(this.dataSource, NEXT_RELEASE, [
      station.warehouseId,
      stages,
    ]);
    return { cart: null, nextReleaseAt: next?.next_release_at ?? null };
  }

  /** Keeps all tasks of a cart. One that was taken over or stopped doesn't keep the others from being kept. */
  async heartbeat(station: StationScope, { tasks }: CartHeartbeatBody): Promise<CartHeartbeatResult> {
    const answers: CartHeartbeatResult['tasks'] = [];
    let serverTime = new Date();
    for (const { taskId, token } of tasks) {
      try {
        const kept = await this.leases.heartbeat(station, taskId, token);
        serverTime = kept.serverTime;
        answers.push({ taskId, leaseUntil: kept.leaseUntil.toISOString(), stop: kept.stop, refused: null });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        answers.push({ taskId, leaseUntil: null, stop: null, refused: error.code });
      }
    }
    return { serverTime: serverTime.toISOString(), tasks: answers };
  }

  /** The cart that this station is at. */
  async openCartId(station: StationScope): Promise<string | null> {
    const row = await firstRow<CartRow>(this.dataSource, OPEN_CART, [station.stationId]);
    return row?.id ?? null;
  }

  /** A cart of this station, also one that is finished. @throws AppError cart_not_found */
  async own(station: StationScope, cartId: string): Promise<Cart> {
    const cart = await findCart(this.dataSource, station, CART_BY_ID, [cartId]);
    if (cart) return cart;
    throw new AppError('cart_not_found', 'This station has no cart with this id.');
  }
}

async function findCart(
  manager: Executor,
  station: Pick<StationScope, 'stationId'>,
  sql: string,
  params: unknown[],
): Promise<Cart | undefined> {
  const row = await firstRow<CartRow>(manager, sql, [station.stationId, ...params]);
  if (!row) return undefined;
  const tasks = await rows<ClaimedTask & Record<string, unknown>>(manager, TASKS_OF_CART, [
    row.id,
    station.stationId,
  ]);
  return { ...row, tasks };
}

async function fill(
  manager: EntityManager,
  station: PackingStation,
  body: CartBody,
): Promise<Cart | undefined> {
  const { stationId, warehouseId } = station;
  if (await firstRow(manager, HOLDS_SINGLE, [stationId, body.stage ?? null])) {
    throw new AppError('already_holding', 'Finish or give back the order in hand before taking a cart.');
  }
  const head = await headFor(manager, station, body.stage);
  if (!head) return undefined;
  const settings = await readQueueSettings(manager, warehouseId);
  const wish = withinLimit(
    body,
    settings.carts.find(({ stage }) => stage === head.stage),
  );
  const reach = wish.bendMinutes > 0 ? wish.size * LOOK_AHEAD : wish.size;
  const at = [warehouseId, head.stage, head.pool, reach, stationId];
  const line = await rows<LineRow>(manager, HEAD_OF_LINE, at);
  const chosen = chooseCart(
    line.map((row) => candidateOf(row, settings)),
    wish,
  );
  if (chosen.ids.length === 0) return undefined;
  const cart = { id: newId(), ...head, bendMinutes: wish.bendMinutes };
  await rows(manager, INSERT_CART, [
    ...[cart.id, warehouseId, stationId, station.packerId, body.key],
    ...[cart.stage, cart.pool, body.size, cart.bendMinutes],
  ]);
  const tasks = await takeAll(manager, station, cart.id, chosen);
  return { ...cart, passedOver: Math.max(0, ...chosen.passedOver), tasks };
}

/** The pool whose head is the most urgent one that the station may take. */
async function headFor(
  manager: EntityManager,
  { stationId, warehouseId, capabilities }: PackingStation,
  stage: string | undefined,
): Promise<{ stage: string; pool: string } | undefined> {
  const params = [warehouseId, stage === undefined ? null : [stage], stationId];
  const heads = await rows<{ stage: string; pool: string }>(manager, HEADS_OF_POOLS, params);
  return heads.find(({ pool }) => serves(capabilities, pool));
}

async function takeAll(
  manager: EntityManager,
  { stationId, packerId, actor }: PackingStation,
  cartId: string,
  { ids, passedOver }: ChosenCart,
): Promise<ClaimedTask[]> {
  const eventIds = () => ids.map(() => newId());
  const taken = await rows<ClaimedTask & Record<string, unknown>>(manager, TAKE_CART, [
    ...[stationId, packerId, cartId, JSON.stringify(actor)],
    ...[ids, passedOver, eventIds(), eventIds()],
  ]);
  const byId = new Map(taken.map((task) => [task.id, task]));
  return ids.flatMap((taskId) => byId.get(taskId) ?? []);
}

function candidateOf(row: LineRow, settings: QueueSettings): CartCandidate {
  const zone = zoneOfShelves(settings, row.shelves) ?? null;
  return { id: row.id, band: row.band, placeAt: row.placeAt.getTime(), zone };
}
