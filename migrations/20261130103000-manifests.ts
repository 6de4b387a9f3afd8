import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A nonce with every lease, the registry of signing keys, statements of stations, and which manifests are still to be made. */
export class Manifests20261130103000 implements MigrationInterface {
  name = 'Manifests1796034600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
alter table leases add column nonce text not null default replace(gen_random_uuid()::text, '-', '');
comment on column leases.nonce is 'random, given to the station with its claim: a recording that names it was not finished before the claim';

create table signing_keys (
  key_id text constraint signing_keys_pkey primary key,
  owner text not null constraint signing_keys_owner_check check (owner in ('service', 'station')),
  station_id uuid constraint signing_keys_station_fkey references stations (id),
  pem text not null,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  revoked_from timestamptz,
  revoked_reason text constraint signing_keys_reason_check check (revoked_reason in ('lost', 'compromised', 'retired')),
  created_at timestamptz not null default clock_timestamp(),
  constraint signing_keys_holder_check check ((owner = 'station') = (station_id is not null)),
  constraint signing_keys_revoked_check check ((revoked_from is null) = (revoked_reason is null))
);
create unique index signing_keys_station_key on signing_keys (station_id) where valid_until is null;
comment on table signing_keys is 'public halves of every key that documents were signed with; published for good';
comment on column signing_keys.valid_until is 'null: in use';
comment on column signing_keys.revoked_from is 'from then on nothing that it signs counts, whatever the document says of its time';

create function signing_keys_revoke_once() returns trigger language plpgsql as $$
begin
  if old.revoked_from is not null
      and (new.revoked_from, new.revoked_reason) is distinct from (old.revoked_from, old.revoked_reason) then
    raise exception 'a revocation is never taken back or moved' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger signing_keys_revoked before update on signing_keys
  for each row execute function signing_keys_revoke_once();
create trigger signing_keys_kept before delete or truncate or update of key_id, owner, station_id, pem, valid_from, created_at
  on signing_keys for each statement execute function refuse_change();

create table recording_statements (
  clip_id uuid constraint recording_statements_pkey primary key,
  brand_id uuid not null,
  statement bytea not null,
  signature bytea not null,
  key_id text not null constraint recording_statements_key_fkey references signing_keys (key_id),
  received_at timestamptz not null default clock_timestamp(),
  constraint recording_statements_clip_fkey foreign key (brand_id, clip_id) references clips (brand_id, id)
);
comment on table recording_statements is 'what a station has signed of its recording, checked, until the clip is sealed and after';
comment on column recording_statements.signature is 'ECDSA P-256 over the statement, DER';

create table manifests_due (
  kind text not null constraint manifests_due_kind_check check (kind in ('stage', 'shipment')),
  subject_id uuid not null,
  turn integer not null default 1,
  due_at timestamptz not null default clock_timestamp(),
  constraint manifests_due_pkey primary key (kind, subject_id)
);
create index manifests_due_at_idx on manifests_due (due_at);
comment on table manifests_due is 'manifests of stages (subject: task) and shipments that are to be made; a row goes with the manifest that it asked for';
comment on column manifests_due.turn is 'grows when it is asked for again: a manifest that was drafted before does not answer that';
`;

const DOWN = `
drop table manifests_due;
drop table recording_statements;
drop table signing_keys;
drop function signing_keys_revoke_once();
alter table leases drop column nonce;
`;
