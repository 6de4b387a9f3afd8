import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Filling the queues again beside those in use: generations of tickets, and which queues each has. */
export class TicketGenerations20261122092500 implements MigrationInterface {
  name = 'TicketGenerations1795339500000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
alter table queue_epoch
  add column generation text not null default 'none',
  add column next_generation text,
  add column next_epoch timestamptz,
  add column next_guard_epoch timestamptz,
  add column fill_after jsonb,
  add column filled integer not null default 0,
  add column to_fill integer not null default 0,
  add column fill_started_at timestamptz,
  add constraint queue_epoch_next_check
    check ((next_generation is null) = (next_epoch is null) and (next_generation is null) = (next_guard_epoch is null));
comment on column queue_epoch.generation is 'which queues claims take tickets from; random, so that none ever comes back. none: not filled yet';
comment on column queue_epoch.next_generation is 'queues that are being filled and will be the next to take from; tickets are issued into both';
comment on column queue_epoch.fill_after is 'FillCursor of src/queue/ticket-generations.ts: the last row of the tasks'' line that has its ticket in the next generation';

create table ticket_queues (
  generation text not null,
  warehouse_id uuid not null,
  stage text not null,
  pool text not null,
  constraint ticket_queues_pkey primary key (generation, warehouse_id, stage, pool)
);
comment on table ticket_queues is 'queues that tickets were put into; those of generations that are over are emptied by a sweep';
`;

const DOWN = `
drop table ticket_queues;
alter table queue_epoch drop constraint queue_epoch_next_check,
  drop column generation, drop column next_generation, drop column next_epoch, drop column next_guard_epoch,
  drop column fill_after, drop column filled, drop column to_fill, drop column fill_started_at;
`;
