import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a claim writes: its key stands with the lease that it took, and there are two checks and an index fewer. */
export class ClaimKeys20261122113000 implements MigrationInterface {
  name = 'ClaimKeys1795347000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

// Who holds a task is who sent the request: their rows were just read with their credentials, and neither is ever deleted.
// Few tasks are claimed at a time, and tasks_held_idx lists them: an index of leases would be written with every heartbeat.
// Boards are told of claims by the process that makes them (src/queue/board-wake.ts).
const UP = `
alter table leases add column key text;
comment on column leases.key is 'idempotency key of the request that took it; null: taken with a cart, whose row has the key';
create unique index leases_key_key on leases (station_id, key) where key is not null;
comment on table claim_requests is 'keys that were answered with what the station already held; the others stand with their lease';
alter table tasks drop constraint tasks_station_fkey, drop constraint tasks_packer_fkey;
drop index tasks_lease_idx;
create or replace trigger tasks_board_update after update of state, held, band on tasks for each row
  when ((old.state is distinct from new.state and not (old.state = 'ready' and new.state = 'claimed'))
    or old.held is distinct from new.held or old.band is distinct from new.band)
  execute function wake_board_of_row();
`;

const DOWN = `
create or replace trigger tasks_board_update after update of state, held, band on tasks for each row
  when (old.state is distinct from new.state or old.held is distinct from new.held or old.band is distinct from new.band)
  execute function wake_board_of_row();
create index tasks_lease_idx on tasks (lease_until) where state = 'claimed';
alter table tasks
  add constraint tasks_station_fkey foreign key (station_id) references stations (id),
  add constraint tasks_packer_fkey foreign key (packer_id) references packers (id);
insert into claim_requests (station_id, key, task_id, token, created_at)
  select station_id, key, task_id, token, from_at from leases where key is not null on conflict do nothing;
comment on table claim_requests is null;
drop index leases_key_key;
alter table leases drop column key;
`;
