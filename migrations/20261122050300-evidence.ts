import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clips, renditions, seals, timeline, custody, tracking links, cases and preservation. */
export class Evidence20261122050300 implements MigrationInterface {
  name = 'Evidence1795323780000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table clips (
  id uuid constraint clips_pkey primary key,
  brand_id uuid not null,
  warehouse_id uuid not null constraint clips_warehouse_fkey references warehouses (id),
  task_id uuid not null,
  station_id uuid not null constraint clips_station_fkey references stations (id),
  packer_id uuid,
  token bigint not null,
  kind text not null constraint clips_kind_check check (kind in ('film', 'still')),
  take integer not null default 1,
  overtaken boolean not null default false,
  state text not null default 'recording' constraint clips_state_check
    check (state in ('recording', 'completed', 'stored', 'sealed', 'abandoned')),
  media_state text not null default 'none' constraint clips_media_state_check
    check (media_state in ('none', 'rendering', 'playable', 'rejected')),
  media_reason text,
  content_type text not null,
  started_at timestamptz not null,
  opened_at timestamptz not null default now(),
  completed_at timestamptz,
  stored_at timestamptz,
  segments_dropped_at timestamptz,
  playable_at timestamptz,
  total_bytes bigint,
  sha256 bytea,
  segment_count integer,
  marks jsonb not null default '[]',
  clock jsonb,
  label_at_ms integer,
  duration_ms integer,
  original_key text,
  original_version_id text,
  constraint clips_scope_key unique (brand_id, id),
  constraint clips_task_fkey foreign key (brand_id, task_id) references tasks (brand_id, id)
);
create index clips_task_idx on clips (task_id, id);
create index clips_unfinished_idx on clips (state, opened_at) where state in ('recording', 'completed', 'stored');
create index clips_undropped_idx on clips (stored_at) where stored_at is not null and segments_dropped_at is null;
create index clips_rendering_idx on clips (media_state) where media_state = 'rendering';
comment on column clips.marks is 'ClipMark[]: {kind: scan|answer|photo|label, atMs, scanId?, checkCode?}';
comment on column clips.clock is 'ClipClock: {startOffsetMs, startRttMs, endOffsetMs, endRttMs} of the station against the server';
comment on column clips.label_at_ms is 'first moment at which an address label may be seen; the customer rendition ends before it';

create table clip_segments (
  clip_id uuid not null constraint clip_segments_clip_fkey references clips (id),
  n integer not null constraint clip_segments_n_check check (n between 0 and 99999),
  bytes integer not null constraint clip_segments_bytes_check check (bytes between 1 and 8388608),
  sha256 bytea not null,
  object_key text not null,
  received_at timestamptz not null default now(),
  constraint clip_segments_pkey primary key (clip_id, n)
);

create table renditions (
  id uuid constraint renditions_pkey primary key,
  brand_id uuid not null,
  clip_id uuid not null,
  kind text not null constraint renditions_kind_check
    check (kind in ('staff', 'customer', 'digest', 'poster', 'storyboard', 'storyboard_vtt', 'still')),
  object_key text not null,
  version_id text,
  content_type text not null,
  sha256 bytea not null,
  bytes bigint not null,
  duration_ms integer,
  recipe jsonb not null,
  statement_key text not null,
  statement_version_id text,
  statement_sha256 bytea not null,
  signature bytea not null,
  key_id text not null,
  created_at timestamptz not null default now(),
  constraint renditions_kind_key unique (clip_id, kind),
  constraint renditions_clip_fkey foreign key (brand_id, clip_id) references clips (brand_id, id)
);

create table evidence_links (
  id uuid constraint evidence_links_pkey primary key,
  brand_id uuid not null,
  clip_id uuid not null,
  shipment_id uuid not null,
  reason text not null constraint evidence_links_reason_check check (reason in ('recorded', 'split', 'merged', 'late_binding')),
  at timestamptz not null default now(),
  constraint evidence_links_once_key unique (clip_id, shipment_id),
  constraint evidence_links_clip_fkey foreign key (brand_id, clip_id) references clips (brand_id, id),
  constraint evidence_links_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id)
);
create index evidence_links_shipment_idx on evidence_links (shipment_id);

