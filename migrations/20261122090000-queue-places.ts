import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Places in line: pools, the truck guard's band, deadlines, carts, what stations can serve, measured service times. */
export class QueuePlaces20261122090000 implements MigrationInterface {
  name = 'QueuePlaces1795338000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
alter table shipments add column pickup_at timestamptz;
create index shipments_pickup_idx on shipments (warehouse_id, pickup_at) where pickup_at is not null;
comment on column shipments.pickup_at is 'the truck it must be on: the last pickup of its carrier that keeps ship_by; null: no calendar';

alter table tasks
  add column pool text not null default '',
  add column deadline timestamptz not null default 'infinity',
  add column band smallint not null default 1 constraint tasks_band_check check (band in (0, 1)),
  add column ready_at timestamptz,
  add column cart_id uuid,
  drop constraint tasks_due_term_check,
  add constraint tasks_due_term_check check (due_term in ('lead', 'ship_by', 'expedited'));
update tasks t set ready_at = t.updated_at where t.state = 'ready';
update tasks t set deadline = s.ship_by - interval '1 minute' * coalesce((select sum(b.handling_minutes) from tasks later
    join brand_stages b on b.brand_id = later.brand_id and b.code = later.stage
    where later.shipment_id = t.shipment_id and later.position >= t.position), 0)
  from shipments s where s.id = t.shipment_id;
alter table tasks add column place_at timestamptz not null generated always as (case when band = 0 then deadline else due end) stored;
drop index tasks_next_idx;
create index tasks_next_idx on tasks (warehouse_id, stage, pool, band, place_at, id) where state = 'ready';
drop index tasks_one_per_stage_key;
create unique index tasks_one_per_stage_key on tasks (station_id, stage) where state = 'claimed' and cart_id is null;
create index tasks_cart_idx on tasks (cart_id) where cart_id is not null;
comment on column tasks.pool is 'what a station must serve besides the stage, e.g. zone=A,temp=chilled (src/queue/pool-key.ts); empty: any station';
comment on column tasks.deadline is 'latest start of this stage that keeps truck and promise: min(ship_by, pickup_at) less the handling from here on';
comment on column tasks.band is '0: the truck guard put it first, by deadline; 1: by due time';
comment on column tasks.place_at is 'place in the pool''s line, with band before it and id behind it';

alter table leases
  add column taken_by text not null default 'next' constraint leases_taken_by_check check (taken_by in ('next', 'scan', 'cart')),
  add column passed_over integer not null default 0,
  add column band smallint,
  add column place_at timestamptz,
  add column ready_at timestamptz;
comment on column leases.passed_over is 'how many more urgent ready tasks of the pool a scan or a cart left behind';
comment on column leases.place_at is 'place in line at the moment of the claim; kept, since a due time can change later';

create table carts (
  id uuid constraint carts_pkey primary key,
  warehouse_id uuid not null,
  station_id uuid not null,
  packer_id uuid not null constraint carts_packer_fkey references packers (id),
  key text not null,
  stage text not null,
  pool text not null,
  asked integer not null constraint carts_asked_check check (asked between 1 and 50),
  bend_minutes integer not null default 0 constraint carts_bend_check check (bend_minutes between 0 and 10080),
  created_at timestamptz not null default now(),
  constraint carts_request_key unique (station_id, key),
  constraint carts_station_fkey foreign key (warehouse_id, station_id) references stations (warehouse_id, id)
);
comment on table carts is 'one picking trip: up to asked orders, claimed together, each with a lease of its own';
comment on column carts.bend_minutes is 'by how much due order was allowed to bend to keep the trip in one zone';

alter table stations
  add column zones text[],
  add column temperatures text[],
  add column skills text[];
comment on column stations.zones is 'zones that the bench serves; null: all. The same for temperatures and skills';

alter table queue_epoch add column guard_epoch timestamptz not null default date_trunc('minute', now()) - interval '1 day';

create table queue_settings (
  warehouse_id uuid constraint queue_settings_pkey primary key constraint queue_settings_warehouse_fkey references warehouses (id),
  settings jsonb not null,
  updated_at timestamptz not null default now(),
  applied_at timestamptz
);
comment on column queue_settings.applied_at is 'when open tasks were last put into the pools of these settings; older than updated_at: the sweep does it';
comment on column queue_settings.settings is 'QueueSettings of src/queue/queue-settings.contract.ts';

create table service_times (
  warehouse_id uuid not null constraint service_times_warehouse_fkey references warehouses (id),
  stage text not null,
  mean_sec double precision not null,
  cv double precision not null,
  samples integer not null,
  measured_at timestamptz not null default now(),
  constraint service_times_pkey primary key (warehouse_id, stage)
);
comment on table service_times is 'measured from completed leases of the last 14 days, the longest 5 % left out';
`;

const DOWN = `
drop table service_times;
drop table queue_settings;
alter table queue_epoch drop column guard_epoch;
alter table stations drop column zones, drop column temperatures, drop column skills;
drop table carts;
alter table leases drop column taken_by, drop column passed_over, drop column band, drop column place_at, drop column ready_at;
drop index tasks_cart_idx;
drop index tasks_one_per_stage_key;
create unique index tasks_one_per_stage_key on tasks (station_id, stage) where state = 'claimed';
drop index tasks_next_idx;
create index tasks_next_idx on tasks (warehouse_id, stage, due, id) where state = 'ready';
update tasks set due_term = 'ship_by' where due_term = 'expedited';
alter table tasks drop column place_at, drop column cart_id, drop column ready_at, drop column band, drop column deadline, drop column pool,
  drop constraint tasks_due_term_check,
  add constraint tasks_due_term_check check (due_term in ('lead', 'ship_by'));
drop index shipments_pickup_idx;
alter table shipments drop column pickup_at;
`;
