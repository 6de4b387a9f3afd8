import type { MigrationInterface, QueryRunner } from 'typeorm';

/** RFC 3161 time stamps of signatures and checkpoints: wanted, and got when the authority answers. */
export class Timestamps20261130102000 implements MigrationInterface {
  name = 'Timestamps1796034000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table timestamps (
  imprint bytea constraint timestamps_pkey primary key constraint timestamps_imprint_check check (octet_length(imprint) = 32),
  kind text not null constraint timestamps_kind_check check (kind in ('document', 'checkpoint')),
  brand_id uuid,
  wanted_at timestamptz not null default clock_timestamp(),
  token bytea,
  gen_time timestamptz,
  stamped_at timestamptz,
  authority text,
  authority_sha256 bytea,
  serial text,
  verified boolean,
  tries integer not null default 0,
  next_try_at timestamptz not null default clock_timestamp(),
  last_problem text,
  constraint timestamps_stamped_check check (num_nulls(token, gen_time, stamped_at, authority, authority_sha256, serial, verified) in (0, 7))
);
create index timestamps_pending_idx on timestamps (next_try_at) where token is null;
create index timestamps_waiting_idx on timestamps (wanted_at) where token is null;
comment on table timestamps is 'RFC 3161 time stamps by the SHA-256 of what is stamped: the signature of a document, the note of a checkpoint';
comment on column timestamps.token is 'the whole TimeStampResp, DER, as it came; null: pending';
comment on column timestamps.verified is 'whether the authority led to the configured CA when the token came';

insert into timestamps (imprint, kind, brand_id, wanted_at)
  select sha256(signature), 'document', brand_id, signed_at from ledger_documents on conflict do nothing;

create trigger timestamps_kept before delete or update on timestamps
  for each row when (old.token is not null) execute function refuse_change();
create trigger timestamps_not_emptied before truncate on timestamps for each statement execute function refuse_change();
`;

const DOWN = `
drop table timestamps;
`;
