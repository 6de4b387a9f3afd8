import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stages, standards, shipments, waybills, tasks with their leases, scans and answers. */
export class Shipments20261122050200 implements MigrationInterface {
  name = 'Shipments1795323720000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table brand_stages (
  brand_id uuid not null constraint brand_stages_brand_fkey references brands (id),
  code text not null constraint brand_stages_code_check check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
  position integer not null,
  name_ja text not null,
  name_en text not null,
  evidence text not null constraint brand_stages_evidence_check check (evidence in ('scan_log', 'film', 'still')),
  sections text[] not null,
  handling_minutes integer not null constraint brand_stages_handling_check check (handling_minutes between 0 and 10080),
  constraint brand_stages_pkey primary key (brand_id, code),
  constraint brand_stages_position_key unique (brand_id, position)
);
comment on column brand_stages.sections is 'sections of the standard answered in this stage: pick, inspect, pack, ship';

create table standards (
  id uuid constraint standards_pkey primary key,
  brand_id uuid not null constraint standards_brand_fkey references brands (id),
  section text not null constraint standards_section_check check (section in ('pick', 'inspect', 'pack', 'ship')),
  version integer not null constraint standards_version_check check (version > 0),
  title_ja text not null,
  title_en text not null,
  published_at timestamptz not null default now(),
  constraint standards_version_key unique (brand_id, section, version),
  constraint standards_scope_key unique (brand_id, id)
);

create table check_items (
  id uuid constraint check_items_pkey primary key,
  brand_id uuid not null,
  standard_id uuid not null,
  code text not null,
  position integer not null,
  answered_by text not null constraint check_items_answered_by_check
    check (answered_by in ('auto', 'press', 'photo', 'command')),
  applies_to text[] not null default '{}',
  text_ja text not null,
  text_en text not null,
  customer_ja text,
  customer_en text,
  constraint check_items_code_key unique (standard_id, code),
  constraint check_items_scope_key unique (brand_id, id),
  constraint check_items_standard_fkey foreign key (brand_id, standard_id) references standards (brand_id, id)
);
comment on column check_items.applies_to is 'any of these flags of the shipment asks for it; empty: always';

create table shipments (
  id uuid constraint shipments_pkey primary key,
  brand_id uuid not null,
  warehouse_id uuid not null constraint shipments_warehouse_fkey references warehouses (id),
  order_id uuid not null,
  state text not null default 'planned' constraint shipments_state_check
    check (state in ('planned', 'in_work', 'ready', 'handed_over', 'delivered', 'returned', 'cancelled')),
  carrier_state text not null default 'pending' constraint shipments_carrier_state_check
    check (carrier_state in ('pending', 'info_received', 'in_transit', 'out_for_delivery', 'attempt_failed', 'delivered',
      'available_for_pickup', 'exception', 'expired')),
  release_at timestamptz,
  arrived_at timestamptz not null,
  ship_by timestamptz not null,
  planned_ship_date date not null,
  delivery_date date,
  delivery_window text,
  carrier text,
  service text,
  parcel_count integer not null default 1 constraint shipments_parcels_check check (parcel_count between 1 and 99),
  flags text[] not null default '{}',
  handed_over_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint shipments_scope_key unique (brand_id, id),
  constraint shipments_order_fkey foreign key (brand_id, order_id) references orders (brand_id, id),
  constraint shipments_warehouse_scope_fkey foreign key (brand_id, warehouse_id) references brand_warehouses (brand_id, warehouse_id)
);
create index shipments_order_idx on shipments (brand_id, order_id);
comment on column shipments.order_id is 'the order whose promise and recipient it carries; shipment_lines may join more orders';
comment on column shipments.release_at is 'work may start from here on; null while the order waits for its payment';
comment on column shipments.flags is 'union of the lines'' flags and of gift, mourning, noshi, engraving, high_value, multi_box';

create table shipment_lines (
  id uuid constraint shipment_lines_pkey primary key,
  brand_id uuid not null,
  shipment_id uuid not null,
  order_line_id uuid not null,
  quantity integer not null constraint shipment_lines_quantity_check check (quantity between 1 and 9999),
  constraint shipment_lines_line_key unique (shipment_id, order_line_id),
  constraint shipment_lines_scope_key unique (brand_id, id),
  constraint shipment_lines_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id),
  constraint shipment_lines_order_line_fkey foreign key (brand_id, order_line_id) references order_lines (brand_id, id)
);

