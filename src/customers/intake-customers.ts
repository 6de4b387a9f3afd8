import type { EntityManager } from 'typeorm';
import { BulkStatement } from '../database/bulk-insert.js';
import { newId } from '../database/ids.js';
import { rows } from '../database/sql.js';
import { emailKey } from '../orders/search-keys.js';
import { RANK_IN_FORCE } from './customers.rows.js';

/** What an order tells of its customer. */
export interface OrderingCustomer {
  ref: string;
  name: string | null;
  nameKana: string | null;
  email: string | null;
  phone: string | null;
  locale: 'ja' | 'en';
}

/** A customer as an order needs it: `rankId` null means the brand's default. */
export interface KnownCustomer {
  id: string;
  rankId: string | null;
  rankSource: 'external' | 'rules' | null;
}

interface FoundRow {
  ref: string;
  id: string;
  rank_id: string | null;
  rank_source: 'external' | 'rules' | null;
  has_name: boolean;
  has_email: boolean;
}

// One look into the unique index for each ref: an `= any(…)` is compared with every customer of the brand when the
// planner's statistics are young.
const FIND_CUSTOMERS = {
  name: 'intake_find_customers',
  text: `select c.ref, c.id, cr.rank_id, cr.source as rank_source, c.name is not null as has_name, c.email is not null as has_email
    from unnest($2::text[]) as wanted(ref)
    cross join lateral (select * from customers k where k.brand_id = $1 and k.ref = wanted.ref limit 1) c
    ${RANK_IN_FORCE}`,
};

const COLUMNS = {
  id: 'uuid',
  brand_id: 'uuid',
  ref: 'text',
  name: 'text',
  name_kana: 'text',
  email: 'text',
  email_normalized: 'text',
  phone: 'text',
  locale: 'text',
} as const;

// An order fills what is blank and never overwrites: PUT /v1/customers is the brand's word on a customer.
const UPSERT = new BulkStatement(
  'intake_upsert_customers',
  COLUMNS,
  (source, names) => `insert into customers (${names}) select ${names} from ${source}
    on conflict (brand_id, ref) do update set name = coalesce(customers.name, excluded.name),
      name_kana = coalesce(customers.name_kana, excluded.name_kana), email = coalesce(customers.email, excluded.email),
      email_normalized = coalesce(customers.email_normalized, excluded.email_normalized),
      phone = coalesce(customers.phone, excluded.phone), updated_at = now()
    returning ref, id`,
);

/**
 * Finds the customers of a batch of orders and adds the unknown ones, in at most two statements.
 * Rows are written in the order of their refs, so that two batches with the same customers can't lock each other out.
 * @returns by ref
 */
export async function knownCustomers(
  manager: EntityManager,
  brandId: string,
  customers: readonly OrderingCustomer[],
): Promise<Map<string, KnownCustomer>> {
  const wanted = new Map(customers.map((customer) => [customer.ref, customer]));
  const found = await rows<FoundRow>(manager, FIND_CUSTOMERS, [brandId, [...wanted.keys()]]);
  const known = new Map<string, KnownCustomer>(
    found.map((row) => [row.ref, { id: row.id, rankId: row.rank_id, rankSource: row.rank_source }]),
  );
  const complete = new Set(found.filter((row) => isComplete(row, wanted.get(row.ref))).map((row) => row.ref));
  const toWrite = [...wanted.values()].filter(({ ref }) => !complete.has(ref)).sort(byRef);
  const written = await UPSERT.returning<{ ref: string; id: string }>(
    manager,
    toWrite.map((customer) => toRow(brandId, customer)),
  );
  for (const { ref, id } of written) {
    if (!known.has(ref)) known.set(ref, { id, rankId: null, rankSource: null });
  }
  return known;
}

function isComplete(row: FoundRow, customer: OrderingCustomer | undefined): boolean {
  return (row.has_name || customer?.name === null) && (row.has_email || customer?.email === null);
}

function toRow(brandId: string, customer: OrderingCustomer) {
  const { ref, name, nameKana, email, phone, locale } = customer;
  const email_normalized = email === null ? null : emailKey(email);
  return {
    id: newId(),
    brand_id: brandId,
    ref,
    name,
    name_kana: nameKana,
    email,
    email_normalized,
    phone,
    locale,
  };
}

const byRef = (left: OrderingCustomer, right: OrderingCustomer): number => (left.ref < right.ref ? -1 : 1);
