import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { BrandScope } from '../accounts/scopes.js';
import { knownCustomers, type OrderingCustomer } from '../customers/intake-customers.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { invalidRequest } from '../http/request-errors.js';
import { type CatalogueItem, findItems } from '../items/items.service.js';
import { Tickets } from '../queue/tickets.js';
import { changeOrders } from './change-orders.js';
import { createOrders } from './create-orders.js';
import type { Intake, IntakeOutcome, WaveResult } from './intake.types.js';
import { type IntakeContext, readIntakeContext } from './intake-context.js';
import { OrderBody } from './orders.contract.js';
import { takeOrder, type TakenOrder } from './taken-order.js';

/**
 * Taking in orders: a batch is one transaction with a constant number of statements. An order that can't be worked with is
 * refused alone; anything unexpected rolls the whole batch back, so that nothing is half-stored.
 */
@Injectable()
export class IntakeService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /**
   * Takes in one order whose body is valid.
   * @throws AppError with the reason when it is refused
   */
  async takeOne(brand: BrandScope, body: OrderBody): Promise<Exclude<IntakeOutcome, { outcome: 'refused' }>> {
    const [outcome] = await this.takeAll(brand, [body]);
    if (!outcome) throw new Error('one order has one outcome');
    if (outcome.outcome === 'refused') throw outcome.error;
    return outcome;
  }

  /** Takes in a batch; each body is checked on its own. @returns outcomes in the sequence of the batch */
  async takeBatch(brand: BrandScope, bodies: readonly unknown[]): Promise<IntakeOutcome[]> {
    return this.takeAll(
      brand,
      bodies.map((body) => {
        const parsed = OrderBody.safeParse(body);
        return parsed.success ? parsed.data : invalidRequest(parsed.error.issues);
      }),
    );
  }

  private async takeAll(
    brand: BrandScope,
    bodies: readonly (OrderBody | AppError)[],
  ): Promise<IntakeOutcome[]> {
    const context = await readIntakeContext(this.dataSource, brand.brandId);
    const catalogue = await findItems(this.dataSource, brand.brandId, skusOf(bodies));
    const outcomes: (IntakeOutcome | undefined)[] = [];
    const orders: TakenOrder[] = [];
    for (const [index, body] of bodies.entries()) {
      const taken = body instanceof AppError ? body : tryToTake(index, body, { catalogue, ...context });
      if (taken instanceof AppError) outcomes[index] = { outcome: 'refused', error: taken };
      else orders.push(taken);
    }
    const result = await inTransaction(this.dataSource, (manager) => takeIn(manager, brand, context, orders));
    await this.tickets.issue(result.ticketed);
    for (const [index, outcome] of result.outcomes) outcomes[index] = outcome;
    return outcomes.filter((outcome) => outcome !== undefined);
  }
}

async function takeIn(
  manager: EntityManager,
  brand: BrandScope,
  context: IntakeContext,
  orders: readonly TakenOrder[],
): Promise<WaveResult> {
  const result: WaveResult = { outcomes: new Map(), ticketed: [] };
  if (orders.length === 0) return result;
  const customers = await knownCustomers(manager, brand.brandId, orders.map(orderingCustomer));
  for (const wave of wavesOf(orders)) {
    const { outcomes, ticketed } = await takeWave(manager, { brand, context, customers }, wave);
    for (const [index, outcome] of outcomes) result.outcomes.set(index, outcome);
    result.ticketed.push(...ticketed);
  }
  return result;
}

/** Orders with distinct keys: the new ones are created, the others changed. */
async function takeWave(
  manager: EntityManager,
  intake: Intake,
  orders: readonly TakenOrder[],
): Promise<WaveResult> {
  // A refunded order is only ever a message about one that we have.
  const refunded = orders.filter(isRefunded);
  const created = await createOrders(
    manager,
    intake,
    orders.filter((order) => !isRefunded(order)),
  );
  const changed = await changeOrders(manager, intake, [...created.existing, ...refunded]);
  return {
    outcomes: new Map([...created.outcomes, ...changed.outcomes]),
    ticketed: [...created.ticketed, ...changed.ticketed],
  };
}

/**
 * Cuts a batch so that no order comes twice in one wave: the later one finds what the earlier one has left. Inside of a
 * wave orders are sorted by key, the sequence in which all batches take their locks.
 */
function wavesOf(orders: readonly TakenOrder[]): TakenOrder[][] {
  const seen = new Map<string, number>();
  const waves: TakenOrder[][] = [];
  for (const order of orders) {
    const turn = seen.get(order.key) ?? 0;
    seen.set(order.key, turn + 1);
    (waves[turn] ??= []).push(order);
  }
  return waves.map((wave) => wave.sort((left, right) => (left.key < right.key ? -1 : 1)));
}

function tryToTake(
  index: number,
  body: OrderBody,
  around: { catalogue: ReadonlyMap<string, CatalogueItem>; timeZone: string; now: Date },
): TakenOrder | AppError {
  try {
    return takeOrder(index, body, around);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function skusOf(bodies: readonly (OrderBody | AppError)[]): string[] {
  const skus = bodies.flatMap((body) => (body instanceof AppError ? [] : body.lines.map(({ sku }) => sku)));
  return [...new Set(skus)];
}

/** Whoever orders is the customer, unless the shop says more about the customer. */
function orderingCustomer({ body }: TakenOrder): OrderingCustomer {
  const { customer, orderer, locale } = body;
  return {
    ref: customer.ref,
    name: customer.name ?? orderer.name,
    nameKana: orderer.nameKana ?? null,
    email: customer.email ?? orderer.email ?? null,
    phone: orderer.phone ?? null,
    locale,
  };
}

function isRefunded(order: TakenOrder): boolean {
  return order.body.payment.state === 'refunded' && !order.body.cancelled;
}
