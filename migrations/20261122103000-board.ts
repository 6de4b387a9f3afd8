import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The board: what it is woken by, what makes it quick to count, and the days that were closed. */
export class Board20261122103000 implements MigrationInterface {
  name = 'Board1795343400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UP);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

/*
 * Postgres commits transactions that notify one after the other, fsync included, so claims and intake must not notify each.
 * One transaction a second and warehouse does: the row of board_wakes says when the last one did. Whoever finds it locked or
 * younger than a second says nothing; listeners look again a moment after each wake, which shows them what went unsaid.
 */
const UP = `
create index shipments_in_house_idx on shipments (warehouse_id, pickup_at) where state in ('planned', 'in_work', 'ready');
create index shipments_handed_over_idx on shipments (warehouse_id, handed_over_at) where handed_over_at is not null;
create index shipments_cancelled_idx on shipments (warehouse_id, cancelled_at) where cancelled_at is not null;

create table board_wakes (
  warehouse_id uuid constraint board_wakes_pkey primary key constraint board_wakes_warehouse_fkey references warehouses (id),
  told_at timestamptz not null default '-infinity'
);
comment on table board_wakes is 'when the boards of a warehouse were last told that something changed';
insert into board_wakes (warehouse_id) select id from warehouses;

create table day_closes (
  warehouse_id uuid not null constraint day_closes_warehouse_fkey references warehouses (id),
  day date not null,
  figures jsonb not null,
  unaccounted integer not null constraint day_closes_unaccounted_check check (unaccounted >= 0),
  reason text,
  actor jsonb not null,
  closed_at timestamptz not null default now(),
  constraint day_closes_pkey primary key (warehouse_id, day),
  constraint day_closes_reason_check check (unaccounted = 0 or reason is not null)
);
comment on table day_closes is 'what was found when a day was closed; never changed afterwards';
comment on column day_closes.figures is 'DayCloseFigures of src/board/day-close.contract.ts';

create function new_board() returns trigger language plpgsql as $$
begin
  insert into board_wakes (warehouse_id) values (new.id) on conflict do nothing;
  return null;
end $$;
create trigger warehouses_board after insert on warehouses for each row execute function new_board();

create function wake_board(warehouse uuid) returns void language plpgsql as $$
declare
  told timestamptz;
begin
  select told_at into told from board_wakes where warehouse_id = warehouse;
  if told is null or told > clock_timestamp() - interval '1 second' then return; end if;
  perform 1 from board_wakes where warehouse_id = warehouse for update skip locked;
  if not found then return; end if;
  update board_wakes set told_at = clock_timestamp() where warehouse_id = warehouse;
  perform pg_notify('akashi_board', warehouse::text);
end $$;

create function wake_board_of_row() returns trigger language plpgsql as $$
begin
  perform wake_board(new.warehouse_id);
  return null;
end $$;

create function wake_board_of_rows() returns trigger language plpgsql as $$
begin
  perform wake_board(warehouse_id) from (select distinct warehouse_id from added) warehouses;
  return null;
end $$;

create trigger tasks_board_insert after insert on tasks
  referencing new table as added for each statement execute function wake_board_of_rows();
create trigger tasks_board_update after update of state, held, band on tasks for each row
  when (old.state is distinct from new.state or old.held is distinct from new.held or old.band is distinct from new.band)
  execute function wake_board_of_row();
create trigger shipments_board_update after update of state, held_at, pickup_at on shipments for each row
  when (old.state is distinct from new.state or old.held_at is distinct from new.held_at
    or old.pickup_at is distinct from new.pickup_at)
  execute function wake_board_of_row();
`;

const DOWN = `
drop trigger shipments_board_update on shipments;
drop trigger tasks_board_update on tasks;
drop trigger tasks_board_insert on tasks;
drop trigger warehouses_board on warehouses;
drop function wake_board_of_rows();
drop function wake_board_of_row();
drop function wake_board(uuid);
drop function new_board();
drop table day_closes;
drop table board_wakes;
drop index shipments_cancelled_idx;
drop index shipments_handed_over_idx;
drop index shipments_in_house_idx;
`;
