import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The transparency log: its tiles, bundles of entries and checkpoints. */
export class Log20261130101000 implements MigrationInterface {
  name = 'Log1796033400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table log_state (
  id integer constraint log_state_pkey primary key constraint log_state_single_check check (id = 1),
  size bigint not null default 0,
  published_size bigint not null default 0,
  constraint log_state_size_check check (published_size >= 0 and published_size <= size and published_size % 256 = 0)
);
insert into log_state (id) values (1);
comment on table log_state is 'how many entries the log has; one row, written by the appender and the publisher';
comment on column log_state.published_size is 'up to here every full tile and bundle is in object storage';

create table log_tiles (
  level integer not null,
  n bigint not null,
  width integer not null,
  hashes bytea not null,
  constraint log_tiles_pkey primary key (level, n),
  constraint log_tiles_width_check check (level between 0 and 63 and n >= 0 and width between 1 and 256),
  constraint log_tiles_hashes_check check (length(hashes) = width * 32)
);
-- Hashes don't compress: not even trying is faster.
alter table log_tiles alter column hashes set storage external;
comment on table log_tiles is 'C2SP tlog-tiles; level 0 holds leaf hashes, each hash above is the root of a full tile below';

create table log_bundles (
  n bigint constraint log_bundles_pkey primary key,
  width integer not null constraint log_bundles_width_check check (width between 1 and 256),
  entries bytea not null
);
comment on table log_bundles is 'the entries themselves, each behind its length as a big-endian uint16';

-- Tiles and bundles grow at their end until they are full, and never change otherwise.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: rows of % only grow at their end', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger log_tiles_grow before update on log_tiles for each row
  when (old.width = 256 or new.level <> old.level or new.n <> old.n or new.width <= old.width
    or substring(new.hashes from 1 for length(old.hashes)) <> old.hashes)
  execute function refuse_rewriting();
create trigger log_tiles_kept before delete or truncate on log_tiles for each statement execute function refuse_change();
create trigger log_bundles_grow before update on log_bundles for each row
  when (old.width = 256 or new.n <> old.n or new.width <= old.width
    or substring(new.entries from 1 for length(old.entries)) <> old.entries)
  execute function refuse_rewriting();
create trigger log_bundles_kept before delete or truncate on log_bundles for each statement execute function refuse_change();
create trigger ledger_documents_place before update of log_index on ledger_documents for each row
  when (old.log_index is not null) execute function refuse_change();

create table log_checkpoints (
  id bigint generated always as identity constraint log_checkpoints_pkey primary key,
  size bigint not null,
  root bytea not null,
  note text not null,
  vkey text not null,
  custody_count bigint,
  custody_head bytea,
  made_at timestamptz not null default clock_timestamp(),
  published_at timestamptz,
  version_id text,
  locked boolean,
  constraint log_checkpoints_custody_check check ((custody_count is null) = (custody_head is null)),
  constraint log_checkpoints_published_check check ((published_at is null) = (version_id is null) and (version_id is null) = (locked is null))
);
create index log_checkpoints_unpublished_idx on log_checkpoints (id) where published_at is null;
create trigger log_checkpoints_kept before delete or truncate or update of id, size, root, note, vkey, custody_count, custody_head, made_at
  on log_checkpoints for each statement execute function refuse_change();
comment on table log_checkpoints is 'what the log has signed: C2SP checkpoints as signed notes';
comment on column log_checkpoints.vkey is 'C2SP verifier key of its signature';
comment on column log_checkpoints.version_id is 'of its copy in the bucket of checkpoints';
comment on column log_checkpoints.locked is 'whether storage took the Object Lock for that copy';
`;

const DOWN = `
drop table log_checkpoints;
drop trigger ledger_documents_place on ledger_documents;
drop table log_bundles;
drop table log_tiles;
drop function refuse_rewriting();
drop table log_state;
update ledger_documents set log_index = null where log_index is not null;
`;