create table waybills (
  id uuid constraint waybills_pkey primary key,
  brand_id uuid not null,
  shipment_id uuid not null,
  carrier text not null,
  number text not null,
  number_normalized text not null,
  parcel_no integer not null default 1,
  issued_on date not null,
  source text not null constraint waybills_source_check check (source in ('issued', 'station')),
  bound_at timestamptz,
  handed_over_at timestamptz,
  voided_at timestamptz,
  created_at timestamptz not null default now(),
  constraint waybills_scope_key unique (brand_id, id),
  constraint waybills_number_key unique (brand_id, carrier, number_normalized, issued_on),
  constraint waybills_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id)
);
create index waybills_search_idx on waybills (number_normalized);
create index waybills_shipment_idx on waybills (shipment_id);
comment on table waybills is 'numbers are reused by carriers: the key is (carrier, number, date)';

create table tasks (
  id uuid constraint tasks_pkey primary key,
  brand_id uuid not null,
  warehouse_id uuid not null constraint tasks_warehouse_fkey references warehouses (id),
  shipment_id uuid not null,
  stage text not null,
  position integer not null,
  state text not null default 'waiting' constraint tasks_state_check
    check (state in ('waiting', 'ready', 'claimed', 'completed', 'cancelled')),
  release_at timestamptz,
  due timestamptz not null,
  due_term text not null constraint tasks_due_term_check check (due_term in ('lead', 'ship_by')),
  attempt integer not null default 1,
  standard_ids uuid[] not null default '{}',
  token bigint not null default 0,
  ticketed_at timestamptz,
  station_id uuid constraint tasks_station_fkey references stations (id),
  packer_id uuid constraint tasks_packer_fkey references packers (id),
  lease_until timestamptz,
  first_scan_at timestamptz,
  claimed_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  stop_reason text constraint tasks_stop_reason_check check (stop_reason in ('cancelled', 'refunded', 'readdressed')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint tasks_stage_key unique (shipment_id, stage),
  constraint tasks_scope_key unique (brand_id, id),
  constraint tasks_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id),
  constraint tasks_holder_check check (state <> 'claimed' or (station_id is not null and lease_until is not null))
);
create index tasks_next_idx on tasks (warehouse_id, stage, due, id) where state = 'ready';
create index tasks_lease_idx on tasks (lease_until) where state = 'claimed';
create unique index tasks_one_per_stage_key on tasks (station_id, stage) where state = 'claimed';
create index tasks_unticketed_idx on tasks (id) where state = 'ready' and ticketed_at is null;
create index tasks_waiting_idx on tasks (release_at) where state = 'waiting';
comment on column tasks.release_at is 'the shipment''s; null while the order waits for its payment';
comment on column tasks.token is 'fencing token: grows by one with every claim; only a newer token refuses a holder';
comment on column tasks.standard_ids is 'versions of the standard that this task answers, fixed by its first claim';
comment on column tasks.ticketed_at is 'when a ticket of this ready task was put into its pool''s queue; null: the sweep issues one';
comment on column tasks.attempt is 'grows when a swap starts the stage again; answers of earlier attempts stay on record';

create table leases (
  task_id uuid not null,
  token bigint not null,
  brand_id uuid not null,
  station_id uuid not null constraint leases_station_fkey references stations (id),
  packer_id uuid not null constraint leases_packer_fkey references packers (id),
  from_at timestamptz not null default now(),
  ended_at timestamptz,
  end_reason text constraint leases_end_reason_check check (end_reason in ('completed', 'released', 'lapsed', 'cancelled')),
  constraint leases_pkey primary key (task_id, token),
  constraint leases_task_fkey foreign key (brand_id, task_id) references tasks (brand_id, id)
);
create index leases_station_idx on leases (station_id, from_at);

