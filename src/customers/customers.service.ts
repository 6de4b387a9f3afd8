import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected, type Executor, firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { emailKey } from '../orders/search-keys.js';
import type { Customer, CustomerBody } from './customers.contract.js';
import { type CustomerRow, SELECT_CUSTOMERS, toCustomer } from './customers.rows.js';

const PUT_CUSTOMER = `
  insert into customers (id, brand_id, ref, name, name_kana, email, email_normalized, phone, locale, membership_status)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (brand_id, ref) do update set name = excluded.name, name_kana = excluded.name_kana, email = excluded.email,
    email_normalized = excluded.email_normalized, phone = excluded.phone, locale = excluded.locale,
    membership_status = excluded.membership_status, updated_at = now()`;

/** What a brand tells us of its customers, under its own name for them (`ref`). */
@Injectable()
export class CustomersService {
  constructor(private readonly dataSource: DataSource) {}

  /** Adds a customer or replaces what is known of one; the rank is untouched. */
  async put(brandId: string, ref: string, body: CustomerBody): Promise<Customer> {
    const { name, nameKana, email, phone, locale, membershipStatus } = body;
    const emailNormalized = email === undefined ? null : emailKey(email);
    await affected(this.dataSource, PUT_CUSTOMER, [
      ...[newId(), brandId, ref, name, nameKana, email],
      ...[emailNormalized, phone, locale, membershipStatus],
    ]);
    return this.get(brandId, ref);
  }

  /** @throws AppError customer_not_found */
  async get(brandId: string, ref: string): Promise<Customer> {
    return toCustomer(await findCustomer(this.dataSource, brandId, ref));
  }
}

/** The customer with the rank in force; customer_not_found when the brand has none of this name. */
export async function findCustomer(on: Executor, brandId: string, ref: string): Promise<CustomerRow> {
  const sql = `${SELECT_CUSTOMERS} where c.brand_id = $1 and c.ref = $2`;
  const row = await firstRow<CustomerRow>(on, sql, [brandId, ref]);
  if (!row) {
    throw new AppError(
      'customer_not_found',
      'Send the customer with PUT /v1/customers/{ref} or an order first.',
    );
  }
  return row;
}
