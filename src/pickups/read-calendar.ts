import { type Executor, firstRow } from '../database/sql.js';
import { type CalendarFacts, PickupCalendar } from './pickup-calendar.js';

/** A warehouse's calendar as one JSON value (CalendarFacts), to be read with whatever else a batch needs. */
export const calendarJson = (warehouseId: string): string => `jsonb_build_object(
  'timeZone', (select home_zone.time_zone from warehouses home_zone where home_zone.id = ${warehouseId}),
  'pickups', ${pickupsJson(warehouseId)},
  'closedDays', (select coalesce(jsonb_agg(jsonb_build_object('date', d.day, 'carrier', d.carrier)), '[]')
    from closed_days d where d.warehouse_id = ${warehouseId}))`;

/** Its lines in their order. */
export const pickupsJson = (warehouseId: string): string =>
  `(select coalesce(jsonb_agg(jsonb_build_object('carrier', p.carrier, 'service', p.service, 'localTime', p.local_time,
    'weekdays', to_jsonb(p.weekdays), 'validFrom', p.valid_from, 'validUntil', p.valid_until,
    'extraDays', to_jsonb(p.extra_days)) order by p.line_no), '[]') from pickups p where p.warehouse_id = ${warehouseId})`;

/** A brand's cut-offs as one JSON value (CutoffLine[]). */
export const cutoffsJson = (
  brandId: string,
): string => `(select coalesce(jsonb_agg(jsonb_build_object('rank', r.code,
    'localTime', c.local_time, 'weekdays', to_jsonb(c.weekdays)) order by c.line_no), '[]')
  from order_cutoffs c left join ranks r on r.id = c.rank_id where c.brand_id = ${brandId})`;

/** The pickups of one warehouse. */
export async function readCalendar(on: Executor, warehouseId: string): Promise<PickupCalendar> {
  const sql = `select ${calendarJson('$1::uuid')} as facts`;
  const row = await firstRow<{ facts: CalendarFacts }>(on, sql, [warehouseId]);
  if (!row) throw new Error('a select without a table answers one row');
  return new PickupCalendar(row.facts);
}