create table claim_requests (
  station_id uuid not null constraint claim_requests_station_fkey references stations (id),
  key text not null,
  task_id uuid not null constraint claim_requests_task_fkey references tasks (id),
  token bigint not null,
  created_at timestamptz not null default now(),
  constraint claim_requests_pkey primary key (station_id, key)
);
create index claim_requests_created_idx on claim_requests (created_at);

create table queue_epoch (
  only_row boolean constraint queue_epoch_pkey primary key default true constraint queue_epoch_only_check check (only_row),
  epoch timestamptz not null
);
insert into queue_epoch (epoch) values (date_trunc('minute', now()) - interval '60 days');
comment on table queue_epoch is 'a ticket''s priority is whole minutes of due since this instant';

create table scans (
  id uuid constraint scans_pkey primary key,
  brand_id uuid not null,
  task_id uuid not null,
  token bigint not null,
  station_id uuid not null,
  packer_id uuid,
  kind text not null constraint scans_kind_check check (kind in ('item', 'waybill', 'command', 'order', 'unknown')),
  code text not null,
  shipment_line_id uuid,
  attempt integer not null default 1,
  result text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint scans_task_fkey foreign key (brand_id, task_id) references tasks (brand_id, id)
);
create index scans_task_idx on scans (task_id, id);
comment on column scans.result is 'counted, surplus, not_on_order, waybill_bound, swapped_label, bad_check_digit, understood, not_understood';

create table answers (
  id uuid constraint answers_pkey primary key,
  brand_id uuid not null,
  task_id uuid not null,
  check_item_id uuid,
  standard_version integer,
  handling_instruction_id uuid constraint answers_instruction_fkey references handling_instructions (id),
  attempt integer not null,
  value text not null constraint answers_value_check check (value in ('pass', 'fail', 'not_applicable')),
  answered_by text not null constraint answers_answered_by_check check (answered_by in ('scan', 'press', 'photo')),
  reason text,
  shipment_line_id uuid,
  clip_id uuid,
  clip_offset_ms integer,
  token bigint not null,
  packer_id uuid,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint answers_subject_check check (num_nonnulls(check_item_id, handling_instruction_id) = 1),
  constraint answers_version_check check (num_nulls(check_item_id, standard_version) in (0, 2)),
  constraint answers_reason_check check (value = 'pass' or reason is not null),
  constraint answers_task_fkey foreign key (brand_id, task_id) references tasks (brand_id, id),
  constraint answers_check_item_fkey foreign key (brand_id, check_item_id) references check_items (brand_id, id)
);
create index answers_task_idx on answers (task_id, check_item_id, id);
comment on table answers is 'append-only; the newest answer of the task''s current attempt counts';

create table item_exceptions (
  id uuid constraint item_exceptions_pkey primary key,
  brand_id uuid not null,
  shipment_id uuid not null,
  task_id uuid not null,
  shipment_line_id uuid not null,
  kind text not null constraint item_exceptions_kind_check check (kind in ('swap', 'short_pick')),
  state text not null default 'open' constraint item_exceptions_state_check check (state in ('open', 'resolved')),
  quantity integer not null default 1 constraint item_exceptions_quantity_check check (quantity between 1 and 9999),
  check_item_id uuid,
  defect text not null,
  opened_at timestamptz not null default now(),
  resolved_at timestamptz,
  constraint item_exceptions_task_fkey foreign key (brand_id, task_id) references tasks (brand_id, id),
  constraint item_exceptions_line_fkey foreign key (brand_id, shipment_line_id) references shipment_lines (brand_id, id)
);
create index item_exceptions_task_idx on item_exceptions (task_id);
create index item_exceptions_shipment_idx on item_exceptions (shipment_id);

create table carrier_events (
  id uuid constraint carrier_events_pkey primary key,
  brand_id uuid not null,
  shipment_id uuid not null,
  carrier_state text not null,
  place text,
  detail text,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  constraint carrier_events_once_key unique (shipment_id, carrier_state, occurred_at),
  constraint carrier_events_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id)
);
`;

const DOWN = `
drop table carrier_events;
drop table item_exceptions;
drop table answers;
drop table scans;
drop table queue_epoch;
drop table claim_requests;
drop table leases;
drop table tasks;
drop table waybills;
drop table shipment_lines;
drop table shipments;
drop table check_items;
drop table standards;
drop table brand_stages;
`;
