import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Segments that go straight to storage, a station's bytes a day, and renditions made on demand. */
export class Uploads20261130104000 implements MigrationInterface {
  name = 'Uploads1796035200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

const UP = `
alter table clips add column direct_upload_until timestamptz;
comment on column clips.direct_upload_until is 'until when segments may still arrive in storage by addresses that were given out; they are cleared away only after it';
create index clips_recording_station_idx on clips (station_id) where state = 'recording';

create table station_upload_days (
  station_id uuid not null constraint station_upload_days_station_fkey references stations (id),
  day date not null,
  bytes bigint not null,
  constraint station_upload_days_pkey primary key (station_id, day)
);
comment on table station_upload_days is 'bytes of segments that a station has sent, by UTC day; forgotten after a month';

alter table renditions drop constraint renditions_kind_check;
alter table renditions add constraint renditions_kind_check check (kind in ('staff', 'customer', 'digest', 'poster', 'storyboard',
  'storyboard_vtt', 'still', 'chapters', 'export'));

create index renditions_digestible_idx on renditions (created_at) where kind = 'customer' and duration_ms > 40000;

alter table custody_events drop constraint custody_events_kind_check;
alter table custody_events add constraint custody_events_kind_check check (kind in ('recorded', 'stored', 'sealed', 'viewed', 'streamed',
  'downloaded', 'exported', 'shared', 'held', 'released', 'deleted'));
`;

const DOWN = `
alter table custody_events drop constraint custody_events_kind_check;
alter table custody_events add constraint custody_events_kind_check check (kind in ('recorded', 'stored', 'sealed', 'viewed', 'streamed',
  'downloaded', 'shared', 'held', 'released', 'deleted')) not valid;

drop index renditions_digestible_idx;
delete from renditions where kind in ('chapters', 'export');
alter table renditions drop constraint renditions_kind_check;
alter table renditions add constraint renditions_kind_check check (kind in ('staff', 'customer', 'digest', 'poster', 'storyboard',
  'storyboard_vtt', 'still'));

drop table station_upload_days;
drop index clips_recording_station_idx;
alter table clips drop column direct_upload_until;
`;
