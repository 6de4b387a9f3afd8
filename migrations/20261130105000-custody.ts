import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Custody in one chain, a role that can't change what is append-only, waivers, and what a brand wants at the label. */
export class Custody20261130105000 implements MigrationInterface {
  name = 'Custody1796035800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
alter table custody_events drop constraint custody_events_kind_check;
alter table custody_events add constraint custody_events_kind_check check (kind in ('recorded', 'stored', 'sealed', 'viewed', 'streamed',
  'downloaded', 'exported', 'shared', 'held', 'released', 'deleted', 'linked', 'waived'));
create index custody_events_occurred_idx on custody_events (occurred_at);
create index clips_packer_idx on clips (packer_id) where packer_id is not null;

create table custody_links (
  seq bigint constraint custody_links_pkey primary key,
  event_id uuid not null constraint custody_links_event_key unique,
  event_sha256 bytea not null constraint custody_links_event_digest_check check (length(event_sha256) = 32),
  chain_sha256 bytea not null constraint custody_links_chain_digest_check check (length(chain_sha256) = 32),
  linked_at timestamptz not null default clock_timestamp()
);
create trigger custody_links_append_only before update or delete or truncate on custody_links
  for each statement execute function refuse_change();
comment on table custody_links is 'the chain over custody_events, filled in batches; an event without a link is not in it yet';
comment on column custody_links.seq is 'place in the chain, from 1 without gaps';
comment on column custody_links.chain_sha256 is 'SHA-256 of the chain_sha256 before it (32 zero bytes before the first) and event_sha256';

create table evidence_waivers (
  id uuid constraint evidence_waivers_pkey primary key,
  brand_id uuid not null,
  shipment_id uuid not null,
  stage text not null,
  reason text not null,
  note text,
  actor jsonb not null,
  at timestamptz not null default clock_timestamp(),
  constraint evidence_waivers_stage_key unique (shipment_id, stage),
  constraint evidence_waivers_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id)
);
create trigger evidence_waivers_append_only before update or delete or truncate on evidence_waivers
  for each statement execute function refuse_change();
comment on column evidence_waivers.note is 'the manager''s words on the matter; no names, no addresses';

create table evidence_alarms (
  shipment_id uuid constraint evidence_alarms_pkey primary key,
  brand_id uuid not null,
  warehouse_id uuid not null constraint evidence_alarms_warehouse_fkey references warehouses (id),
  raised_at timestamptz not null default now(),
  settled_at timestamptz,
  constraint evidence_alarms_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id)
);
create index evidence_alarms_open_idx on evidence_alarms (warehouse_id, raised_at) where settled_at is null;
comment on table evidence_alarms is 'shipped while evidence was missing; settled by a waiver or a late clip';

create table evidence_settings (
  brand_id uuid constraint evidence_settings_pkey primary key constraint evidence_settings_brand_fkey references brands (id),
  label_without_evidence text not null default 'warn' constraint evidence_settings_label_check
    check (label_without_evidence in ('off', 'warn', 'block')),
  updated_at timestamptz not null default now()
);
create index shipments_brand_handed_over_idx on shipments (brand_id, handed_over_at) where handed_over_at is not null;

-- A role belongs to the whole cluster: another database, or another migrator at this moment, may have made it.
do $$ begin
  if not exists (select from pg_roles where rolname = 'akashi_app') then
    create role akashi_app nologin;
  end if;
exception
  when insufficient_privilege then
    raise notice 'akashi_app was not made: this role may not create roles (docs/operations.md)';
  when duplicate_object or unique_violation then null;
end $$;

-- A trigger with a condition lets some rows be changed, so what it guards it alone guards.
create function grant_app_rights(queue_schema text) returns void language plpgsql as $$
declare
  found record;
begin
  if not exists (select from pg_roles where rolname = 'akashi_app') then
    return;
  end if;
  grant usage on schema public to akashi_app;
  revoke all on all tables in schema public from akashi_app;
  grant usage, select on all sequences in schema public to akashi_app;
  for found in
    select c.oid::regclass as name, c.relname = 'akashi_migrations' as read_only,
      coalesce(bool_or(t.tgtype & 16 > 0 and t.tgattr::text = '' and t.tgqual is null), false) as no_update,
      coalesce(bool_or(t.tgtype & 8 > 0), false) as no_delete,
      coalesce(bool_or(t.tgattr::text <> '' and t.tgqual is null), false) as some_columns,
      (select string_agg(quote_ident(a.attname), ', ') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and not exists (select from pg_trigger k
          where k.tgrelid = c.oid and k.tgfoid = 'refuse_change'::regproc and k.tgqual is null and a.attnum = any(k.tgattr))) as changeable
    from pg_class c
    left join pg_trigger t on t.tgrelid = c.oid and t.tgfoid = 'refuse_change'::regproc
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    group by c.oid, c.relname
  loop
    execute format('grant select on %s to akashi_app', found.name);
    continue when found.read_only;
    execute format('grant insert on %s to akashi_app', found.name);
    if found.some_columns then
      execute format('grant update (%s) on %s to akashi_app', found.changeable, found.name);
    elsif not found.no_update then
      execute format('grant update on %s to akashi_app', found.name);
    end if;
    if not found.no_delete then
      execute format('grant delete on %s to akashi_app', found.name);
    end if;
  end loop;
  if exists (select from pg_namespace where nspname = queue_schema) then
    execute format('grant usage on schema %I to akashi_app', queue_schema);
    execute format('grant all on all tables in schema %I to akashi_app', queue_schema);
    execute format('grant all on all sequences in schema %I to akashi_app', queue_schema);
    execute format('grant execute on all functions in schema %I to akashi_app', queue_schema);
  end if;
end $$;
comment on function grant_app_rights is 'what API and worker may do; what refuse_change protects they may not change. Run after every migration';
`;

// The role stays: it belongs to the cluster, and logins may be members of it.
const DOWN = `
drop function grant_app_rights;
do $$ begin
  if exists (select from pg_roles where rolname = 'akashi_app') then
    revoke all on all tables in schema public from akashi_app;
    revoke all on all sequences in schema public from akashi_app;
    revoke all on schema public from akashi_app;
  end if;
end $$;
drop index shipments_brand_handed_over_idx;
drop table evidence_settings;
drop table evidence_alarms;
drop table evidence_waivers;
drop table custody_links;
drop index clips_packer_idx;
drop index custody_events_occurred_idx;
alter table custody_events drop constraint custody_events_kind_check;
alter table custody_events add constraint custody_events_kind_check check (kind in ('recorded', 'stored', 'sealed', 'viewed', 'streamed',
  'downloaded', 'shared', 'held', 'released', 'deleted')) not valid;
`;
