import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StationScope } from '../../accounts/scopes.js';
import { rows } from '../../database/sql.js';
import { type StopReason, stopOf } from '../held-task.js';
import { zoneOfShelves } from '../pool-key.js';
import { readQueueSettings } from '../queue-settings.service.js';
import type { CartOrder, StationCarts } from './cart.contract.js';
import { NAMES_OF_STAGES, ORDERS_OF_CART } from './cart.sql.js';

interface OrderRow extends Record<string, unknown>, Omit<CartOrder, 'zone' | 'shelves' | 'stop'> {
  stopReason: StopReason | null;
  shelves: (string | null)[];
}

interface StageRow extends Record<string, unknown> {
  stage: string;
  ja: string;
  en: string;
}

/** Where the orders of a cart lie, on it and in the warehouse, and which carts a warehouse has. */
@Injectable()
export class CartPlaces {
  constructor(private readonly dataSource: DataSource) {}

  /** All orders that a cart was filled with; each keeps its place until the trip is over, whatever becomes of the others. */
  async orders({ warehouseId }: Pick<StationScope, 'warehouseId'>, cartId: string): Promise<CartOrder[]> {
    const [settings, found] = await Promise.all([
      readQueueSettings(this.dataSource, warehouseId),
      rows<OrderRow>(this.dataSource, ORDERS_OF_CART, [cartId]),
    ]);
    return found.map(({ stopReason, shelves, ...order }) => ({
      ...order,
      zone: zoneOfShelves(settings, shelves) ?? null,
      shelves: shelves.filter((shelf) => shelf !== null),
      stop: stopOf(stopReason),
    }));
  }

  /** The carts that the warehouse's settings offer, at stages that one of its brands has. */
  async offers({ warehouseId }: Pick<StationScope, 'warehouseId'>): Promise<StationCarts['offers']> {
    const { carts } = await readQueueSettings(this.dataSource, warehouseId);
    if (carts.length === 0) return [];
    const stages = carts.map(({ stage }) => stage);
    const named = await rows<StageRow>(this.dataSource, NAMES_OF_STAGES, [warehouseId, stages]);
    return carts.flatMap((cart) =>
      named.filter(({ stage }) => stage === cart.stage).map(({ ja, en }) => ({ ...cart, name: { ja, en } })),
    );
  }
}
