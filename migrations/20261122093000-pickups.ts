import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When trucks leave and until when orders ship the same day; what a shipment's head start was; brands' shares. */
export class Pickups20261122093000 implements MigrationInterface {
  name = 'Pickups1795339800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const LOCAL_TIME = `'^([01][0-9]|2[0-3]):[0-5][0-9]$'`;
const WEEKDAYS = 'weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]';
const CARRIERS = `('yamato', 'sagawa', 'japan_post', 'other')`;

const UP = `
create table pickups (
  warehouse_id uuid not null constraint pickups_warehouse_fkey references warehouses (id),
  line_no integer not null,
  carrier text not null constraint pickups_carrier_check check (carrier in ${CARRIERS}),
  service text,
  local_time text not null constraint pickups_time_check check (local_time ~ ${LOCAL_TIME}),
  weekdays smallint[] not null constraint pickups_weekdays_check check (${WEEKDAYS}),
  valid_from date,
  valid_until date,
  extra_days date[] not null default '{}',
  constraint pickups_pkey primary key (warehouse_id, line_no),
  constraint pickups_validity_check check (valid_until >= valid_from)
);
comment on table pickups is 'when carriers call at a warehouse, on its own clock (src/pickups/pickup-calendar.ts)';
comment on column pickups.service is 'only for this service of the carrier; null: for all that have no lines of their own';
comment on column pickups.extra_days is 'days on which it also calls, whatever weekday they are and even if the day is closed';

create table closed_days (
  warehouse_id uuid not null constraint closed_days_warehouse_fkey references warehouses (id),
  day date not null,
  carrier text constraint closed_days_carrier_check check (carrier in ${CARRIERS}),
  name text,
  constraint closed_days_day_key unique nulls not distinct (warehouse_id, day, carrier)
);
comment on column closed_days.carrier is 'the carrier that does not come; null: the warehouse is closed';

create table pickup_calendars (
  warehouse_id uuid constraint pickup_calendars_pkey primary key
    constraint pickup_calendars_warehouse_fkey references warehouses (id),
  updated_at timestamptz not null default now(),
  applied_at timestamptz
);
comment on column pickup_calendars.applied_at is 'when open shipments were last put on the trucks of this calendar; older than updated_at: the sweep does it';

create table order_cutoffs (
  brand_id uuid not null constraint order_cutoffs_brand_fkey references brands (id),
  line_no integer not null,
  rank_id uuid,
  local_time text not null constraint order_cutoffs_time_check check (local_time ~ ${LOCAL_TIME}),
  weekdays smallint[] not null constraint order_cutoffs_weekdays_check check (${WEEKDAYS}),
  constraint order_cutoffs_pkey primary key (brand_id, line_no),
  constraint order_cutoffs_rank_fkey foreign key (brand_id, rank_id) references ranks (brand_id, id)
);
comment on table order_cutoffs is 'until when an order ships the same day, on the brand''s clock (src/pickups/order-cutoffs.ts)';
comment on column order_cutoffs.rank_id is 'null: every rank that has no line of its own';

alter table shipments
  add column lead_minutes integer,
  add column head_start_minutes integer constraint shipments_head_start_check check (head_start_minutes >= 0),
  add column head_start_limit text constraint shipments_head_start_limit_check check (head_start_limit in ('warehouse_cap', 'brand_share')),
  add column missed_pickup_at timestamptz;
create index shipments_head_start_idx on shipments (warehouse_id, brand_id, arrived_at) where head_start_minutes > 0;
create index shipments_truck_idx on shipments (pickup_at) where pickup_at is not null and state in ('planned', 'in_work', 'ready');
comment on column shipments.lead_minutes is 'the lead that it was planned with; null: planned before leads were kept';
comment on column shipments.head_start_minutes is 'by how much it starts earlier than an order of the default rank';
comment on column shipments.head_start_limit is 'what made the head start smaller than the rank''s: the warehouse''s cap or the brand''s share; null: nothing';
comment on column shipments.missed_pickup_at is 'the last truck that left without it; from then on its due times count to the next one';

alter table brand_warehouses
  add column head_start_share double precision
    constraint brand_warehouses_share_check check (head_start_share between 0 and 1);
comment on column brand_warehouses.head_start_share is 'how much of the work of one head start the brand''s head starts may take here; null: no limit';
`;

const DOWN = `
alter table brand_warehouses drop column head_start_share;
drop index shipments_truck_idx;
drop index shipments_head_start_idx;
alter table shipments drop column lead_minutes, drop column head_start_minutes, drop column head_start_limit, drop column missed_pickup_at;
drop table order_cutoffs;
drop table pickup_calendars;
drop table closed_days;
drop table pickups;
`;
