import { type Executor, rows } from '../database/sql.js';
import type { BoardShipments, BoardShipmentsQuery } from './board.contract.js';
import { parcelLate, parcelStatus } from './parcel-status.js';

interface ShipmentRow extends Record<string, unknown> {
  shipmentId: string;
  orderExternalId: string;
  brandJa: string;
  brandEn: string;
  rankJa: string;
  rankEn: string;
  status: 'to_do' | 'in_work' | 'waiting' | 'held' | 'done';
  isLate: boolean;
  taskId: string | null;
  stageJa: string | null;
  stageEn: string | null;
  station: string | null;
  due: Date | null;
  shipBy: Date;
  total: number;
}

// $1 warehouse, $2 carrier, $3 pickup or null, $4 what to show, $5 the beginning of the day, $6 at most so many.
const LIST = `
  with parcels as (
    select s.id, s.order_id, s.ship_by, ${parcelStatus('s')} as status, ${parcelLate('s')} as late from shipments s
    where s.warehouse_id = $1 and coalesce(s.carrier, 'other') = $2 and s.pickup_at is not distinct from $3::timestamptz
      and (s.state in ('planned', 'in_work', 'ready') or s.handed_over_at >= $5)
  ), shown as (
    select * from parcels
    where case $4 when 'all' then true when 'late' then late when 'left' then status in ('to_do', 'in_work') else status = $4 end
  )
  select p.id as "shipmentId", o.external_id as "orderExternalId", b.name_ja as "brandJa", b.name_en as "brandEn",
    r.name_ja as "rankJa", r.name_en as "rankEn", p.status, p.late as "isLate", t.id as "taskId", g.name_ja as "stageJa",
    g.name_en as "stageEn", st.name as station, t.due, p.ship_by as "shipBy", count(*) over ()::integer as total
  from shown p join orders o on o.id = p.order_id join ranks r on r.id = o.rank_id join brands b on b.id = o.brand_id
  left join lateral (select t.id, t.stage, t.brand_id, t.station_id, t.state, t.due, t.band, t.place_at from tasks t
    where t.shipment_id = p.id and t.state in ('waiting', 'ready', 'claimed') order by t.position limit 1) t on true
  left join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage
  left join stations st on st.id = t.station_id and t.state = 'claimed'
  order by (t.state = 'claimed') desc nulls last, t.band, t.place_at, p.id limit $6`;

/** The parcels of a truck: those in work first, then as they stand in line. */
export async function readBoardShipments(
  on: Executor,
  { warehouseId, dayStart, timeZone }: { warehouseId: string; dayStart: Date; timeZone: string },
  { carrier, pickupAt, show, limit }: BoardShipmentsQuery,
): Promise<BoardShipments> {
  const params = [warehouseId, carrier, pickupAt ?? null, show, dayStart, limit];
  const found = await rows<ShipmentRow>(on, LIST, params);
  return { timeZone, total: found[0]?.total ?? 0, items: found.map(toItem) };
}

function toItem(row: ShipmentRow): BoardShipments['items'][number] {
  const { shipmentId, orderExternalId, status, isLate, taskId, station } = row;
  return {
    ...{ shipmentId, orderExternalId, status, isLate, taskId, station },
    brand: { ja: row.brandJa, en: row.brandEn },
    rank: { ja: row.rankJa, en: row.rankEn },
    stage: row.stageJa === null || row.stageEn === null ? null : { ja: row.stageJa, en: row.stageEn },
    due: row.due?.toISOString() ?? null,
    shipBy: row.shipBy.toISOString(),
  };
}
