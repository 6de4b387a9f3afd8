import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { BrandScope } from '../accounts/scopes.js';
import { type Executor, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { decodeCursor, idPosition, toPage } from '../http/cursor.js';
import { cancelOrders, whyNotCancellable } from './cancel-orders.js';
import {
  LIST_ORDERS,
  type OrderRow,
  SELECT_ORDER,
  type SummaryRow,
  toOrder,
  toSummary,
} from './order-queries.js';
import type { Order, OrderListQuery, OrderPage } from './orders.contract.js';
import { lockOrders } from './stored-orders.js';

/** Reading and cancelling orders; taking them in is `IntakeService`. */
@Injectable()
export class OrdersService {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws AppError order_not_found, also for another brand's order */
  async get(brandId: string, orderId: string): Promise<Order> {
    return readOrder(this.dataSource, brandId, orderId);
  }

  /** The newest orders first. */
  async list(brandId: string, query: z.infer<typeof OrderListQuery>): Promise<z.infer<typeof OrderPage>> {
    const after = decodeCursor(query.cursor, idPosition);
    const params = [brandId, query.state ?? null, after?.id ?? null, query.limit + 1];
    const found = await rows<SummaryRow & Record<string, unknown>>(this.dataSource, LIST_ORDERS, params);
    const { items, next } = toPage(found, query.limit, ({ id }) => ({ id }));
    return { items: items.map(toSummary), next };
  }

  /**
   * Stops an order that is still in the house. Doing it again changes nothing.
   * @throws AppError order_not_found, order_already_shipped
   */
  async cancel(brand: BrandScope, orderId: string, reason: string): Promise<Order> {
    return inTransaction(this.dataSource, async (manager) => {
      const order = (await lockOrders(manager, brand.brandId, [orderId])).get(orderId);
      if (!order) throw orderNotFound();
      if (order.state !== 'cancelled') {
        const error = whyNotCancellable(order);
        if (error) throw error;
        await cancelOrders(manager, brand, [{ order, why: 'cancelled', reason, bodyHash: null }]);
      }
      return readOrder(manager, brand.brandId, orderId);
    });
  }
}

async function readOrder(on: Executor, brandId: string, orderId: string): Promise<Order> {
  const row = await firstRow<OrderRow & Record<string, unknown>>(on, SELECT_ORDER, [brandId, orderId]);
  if (!row) throw orderNotFound();
  return toOrder(row);
}

function orderNotFound(): AppError {
  return new AppError(
    'order_not_found',
    'This brand has no such order: check the id, or search by order number with GET /v1/search.',
  );
}
