import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { localDate } from '../i18n/local-time.js';
import { addDays } from '../shipments/calendar-days.js';
import { type LineError, wrongClosedDays, wrongCutoffs, wrongPickups } from './calendar-checks.js';
import type { ClosedDay, OrderCutoff, Pickup, UpcomingPickups, UpcomingQuery } from './pickups.contract.js';
import { cutoffsJson, pickupsJson, readCalendar } from './read-calendar.js';

const READ_DAYS = `select to_char(day, 'YYYY-MM-DD') as day, carrier, name from closed_days
  where warehouse_id = $1 order by day, carrier nulls first`;

const WRITE_PICKUPS = `
  insert into pickups (warehouse_id, line_no, carrier, service, local_time, weekdays, valid_from, valid_until, extra_days)
  select $1, p.line, p.carrier, p.service, p."localTime", p.weekdays, p."validFrom", p."validUntil", p."extraDays"
  from jsonb_to_recordset($2::jsonb) as p(line integer, carrier text, service text, "localTime" text, weekdays smallint[],
    "validFrom" date, "validUntil" date, "extraDays" date[])`;

const WRITE_DAYS = `insert into closed_days (warehouse_id, day, carrier, name)
  select $1, d.day, d.carrier, d.name from jsonb_to_recordset($2::jsonb) as d(day date, carrier text, name text)`;

const WRITE_CUTOFFS = `insert into order_cutoffs (brand_id, line_no, rank_id, local_time, weekdays)
  select $1, c.line, r.id, c."localTime", c.weekdays
  from jsonb_to_recordset($2::jsonb) as c(line integer, rank text, "localTime" text, weekdays smallint[])
  left join ranks r on r.brand_id = $1 and r.code = c.rank`;

// The sweep sees that it is newer than what it has applied, and puts open shipments on the new trucks.
const MARK_CHANGED = `insert into pickup_calendars (warehouse_id) values ($1)
  on conflict (warehouse_id) do update set updated_at = clock_timestamp()`;

/** Calendars of warehouses and cut-offs of brands, each read and replaced as one document. */
@Injectable()
export class CalendarsService {
  constructor(private readonly dataSource: DataSource) {}

  async pickups(warehouseId: string): Promise<Pickup[]> {
    const sql = `select ${pickupsJson('$1::uuid')} as pickups`;
    const row = await firstRow<{ pickups: Pickup[] }>(this.dataSource, sql, [warehouseId]);
    return row?.pickups ?? [];
  }

  /**
   * Replaces all lines. Orders planned from now on follow them at once; open shipments within half a minute.
   * @throws AppError calendar_not_allowed, with the lines
   */
  async putPickups(warehouseId: string, pickups: readonly Pickup[]): Promise<Pickup[]> {
    refuse(wrongPickups(pickups));
    const lines = pickups.map((pickup, line) => ({ line, ...pickup }));
    await this.replace(warehouseId, 'delete from pickups where warehouse_id = $1', WRITE_PICKUPS, lines);
    return this.pickups(warehouseId);
  }

  async closedDays(warehouseId: string): Promise<ClosedDay[]> {
    return rows<ClosedDay>(this.dataSource, READ_DAYS, [warehouseId]);
  }

  /** Replaces all closed days, as `putPickups` does. @throws AppError calendar_not_allowed, with the lines */
  async putClosedDays(warehouseId: string, days: readonly ClosedDay[]): Promise<ClosedDay[]> {
    refuse(wrongClosedDays(days));
    await this.replace(warehouseId, 'delete from closed_days where warehouse_id = $1', WRITE_DAYS, days);
    return this.closedDays(warehouseId);
  }

  async cutoffs(brandId: string): Promise<OrderCutoff[]> {
    const sql = `select ${cutoffsJson('$1::uuid')} as cutoffs`;
    const row = await firstRow<{ cutoffs: OrderCutoff[] }>(this.dataSource, sql, [brandId]);
    return row?.cutoffs ?? [];
  }

  /**
   * Replaces all cut-offs. They hold for orders that come from now on: a promise that was given stays.
   * @throws AppError calendar_not_allowed, with the lines
   */
  async putCutoffs(brandId: string, cutoffs: readonly OrderCutoff[]): Promise<OrderCutoff[]> {
    await inTransaction(this.dataSource, async (manager) => {
      await firstRow(manager, 'select 1 from brands where id = $1 for no key update', [brandId]);
      const sql = 'select code from ranks where brand_id = $1';
      const ranks = await rows<{ code: string }>(manager, sql, [brandId]);
      refuse(wrongCutoffs(cutoffs, new Map(ranks.map(({ code }) => [code, true]))));
      await affected(manager, 'delete from order_cutoffs where brand_id = $1', [brandId]);
      const lines = cutoffs.map((cutoff, line) => ({ line, ...cutoff }));
      await affected(manager, WRITE_CUTOFFS, [brandId, JSON.stringify(lines)]);
    });
    return this.cutoffs(brandId);
  }

  /** The trucks of the coming days, in order of leaving. */
  async upcoming(warehouseId: string, { carrier, from, days }: UpcomingQuery): Promise<UpcomingPickups> {
    const calendar = await readCalendar(this.dataSource, warehouseId);
    const start = from === undefined ? new Date() : new Date(from);
    const first = localDate(start, calendar.timeZone);
    const lines = (await this.pickups(warehouseId)).filter(
      (line) => (carrier ?? line.carrier) === line.carrier,
    );
    const haulages = new Map(lines.map((line) => [`${line.carrier} ${line.service}`, line]));
    const dates = Array.from({ length: days }, (_, n) => addDays(first, n));
    const pickups = [...haulages.values()].flatMap(({ carrier: by, service }) =>
      dates.flatMap((day) =>
        calendar
          .on(day, { carrier: by, service })
          .filter((at) => at >= start)
          .map((at) => ({ carrier: by, service, at: at.toISOString(), day })),
      ),
    );
    pickups.sort((left, right) => Date.parse(left.at) - Date.parse(right.at));
    return { timeZone: calendar.timeZone, pickups };
  }

  private async replace(
    warehouseId: string,
    remove: string,
    insert: string,
    lines: readonly object[],
  ): Promise<void> {
    await inTransaction(this.dataSource, async (manager: EntityManager) => {
      // The warehouse's row serialises two managers who save at the same time.
      await firstRow(manager, 'select 1 from warehouses where id = $1 for no key update', [warehouseId]);
      await affected(manager, remove, [warehouseId]);
      await affected(manager, insert, [warehouseId, JSON.stringify(lines)]);
      await affected(manager, MARK_CHANGED, [warehouseId]);
    });
  }
}

function refuse(errors: LineError[]): void {
  const [first] = errors;
  if (!first) return;
  throw new AppError('calendar_not_allowed', `Correct the lines listed in errors: ${first.message}.`, {
    errors: errors.slice(0, 100),
  });
}
