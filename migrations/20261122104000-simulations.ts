import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Simulations that a warehouse asked for, with their reports. */
export class Simulations20261122104000 implements MigrationInterface {
  name = 'Simulations1795344000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table simulations (
  id uuid constraint simulations_pkey primary key,
  warehouse_id uuid not null constraint simulations_warehouse_fkey references warehouses (id),
  state text not null default 'queued' constraint simulations_state_check check (state in ('queued', 'running', 'done', 'failed')),
  source jsonb not null,
  scenario jsonb not null,
  days_done integer not null default 0,
  days_total integer not null,
  attempts integer not null default 0,
  report jsonb,
  problem text constraint simulations_problem_check check (problem in ('gave_up')),
  actor jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  constraint simulations_done_check check ((state = 'done') = (report is not null)),
  constraint simulations_failed_check check ((state = 'failed') = (problem is not null)),
  constraint simulations_finished_check check ((state in ('done', 'failed')) = (finished_at is not null))
);
create index simulations_list_idx on simulations (warehouse_id, id desc);
create index simulations_open_idx on simulations (updated_at) where state in ('queued', 'running');
comment on column simulations.source is 'SimulationSource of src/simulation/http/simulations.contract.ts';
comment on column simulations.scenario is 'Scenario of src/simulation/simulation.contract.ts: times, ranks and carriers of orders, no persons';
comment on column simulations.report is 'SimulationReport of src/simulation/simulation.report.ts';
comment on column simulations.days_done is 'a day is a seed under a policy and a head start';
comment on column simulations.attempts is 'how often a worker began and was not told to stop: one that kills workers is given up';
comment on column simulations.updated_at is 'a sign of life of the worker; an open row that was quiet for a while is asked for again';

create index shipments_arrived_idx on shipments (warehouse_id, arrived_at);
`;

const DOWN = `
drop index shipments_arrived_idx;
drop table simulations;
`;
