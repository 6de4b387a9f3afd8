import type { Customer, CustomerRank } from './customers.contract.js';

/** A customer with the rank in force, which is the brand's default where there is none. */
export interface CustomerRow {
  id: string;
  ref: string;
  name: string | null;
  name_kana: string | null;
  email: string | null;
  phone: string | null;
  locale: Customer['locale'];
  membership_status: Customer['membershipStatus'];
  rank_code: string;
  rank_source: 'external' | 'rules' | null;
  rank_reason: string | null;
  rank_starts_at: Date | null;
  rank_ends_at: Date | null;
}

/** Joins the row of `customer_ranks` in force as `cr`: not replaced and not ended. Needs `customers` as `c`. */
export const RANK_IN_FORCE = `left join customer_ranks cr
    on cr.customer_id = c.id and cr.replaced_at is null and (cr.ends_at is null or cr.ends_at > now())`;

export const SELECT_CUSTOMERS = `
  select c.id, c.ref, c.name, c.name_kana, c.email, c.phone, c.locale, c.membership_status, r.code as rank_code,
    cr.source as rank_source, cr.reason as rank_reason, cr.starts_at as rank_starts_at, cr.ends_at as rank_ends_at
  from customers c ${RANK_IN_FORCE}
  join ranks r on r.brand_id = c.brand_id and case when cr.rank_id is null then r.is_default else r.id = cr.rank_id end`;

export function toCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    ref: row.ref,
    name: row.name,
    nameKana: row.name_kana,
    email: row.email,
    phone: row.phone,
    locale: row.locale,
    membershipStatus: row.membership_status,
    rank: toCustomerRank(row),
  };
}

export function toCustomerRank(row: CustomerRow): CustomerRank {
  return {
    rank: row.rank_code,
    source: row.rank_source ?? 'default',
    reason: row.rank_reason,
    startsAt: row.rank_starts_at?.toISOString() ?? null,
    endsAt: row.rank_ends_at?.toISOString() ?? null,
  };
}
