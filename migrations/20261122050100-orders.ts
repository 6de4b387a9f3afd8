import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ranks, customers, catalogue, orders and what was asked for with them. */
export class Orders20261122050100 implements MigrationInterface {
  name = 'Orders1795323660000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table ranks (
  id uuid constraint ranks_pkey primary key,
  brand_id uuid not null constraint ranks_brand_fkey references brands (id),
  code text not null constraint ranks_code_check check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  name_ja text not null,
  name_en text not null,
  position integer not null,
  lead_minutes integer not null constraint ranks_lead_check check (lead_minutes between 0 and 525600),
  film boolean not null default false,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint ranks_code_key unique (brand_id, code),
  constraint ranks_scope_key unique (brand_id, id)
);
create unique index ranks_default_key on ranks (brand_id) where is_default;

create table customers (
  id uuid constraint customers_pkey primary key,
  brand_id uuid not null constraint customers_brand_fkey references brands (id),
  ref text not null,
  name text,
  name_kana text,
  email text,
  email_normalized text,
  phone text,
  locale text not null default 'ja' constraint customers_locale_check check (locale in ('ja', 'en')),
  membership_status text not null default '01'
    constraint customers_membership_check check (membership_status in ('01', '02', '03')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint customers_ref_key unique (brand_id, ref),
  constraint customers_scope_key unique (brand_id, id)
);
create index customers_email_idx on customers (brand_id, email_normalized);

create table customer_ranks (
  id uuid constraint customer_ranks_pkey primary key,
  brand_id uuid not null,
  customer_id uuid not null,
  rank_id uuid not null,
  source text not null constraint customer_ranks_source_check check (source in ('external', 'rules')),
  reason text not null,
  starts_at timestamptz not null default now(),
  ends_at timestamptz,
  replaced_at timestamptz,
  actor jsonb not null,
  constraint customer_ranks_period_check check (ends_at is null or ends_at > starts_at),
  constraint customer_ranks_customer_fkey foreign key (brand_id, customer_id) references customers (brand_id, id),
  constraint customer_ranks_rank_fkey foreign key (brand_id, rank_id) references ranks (brand_id, id)
);
create unique index customer_ranks_current_key on customer_ranks (customer_id) where replaced_at is null;
comment on table customer_ranks is 'history; the row with replaced_at null and ends_at in the future is in force';

create table items (
  id uuid constraint items_pkey primary key,
  brand_id uuid not null constraint items_brand_fkey references brands (id),
  sku text not null,
  gtin text,
  name_ja text not null,
  name_en text not null,
  shelf text,
  flags text[] not null default '{}',
  updated_at timestamptz not null default now(),
  constraint items_sku_key unique (brand_id, sku)
);
create index items_gtin_idx on items (brand_id, gtin);

create table orders (
  id uuid constraint orders_pkey primary key,
  brand_id uuid not null constraint orders_brand_fkey references brands (id),
  source text not null,
  external_id text not null,
  external_id_normalized text not null,
  body_hash bytea not null,
  customer_id uuid not null,
  rank_id uuid not null,
  rank_source text not null constraint orders_rank_source_check check (rank_source in ('default', 'external', 'rules')),
  state text not null default 'open' constraint orders_state_check check (state in ('open', 'cancelled', 'completed')),
  locale text not null default 'ja' constraint orders_locale_check check (locale in ('ja', 'en')),
  placed_at timestamptz not null,
  received_at timestamptz not null default now(),
  payment_method text not null,
  payment_state text not null constraint orders_payment_state_check
    check (payment_state in ('pending', 'paid', 'on_delivery', 'refunded')),
  currency text not null constraint orders_currency_check check (currency ~ '^[A-Z]{3}$'),
  total_minor bigint not null constraint orders_total_check check (total_minor >= 0),
  ship_by timestamptz not null,
  not_before timestamptz,
  delivery_date date,
  delivery_window text,
  carrier text,
  service text,
  gift boolean not null default false,
  noshi jsonb,
  revision integer not null default 1,
  cancelled_at timestamptz,
  cancel_reason text,
  updated_at timestamptz not null default now(),
  constraint orders_external_key unique (brand_id, source, external_id),
  constraint orders_scope_key unique (brand_id, id),
  constraint orders_customer_fkey foreign key (brand_id, customer_id) references customers (brand_id, id),
  constraint orders_rank_fkey foreign key (brand_id, rank_id) references ranks (brand_id, id)
);
create index orders_search_idx on orders (brand_id, external_id_normalized);
create index orders_customer_idx on orders (brand_id, customer_id, id);
create index orders_list_idx on orders (brand_id, id desc);
comment on column orders.noshi is 'Noshi: {kind, omotegaki, mizuhiki, nameLines, placement, furigana?}';

create table order_addresses (
  brand_id uuid not null,
  order_id uuid not null,
  role text not null constraint order_addresses_role_check check (role in ('orderer', 'sender', 'recipient')),
  name text not null,
  name_kana text,
  email text,
  email_normalized text,
  phone text,
  country text not null default 'JP',
  postal_code text,
  region text,
  city text,
  line1 text,
  line2 text,
  constraint order_addresses_pkey primary key (brand_id, order_id, role),
  constraint order_addresses_order_fkey foreign key (brand_id, order_id) references orders (brand_id, id)
);
create index order_addresses_email_idx on order_addresses (brand_id, email_normalized) where email_normalized is not null;

create table order_lines (
  id uuid constraint order_lines_pkey primary key,
  brand_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  sku text not null,
  gtin text,
  name_ja text not null,
  name_en text not null,
  shelf text,
  flags text[] not null default '{}',
  quantity integer not null constraint order_lines_quantity_check check (quantity between 0 and 9999),
  unit_price_minor bigint not null constraint order_lines_price_check check (unit_price_minor >= 0),
  engraving text,
  constraint order_lines_line_key unique (order_id, line_no),
  constraint order_lines_scope_key unique (brand_id, id),
  constraint order_lines_order_fkey foreign key (brand_id, order_id) references orders (brand_id, id)
);

create table handling_instructions (
  id uuid constraint handling_instructions_pkey primary key,
  brand_id uuid not null,
  order_id uuid not null,
  kind text not null,
  text_ja text not null,
  text_en text not null,
  source text not null constraint handling_instructions_source_check check (source in ('wish', 'perk', 'staff')),
  detail jsonb not null default '{}',
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(),
  constraint handling_instructions_order_fkey foreign key (brand_id, order_id) references orders (brand_id, id)
);
create index handling_instructions_order_idx on handling_instructions (order_id);
`;

const DOWN = `
drop table handling_instructions;
drop table order_lines;
drop table order_addresses;
drop table orders;
drop table items;
drop table customer_ranks;
drop table customers;
drop table ranks;
`;
