import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { BrandScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { affected, firstRow } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { raiseOpenOrders } from '../orders/raise-open-orders.js';
import { Tickets } from '../queue/tickets.js';
import type { CustomerRank, CustomerRankBody } from './customers.contract.js';
import { type CustomerRow, toCustomerRank } from './customers.rows.js';
import { findCustomer } from './customers.service.js';

const INSERT_RANK = `
  insert into customer_ranks (id, brand_id, customer_id, rank_id, source, reason, ends_at, actor)
  values ($1, $2, $3, $4, 'external', $5, $6, $7)`;

interface RankDecision {
  customerId: string;
  rankId: string;
  body: CustomerRankBody;
}

/**
 * The rank of a customer: a history of decisions. The newest one counts until it ends; then the brand's default does.
 * A decision raises the customer's open orders and never lowers one: what was promised at intake stays.
 */
@Injectable()
export class CustomerRanksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tickets: Tickets,
  ) {}

  /** @throws AppError customer_not_found */
  async get(brandId: string, ref: string): Promise<CustomerRank> {
    return toCustomerRank(await findCustomer(this.dataSource, brandId, ref));
  }

  /**
   * Records the brand's own decision, in force from now.
   * @throws AppError customer_not_found, rank_not_found, rank_end_in_past
   */
  async put(brand: BrandScope, ref: string, body: CustomerRankBody): Promise<CustomerRank> {
    const { brandId, actor } = brand;
    const { row, raised } = await inTransaction(this.dataSource, async (manager) => {
      const customerId = await lockCustomer(manager, brandId, ref);
      const rankId = await rankNamed(manager, brandId, body.rank);
      await assertEndsLater(manager, body.endsAt);
      await this.decide(manager, brand, { customerId, rankId, body });
      const raised = await raiseOpenOrders(manager, {
        brandId,
        customerId,
        rankId,
        source: 'external',
        actor,
      });
      return { row: await findCustomer(manager, brandId, ref), raised };
    });
    await this.tickets.issue(raised);
    return toCustomerRank(row);
  }

  private async decide(
    manager: EntityManager,
    { brandId, actor }: BrandScope,
    { customerId, rankId, body }: RankDecision,
  ): Promise<void> {
    // The same decision again is no news.
    const same = `select 1 from customer_ranks where customer_id = $1 and replaced_at is null and rank_id = $2
      and source = 'external' and reason = $3 and ends_at is not distinct from $4`;
    if (await firstRow(manager, same, [customerId, rankId, body.reason, body.endsAt])) return;
    const replace =
      'update customer_ranks set replaced_at = now() where customer_id = $1 and replaced_at is null';
    await affected(manager, replace, [customerId]);
    const values = [newId(), brandId, customerId, rankId, body.reason, body.endsAt, JSON.stringify(actor)];
    await affected(manager, INSERT_RANK, values);
  }
}

async function lockCustomer(manager: EntityManager, brandId: string, ref: string): Promise<string> {
  const customer: CustomerRow = await findCustomer(manager, brandId, ref);
  await firstRow(manager, 'select 1 from customers where id = $1 for no key update', [customer.id]);
  return customer.id;
}

async function rankNamed(manager: EntityManager, brandId: string, code: string): Promise<string> {
  const sql = 'select id from ranks where brand_id = $1 and code = $2';
  const row = await firstRow<{ id: string }>(manager, sql, [brandId, code]);
  if (!row) throw new AppError('rank_not_found', `"${code}" is not a rank; GET /v1/ranks lists them.`);
  return row.id;
}

async function assertEndsLater(manager: EntityManager, endsAt: string | null): Promise<void> {
  if (endsAt === null) return;
  if (await firstRow(manager, 'select 1 where $1::timestamptz > now()', [endsAt])) return;
  throw new AppError(
    'rank_end_in_past',
    'Choose an end in the future, or leave endsAt out for a rank without end.',
  );
}
