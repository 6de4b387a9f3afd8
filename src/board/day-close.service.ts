import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { WarehouseScope } from '../accounts/scopes.js';
import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { localDate } from '../i18n/local-time.js';
import { addDays, startOfDay } from '../shipments/calendar-days.js';
import { DayCloseFigures, type DayClose, type DayCloseBody } from './day-close.contract.js';
import { type DayRow, figuresOf } from './day-close.figures.js';
import type { Day } from './day-close.rules.js';

/** Further back, what left is known but not what was in the house. */
const OLDEST_DAYS = 31;
const TOLD = 50;

const CLOCK = `select time_zone as "timeZone", now() as now from warehouses where id = $1`;
const FIND = `select figures, reason, actor, closed_at as "closedAt" from day_closes where warehouse_id = $1 and day = $2`;
const RECORD = `insert into day_closes (warehouse_id, day, figures, unaccounted, reason, actor)
  values ($1, $2, $3, $4, $5, $6) on conflict do nothing`;

// What is in the house, and what has left it since the day began. $2: the day's beginning, $3: its end.
const SHIPMENTS = `
  with found as (
    select id from shipments where warehouse_id = $1 and state in ('planned', 'in_work', 'ready')
    union select id from shipments where warehouse_id = $1 and handed_over_at >= $2
    union select id from shipments where warehouse_id = $1 and cancelled_at >= $2
    union select id from shipments where warehouse_id = $1 and handed_over_at is null and state in ('delivered', 'returned') and delivered_at >= $2
  )
  select s.id, o.external_id as "orderExternalId", s.state, s.created_at as "createdAt", s.pickup_at as "pickupAt",
    s.ship_by as "shipBy", s.release_at as "releaseAt", s.held_at as "heldAt", s.cancelled_at as "cancelledAt",
    coalesce(s.handed_over_at, case when s.state in ('handed_over', 'delivered', 'returned') then s.delivered_at end) as "leftAt",
    s.missed_pickup_at as "missedPickupAt",
    exists (select 1 from item_exceptions e where e.shipment_id = s.id and e.kind = 'short_pick' and e.state = 'open') as "isShort",
    (select count(*) from waybills w where w.shipment_id = s.id and w.handed_over_at is not null and w.voided_at is null)::integer as "parcelsGone"
  from found f join shipments s on s.id = f.id join orders o on o.id = s.order_id
  where s.created_at < $3 and s.merged_into is null
  order by s.id`;

/** A day on the warehouse's clock. */
interface WarehouseDay extends Day {
  date: string;
  timeZone: string;
}

interface ClosedRow extends Record<string, unknown> {
  figures: unknown;
  reason: string | null;
  actor: { kind: string; id: string };
  closedAt: Date;
}

/** The end of a day: everything that was in the house is accounted for, or named. */
@Injectable()
export class DayCloseService {
  constructor(private readonly dataSource: DataSource) {}

  /** What a close would find now, or what it found. @throws AppError day_out_of_reach */
  async look(warehouseId: string, date?: string): Promise<DayClose> {
    const day = await dayOf(this.dataSource, warehouseId, date);
    const closed = await firstRow<ClosedRow>(this.dataSource, FIND, [warehouseId, day.date]);
    if (closed) return toClosed(day, closed);
    const { date: on, timeZone } = day;
    return { date: on, timeZone, figures: await this.count(this.dataSource, warehouseId, day), closed: null };
  }

  /**
   * Records a day for good.
   * @throws AppError day_not_closable with the shipments, day_closed, day_out_of_reach
   */
  async close(scope: WarehouseScope, date: string, { reason }: DayCloseBody): Promise<DayClose> {
    const { warehouseId, actor } = scope;
    const day = await dayOf(this.dataSource, warehouseId, date);
    return inTransaction(this.dataSource, async (manager) => {
      const figures = await this.count(manager, warehouseId, day);
      if (figures.difference > 0 && reason === undefined) throw notClosable(figures);
      const recorded = await affected(manager, RECORD, [
        ...[warehouseId, date, JSON.stringify(figures), figures.difference, reason ?? null],
        JSON.stringify({ kind: actor.kind, id: actor.id }),
      ]);
      if (recorded === 0)
        throw new AppError('day_closed', 'This day was closed before; what was found then stays.');
      return this.closed(manager, warehouseId, day);
    });
  }

  private async closed(manager: EntityManager, warehouseId: string, day: WarehouseDay): Promise<DayClose> {
    const row = await firstRow<ClosedRow>(manager, FIND, [warehouseId, day.date]);
    if (!row) throw new Error('it was written a moment ago');
    return toClosed(day, row);
  }

  private async count(on: Executor, warehouseId: string, day: Day): Promise<DayCloseFigures> {
    return figuresOf(await rows<DayRow>(on, SHIPMENTS, [warehouseId, day.start, day.end]), day);
  }
}

async function dayOf(on: Executor, warehouseId: string, wanted?: string): Promise<WarehouseDay> {
  const clock = await firstRow<{ timeZone: string; now: Date }>(on, CLOCK, [warehouseId]);
  if (!clock) throw new AppError('warehouse_not_found', 'No warehouse has this id.');
  const today = localDate(clock.now, clock.timeZone);
  const date = wanted ?? today;
  if (date > today || date < addDays(today, -OLDEST_DAYS)) {
    throw new AppError('day_out_of_reach', `Name a day from ${addDays(today, -OLDEST_DAYS)} to ${today}.`);
  }
  const start = startOfDay(date, clock.timeZone);
  const end = startOfDay(addDays(date, 1), clock.timeZone);
  return { date, timeZone: clock.timeZone, start, end, asOf: clock.now < end ? clock.now : end };
}

function notClosable({ unaccounted, difference }: DayCloseFigures): AppError {
  const detail = `${difference} shipments should have left and are still here: find them, hold them, or give a reason.`;
  return new AppError('day_not_closable', detail, { difference, unaccounted: unaccounted.slice(0, TOLD) });
}

function toClosed(
  { date, timeZone }: WarehouseDay,
  { figures, reason, actor, closedAt }: ClosedRow,
): DayClose {
  return {
    date,
    timeZone,
    figures: DayCloseFigures.parse(figures),
    closed: { at: closedAt.toISOString(), reason, by: { kind: actor.kind, id: actor.id } },
  };
}
