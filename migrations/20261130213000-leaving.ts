import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The truck guard watches every shipment by the moment it leaves: its pickup, or its ship-by where no truck is known. */
export class Leaving20261130213000 implements MigrationInterface {
  name = 'Leaving1796074200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

// The expression is leavesAt() of src/queue/truck-loads.ts, letter for letter, or the guard's queries don't find it.
const UP = `
drop index shipments_pickup_idx;
create index shipments_leaves_idx on shipments
  (warehouse_id, (coalesce(pickup_at, date_bin('10 minutes', ship_by, timestamptz '2000-01-01 00:00:00+00'))));
create index tasks_guarded_idx on tasks (warehouse_id, stage, pool) where band = 0 and state in ('waiting', 'ready');
`;

const DOWN = `
drop index tasks_guarded_idx;
drop index shipments_leaves_idx;
create index shipments_pickup_idx on shipments (warehouse_id, pickup_at) where pickup_at is not null;
`;
