import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Brands, warehouses and everybody who may act for them. */
export class Access20261122050000 implements MigrationInterface {
  name = 'Access1795323600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table brands (
  id uuid constraint brands_pkey primary key,
  code text not null constraint brands_code_key unique
    constraint brands_code_check check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name_ja text not null,
  name_en text not null,
  default_locale text not null default 'ja' constraint brands_default_locale_check check (default_locale in ('ja', 'en')),
  time_zone text not null default 'Asia/Tokyo',
  currency text not null default 'JPY' constraint brands_currency_check check (currency ~ '^[A-Z]{3}$'),
  colours jsonb not null,
  contact jsonb not null,
  created_at timestamptz not null default now()
);
comment on column brands.colours is 'BrandColours: {ink, paper, accent, seal} as #rrggbb';
comment on column brands.contact is 'BrandContact: {email, phone, membersPhone?, hoursJa?, hoursEn?}';

create table warehouses (
  id uuid constraint warehouses_pkey primary key,
  code text not null constraint warehouses_code_key unique
    constraint warehouses_code_check check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  name_ja text not null,
  name_en text not null,
  time_zone text not null default 'Asia/Tokyo',
  lease_before_scan_ms integer not null default 120000
    constraint warehouses_lease_before_scan_check check (lease_before_scan_ms between 1000 and 86400000),
  lease_after_scan_ms integer not null default 900000
    constraint warehouses_lease_after_scan_check check (lease_after_scan_ms between 1000 and 86400000),
  created_at timestamptz not null default now()
);

create table brand_warehouses (
  brand_id uuid not null constraint brand_warehouses_brand_fkey references brands (id),
  warehouse_id uuid not null constraint brand_warehouses_warehouse_fkey references warehouses (id),
  is_default boolean not null default false,
  constraint brand_warehouses_pkey primary key (brand_id, warehouse_id)
);
create unique index brand_warehouses_default_key on brand_warehouses (brand_id) where is_default;
create index brand_warehouses_warehouse_idx on brand_warehouses (warehouse_id);

create table people (
  id uuid constraint people_pkey primary key,
  email text not null,
  email_normalized text not null constraint people_email_key unique,
  name text not null,
  locale text not null default 'ja' constraint people_locale_check check (locale in ('ja', 'en')),
  password_hash text not null,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);

create table memberships (
  id uuid constraint memberships_pkey primary key,
  person_id uuid not null constraint memberships_person_fkey references people (id),
  brand_id uuid constraint memberships_brand_fkey references brands (id),
  warehouse_id uuid constraint memberships_warehouse_fkey references warehouses (id),
  role text not null,
  created_at timestamptz not null default now(),
  constraint memberships_scope_check check (num_nonnulls(brand_id, warehouse_id) = 1),
  constraint memberships_role_check check (
    (brand_id is not null and role in ('agent', 'manager', 'auditor', 'admin'))
    or (warehouse_id is not null and role in ('packer', 'manager'))),
  constraint memberships_scope_key unique nulls not distinct (person_id, brand_id, warehouse_id)
);

create table staff_sessions (
  id uuid constraint staff_sessions_pkey primary key,
  person_id uuid not null constraint staff_sessions_person_fkey references people (id),
  token_hash bytea not null constraint staff_sessions_token_key unique,
  brand_id uuid constraint staff_sessions_brand_fkey references brands (id),
  warehouse_id uuid constraint staff_sessions_warehouse_fkey references warehouses (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
comment on column staff_sessions.brand_id is 'the brand the person works for in this session, one of the memberships';

create table brand_keys (
  id uuid constraint brand_keys_pkey primary key,
  brand_id uuid not null constraint brand_keys_brand_fkey references brands (id),
  label text not null,
  secret_hash bytea not null constraint brand_keys_secret_key unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index brand_keys_brand_idx on brand_keys (brand_id);

create table stations (
  id uuid constraint stations_pkey primary key,
  warehouse_id uuid not null constraint stations_warehouse_fkey references warehouses (id),
  name text not null,
  enrol_code_hash bytea constraint stations_enrol_code_key unique,
  enrol_code_expires_at timestamptz,
  enrolled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint stations_name_key unique (warehouse_id, name),
  constraint stations_scope_key unique (warehouse_id, id)
);

create table station_keys (
  id uuid constraint station_keys_pkey primary key,
  station_id uuid not null constraint station_keys_station_fkey references stations (id),
  secret_hash bytea not null constraint station_keys_secret_key unique,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index station_keys_station_idx on station_keys (station_id);

create table packers (
  id uuid constraint packers_pkey primary key,
  warehouse_id uuid not null constraint packers_warehouse_fkey references warehouses (id),
  pseudonym text not null,
  display_name text not null,
  badge_hash bytea not null,
  locale text not null default 'ja' constraint packers_locale_check check (locale in ('ja', 'en')),
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint packers_badge_key unique (warehouse_id, badge_hash),
  constraint packers_pseudonym_key unique (warehouse_id, pseudonym),
  constraint packers_scope_key unique (warehouse_id, id)
);
comment on column packers.pseudonym is 'what evidence shows of the person, e.g. P-07';

create table station_sessions (
  id uuid constraint station_sessions_pkey primary key,
  warehouse_id uuid not null,
  station_id uuid not null,
  packer_id uuid not null,
  signed_in_at timestamptz not null default now(),
  signed_out_at timestamptz,
  constraint station_sessions_station_fkey foreign key (warehouse_id, station_id) references stations (warehouse_id, id),
  constraint station_sessions_packer_fkey foreign key (warehouse_id, packer_id) references packers (warehouse_id, id)
);
create unique index station_sessions_open_key on station_sessions (station_id) where signed_out_at is null;

create table idempotency_keys (
  credential text not null,
  route text not null,
  key text not null,
  body_hash bytea not null,
  state text not null constraint idempotency_keys_state_check check (state in ('running', 'done', 'secret')),
  status integer,
  response jsonb,
  created_at timestamptz not null default now(),
  constraint idempotency_keys_pkey primary key (credential, route, key)
);
create index idempotency_keys_created_idx on idempotency_keys (created_at);
`;

const DOWN = `
drop table idempotency_keys;
drop table station_sessions;
drop table packers;
drop table station_keys;
drop table stations;
drop table brand_keys;
drop table staff_sessions;
drop table memberships;
drop table people;
drop table brand_warehouses;
drop table warehouses;
drop table brands;
`;
