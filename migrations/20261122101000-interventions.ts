import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What staff decide about work that is planned or under way: holds, expedites, reassignments, splits, consolidations. */
export class Interventions20261122101000 implements MigrationInterface {
  name = 'Interventions1795342200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table interventions (
  id uuid constraint interventions_pkey primary key,
  brand_id uuid not null,
  shipment_id uuid not null,
  task_id uuid,
  kind text not null constraint interventions_kind_check
    check (kind in ('hold', 'release_hold', 'expedite', 'reassign', 'cancel', 'split', 'consolidate')),
  reason text not null,
  note text,
  detail jsonb not null default '{}',
  actor jsonb not null,
  created_at timestamptz not null default now(),
  constraint interventions_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id)
);
create index interventions_shipment_idx on interventions (shipment_id, id);
comment on column interventions.note is 'staff''s own words: kept here, where erasure can overwrite them, never in events';
comment on column interventions.detail is 'ids and times only: {stationId?, startBy?, lines?, shipmentIds?, newShipmentId?}';

alter table shipments
  add column held_at timestamptz,
  add column merged_into uuid;
comment on column shipments.held_at is 'shipment hold: its tasks wait until it is released';
comment on column shipments.merged_into is 'the shipment that its goods were consolidated into; it is cancelled itself';

alter table tasks
  add column held boolean not null default false,
  add column reserved_for uuid constraint tasks_reserved_fkey references stations (id),
  add column reserved_until timestamptz,
  drop constraint tasks_stop_reason_check,
  add constraint tasks_stop_reason_check
    check (stop_reason in ('cancelled', 'refunded', 'readdressed', 'held', 'reassigned', 'split', 'consolidated'));
create index tasks_reserved_idx on tasks (reserved_for) where reserved_for is not null and state = 'ready';
comment on column tasks.reserved_for is 'reassigned to this bench: nobody else gets it before reserved_until';

alter table leases
  add column stop_reason text constraint leases_stop_reason_check
    check (stop_reason in ('held', 'reassigned', 'split', 'consolidated')),
  drop constraint leases_end_reason_check,
  add constraint leases_end_reason_check check (end_reason in ('completed', 'released', 'lapsed', 'cancelled', 'stopped'));
comment on column leases.stop_reason is 'why staff ended it while somebody was working; told with the next heartbeat or action';
`;

const DOWN = `
update leases set end_reason = 'cancelled' where end_reason = 'stopped';
alter table leases drop column stop_reason,
  drop constraint leases_end_reason_check,
  add constraint leases_end_reason_check check (end_reason in ('completed', 'released', 'lapsed', 'cancelled'));
drop index tasks_reserved_idx;
update tasks set stop_reason = 'cancelled' where stop_reason in ('held', 'reassigned', 'split', 'consolidated');
alter table tasks drop column held, drop column reserved_for, drop column reserved_until,
  drop constraint tasks_stop_reason_check,
  add constraint tasks_stop_reason_check check (stop_reason in ('cancelled', 'refunded', 'readdressed'));
alter table shipments drop column held_at, drop column merged_into;
drop table interventions;
`;
