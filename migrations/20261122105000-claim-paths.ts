import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a claim reads and checks: an index for what a station holds, and no foreign key that another already proves. */
export class ClaimPaths20261122105000 implements MigrationInterface {
  name = 'ClaimPaths1795344600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

// The task row is written in the same statement with the same station and packer, and its foreign keys are checked.
const UP = `
create index tasks_held_idx on tasks (station_id) where state = 'claimed';
alter table leases drop constraint leases_station_fkey, drop constraint leases_packer_fkey;
`;

const DOWN = `
drop index tasks_held_idx;
alter table leases
  add constraint leases_station_fkey foreign key (station_id) references stations (id),
  add constraint leases_packer_fkey foreign key (packer_id) references packers (id);
`;
