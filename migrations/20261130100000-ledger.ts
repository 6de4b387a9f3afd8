import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One table of signed documents, of whatever kind; manifests of stages and shipments beside those of clips. */
export class Ledger20261130100000 implements MigrationInterface {
  name = 'Ledger1796032800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
create table ledger_documents (
  sha256 bytea constraint ledger_documents_pkey primary key,
  schema text not null,
  brand_id uuid not null,
  shipment_id uuid not null,
  clip_id uuid,
  object_key text not null,
  version_id text not null,
  signature bytea not null,
  signature_key text,
  signature_version_id text,
  key_id text not null,
  signed_at timestamptz not null default clock_timestamp(),
  log_index bigint constraint ledger_documents_log_key unique
);
create index ledger_documents_shipment_idx on ledger_documents (shipment_id);
create index ledger_documents_clip_idx on ledger_documents (clip_id) where clip_id is not null;
create index ledger_documents_unlogged_idx on ledger_documents (signed_at) where log_index is null;
comment on table ledger_documents is 'every signed document: its bytes lie in the ledger bucket, its entry (src/ledger/ledger-entry.ts) in the log';
comment on column ledger_documents.signature is 'ECDSA P-256 over the document, DER';
comment on column ledger_documents.signature_key is 'null: of before there were objects of signatures of statements';
comment on column ledger_documents.log_index is 'place in the log; null until the appender has taken it';

insert into ledger_documents (sha256, schema, brand_id, shipment_id, clip_id, object_key, version_id, signature, signature_key,
    signature_version_id, key_id, signed_at)
  select m.sha256, 'akashi.manifest/2', m.brand_id, t.shipment_id, m.clip_id, m.object_key, coalesce(m.version_id, 'null'), m.signature,
    m.signature_key, m.signature_version_id, m.key_id, m.sealed_at
  from evidence_manifests m join clips c on c.id = m.clip_id join tasks t on t.id = c.task_id
  union all
  select distinct on (r.statement_sha256) r.statement_sha256, 'akashi.rendition/1', r.brand_id, t.shipment_id, r.clip_id, r.statement_key,
    coalesce(r.statement_version_id, 'null'), r.signature, null, null, r.key_id, r.created_at
  from renditions r join clips c on c.id = r.clip_id join tasks t on t.id = c.task_id;

create trigger ledger_documents_kept before delete or truncate or update of sha256, schema, brand_id, shipment_id, clip_id, object_key,
    version_id, signature, key_id, signed_at on ledger_documents
  for each statement execute function refuse_change();

alter table renditions drop column statement_key, drop column statement_version_id, drop column signature, drop column key_id;

alter table evidence_manifests
  add column kind text not null default 'clip' constraint evidence_manifests_kind_check check (kind in ('clip', 'stage', 'shipment')),
  add column shipment_id uuid,
  add column task_id uuid,
  add column n integer;
update evidence_manifests m set shipment_id = t.shipment_id, task_id = t.id, n = numbered.n
  from clips c, tasks t, (
    select x.id, row_number() over (partition by y.shipment_id order by x.sealed_at, x.id) as n
    from evidence_manifests x join clips z on z.id = x.clip_id join tasks y on y.id = z.task_id
  ) numbered
  where c.id = m.clip_id and t.id = c.task_id and numbered.id = m.id;
alter table evidence_manifests
  alter column kind drop default,
  alter column shipment_id set not null,
  alter column n set not null,
  alter column clip_id drop not null,
  drop column object_key, drop column version_id, drop column signature, drop column signature_key,
  drop column signature_version_id, drop column key_id,
  add constraint evidence_manifests_place_key unique (shipment_id, n),
  add constraint evidence_manifests_digest_key unique (sha256),
  add constraint evidence_manifests_subject_check check ((kind = 'clip') = (clip_id is not null) and (kind = 'shipment') = (task_id is null)),
  add constraint evidence_manifests_shipment_fkey foreign key (brand_id, shipment_id) references shipments (brand_id, id);
create unique index evidence_manifests_stage_key on evidence_manifests (task_id) where kind = 'stage';
comment on table evidence_manifests is 'the chain of a shipment: each names the one before it; the document itself is in ledger_documents';
comment on column evidence_manifests.n is 'place in the chain of its shipment, from 1';
`;

const DOWN = `
alter table evidence_manifests
  add column object_key text, add column version_id text, add column signature bytea, add column signature_key text,
  add column signature_version_id text, add column key_id text;
update evidence_manifests m set object_key = d.object_key, version_id = d.version_id, signature = d.signature,
    signature_key = coalesce(d.signature_key, ''), signature_version_id = d.signature_version_id, key_id = d.key_id
  from ledger_documents d where d.sha256 = m.sha256;
delete from evidence_manifests where kind <> 'clip';
drop index evidence_manifests_stage_key;
alter table evidence_manifests
  drop constraint evidence_manifests_shipment_fkey,
  drop constraint evidence_manifests_subject_check,
  drop constraint evidence_manifests_digest_key,
  drop constraint evidence_manifests_place_key,
  drop column kind, drop column shipment_id, drop column task_id, drop column n,
  alter column clip_id set not null,
  alter column object_key set not null,
  alter column signature set not null,
  alter column signature_key set not null,
  alter column key_id set not null;
comment on table evidence_manifests is null;

alter table renditions
  add column statement_key text, add column statement_version_id text, add column signature bytea, add column key_id text;
update renditions r set statement_key = d.object_key, statement_version_id = d.version_id, signature = d.signature, key_id = d.key_id
  from ledger_documents d where d.sha256 = r.statement_sha256;
alter table renditions alter column statement_key set not null, alter column signature set not null, alter column key_id set not null;

drop table ledger_documents;
`;
