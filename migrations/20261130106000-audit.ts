import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What audits have found. */
export class Audit20261130106000 implements MigrationInterface {
  name = 'Audit1796036400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table audit_runs (
  id uuid constraint audit_runs_pkey primary key,
  night date constraint audit_runs_night_key unique,
  brand_id uuid constraint audit_runs_brand_fkey references brands (id),
  since timestamptz,
  deep boolean not null default false,
  state text not null default 'running' constraint audit_runs_state_check check (state in ('running', 'finished', 'failed')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  checked jsonb not null default '{}',
  counts jsonb not null default '{}',
  findings jsonb not null default '[]',
  left_off integer not null default 0,
  constraint audit_runs_end_check check ((state = 'running') = (finished_at is null))
);
create index audit_runs_started_idx on audit_runs (started_at desc);
comment on table audit_runs is 'what audits have found; an audit repairs nothing';
comment on column audit_runs.night is 'the UTC date of a nightly run; null: somebody asked for it';
comment on column audit_runs.brand_id is 'null: every brand';
comment on column audit_runs.checked is '{<check>: number of things looked at}';
comment on column audit_runs.counts is '{<code>: number of findings}';
comment on column audit_runs.findings is 'AuditFinding[]: codes, ids, digests';
comment on column audit_runs.left_off is 'findings that are counted but too many to be kept';
`;

const DOWN = `
drop table audit_runs;
`;