create table evidence_manifests (
  id uuid constraint evidence_manifests_pkey primary key,
  brand_id uuid not null,
  clip_id uuid not null constraint evidence_manifests_clip_key unique,
  object_key text not null,
  version_id text,
  sha256 bytea not null,
  previous_sha256 bytea,
  signature bytea not null,
  signature_key text not null,
  signature_version_id text,
  key_id text not null,
  sealed_at timestamptz not null default now(),
  constraint evidence_manifests_clip_fkey foreign key (brand_id, clip_id) references clips (brand_id, id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: rows of % are never changed or deleted', tg_table_name using errcode = 'restrict_violation';
end $$;

create table timeline_events (
  id uuid constraint timeline_events_pkey primary key,
  brand_id uuid not null,
  order_id uuid,
  shipment_id uuid,
  task_id uuid,
  kind text not null,
  v integer not null default 1,
  data jsonb not null default '{}',
  audience text not null constraint timeline_events_audience_check check (audience in ('customer', 'staff', 'auditor')),
  actor jsonb not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp()
);
create index timeline_events_shipment_idx on timeline_events (shipment_id, id);
create index timeline_events_order_idx on timeline_events (order_id, id);
create trigger timeline_events_append_only before update or delete or truncate on timeline_events
  for each statement execute function refuse_change();

create table custody_events (
  id uuid constraint custody_events_pkey primary key,
  brand_id uuid not null,
  shipment_id uuid,
  clip_id uuid,
  kind text not null constraint custody_events_kind_check check (kind in ('recorded', 'stored', 'sealed', 'viewed', 'streamed',
    'downloaded', 'shared', 'held', 'released', 'deleted')),
  actor jsonb not null,
  detail jsonb not null default '{}',
  occurred_at timestamptz not null default clock_timestamp()
);
create index custody_events_shipment_idx on custody_events (shipment_id, id);
create index custody_events_clip_idx on custody_events (clip_id, id);
create trigger custody_events_append_only before update or delete or truncate on custody_events
  for each statement execute function refuse_change();
create trigger evidence_links_append_only before update or delete or truncate on evidence_links
  for each statement execute function refuse_change();
create trigger answers_append_only before update or delete or truncate on answers
  for each statement execute function refuse_change();
create trigger scans_append_only before update or delete or truncate on scans
  for each statement execute function refuse_change();

create table tracking_links (
  id uuid constraint tracking_links_pkey primary key,
  brand_id uuid not null,
  shipment_id uuid not null,
  token_hash bytea not null constraint tracking_links_token_key unique,
  key_id text not null,
  film boolean not null default false,
  audience text not null default 'recipient' constraint tracking_links_audience_check check (audience in ('orderer', 'recipient')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint tracking_links_scope_key unique (brand_id, id),
  constraint tracking_links_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id)
);
create index tracking_links_shipment_idx on tracking_links (shipment_id);
comment on column tracking_links.film is 'an agent opened the film for this link, whatever the rank';

create table cases (
  id uuid constraint cases_pkey primary key,
  brand_id uuid not null,
  case_no text not null,
  order_id uuid not null,
  shipment_id uuid,
  weight text not null constraint cases_weight_check check (weight in ('inquiry', 'complaint', 'dispute', 'chargeback')),
  reason text not null,
  state text not null default 'open' constraint cases_state_check check (state in ('open', 'closed')),
  channel text,
  shipment_line_id uuid,
  decision text constraint cases_decision_check check (decision in ('replacement', 'refund', 'goodwill', 'rebuttal', 'no_action')),
  opened_by jsonb not null,
  opened_at timestamptz not null default now(),
  answer_by timestamptz,
  closed_at timestamptz,
  constraint cases_no_key unique (brand_id, case_no),
  constraint cases_scope_key unique (brand_id, id),
  constraint cases_order_fkey foreign key (brand_id, order_id) references orders (brand_id, id),
  constraint cases_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id)
);
create index cases_list_idx on cases (brand_id, state, id desc);
create index cases_shipment_idx on cases (shipment_id);

create table case_numbers (
  brand_id uuid constraint case_numbers_pkey primary key constraint case_numbers_brand_fkey references brands (id),
  last integer not null
);
comment on table case_numbers is 'the last number given to a case of a brand; its row lock makes numbers unique and gapless';

create table case_messages (
  id uuid constraint case_messages_pkey primary key,
  brand_id uuid not null,
  case_id uuid not null,
  author text not null constraint case_messages_author_check check (author in ('customer', 'staff')),
  body text not null,
  contact text,
  actor jsonb not null,
  written_at timestamptz not null default now(),
  constraint case_messages_case_fkey foreign key (brand_id, case_id) references cases (brand_id, id)
);
create index case_messages_case_idx on case_messages (case_id, id);

create table preservations (
  id uuid constraint preservations_pkey primary key,
  brand_id uuid not null,
  case_id uuid not null,
  clip_id uuid,
  bucket text not null,
  object_key text not null,
  version_id text not null,
  state text not null default 'wanted' constraint preservations_state_check check (state in ('wanted', 'held', 'released')),
  held_at timestamptz,
  released_at timestamptz,
  lifted_at timestamptz,
  constraint preservations_object_key unique (case_id, bucket, object_key, version_id),
  constraint preservations_case_fkey foreign key (brand_id, case_id) references cases (brand_id, id)
);
create index preservations_object_idx on preservations (bucket, object_key, version_id);
create index preservations_unsettled_idx on preservations (case_id)
  where state = 'wanted' or (state = 'released' and lifted_at is null);
comment on column preservations.lifted_at is 'when storage was told that this case no longer needs the object';
`;

const DOWN = `
drop table preservations;
drop table case_messages;
drop table case_numbers;
drop table cases;
drop table tracking_links;
drop table custody_events;
drop table timeline_events;
drop table evidence_manifests;
drop table evidence_links;
drop table renditions;
drop table clip_segments;
drop table clips;
drop trigger answers_append_only on answers;
drop trigger scans_append_only on scans;
drop function refuse_change();
`;
