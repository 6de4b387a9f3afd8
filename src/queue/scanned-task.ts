import { type Executor, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { orderNumberKey } from '../orders/search-keys.js';
import { normaliseWaybillNumber } from '../shipments/waybill-numbers.js';

/** The task that a scan of an order, waybill or shipment in the packer's hand means. */
export interface ScannedTask {
  id: string;
  /** The token when this station holds the task already; null when it is free. */
  heldToken: number | null;
}

interface Row {
  id: string;
  state: 'waiting' | 'ready' | 'claimed' | 'completed' | 'cancelled';
  token: number;
  station_id: string | null;
  station_name: string | null;
  release_at: Date | null;
  held: boolean;
  /** The bench that it was reassigned to and is left to for a while; null: none, or this one. */
  reserved_name: string | null;
  open: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// A carrier uses a number again after months: older ones mean another parcel.
const SHIPMENTS_OF_SCAN = `
    select h.id from shipments h where h.warehouse_id = $1 and h.id = $2::uuid
    union
    select h.id from orders o join shipments h on h.brand_id = o.brand_id and h.order_id = o.id
    where o.brand_id in (select brand_id from brand_warehouses where warehouse_id = $1)
      and o.external_id_normalized = $3 and h.warehouse_id = $1
    union
    select h.id from waybills w join shipments h on h.id = w.shipment_id
    where w.number_normalized = $4 and h.warehouse_id = $1 and w.voided_at is null
      and w.issued_on > current_date - 60`;

const IS_OF_SCAN = `select t.id from tasks t where t.id = $5 and t.shipment_id in (${SHIPMENTS_OF_SCAN})`;

const FIND_SCANNED = `
  with found as (${SHIPMENTS_OF_SCAN}
  ), next as (
    select distinct on (t.shipment_id) t.*, t.state not in ('completed', 'cancelled') as open
    from tasks t join found f on f.id = t.shipment_id
    where $5::text[] is null or t.stage = any($5)
    order by t.shipment_id, (t.state in ('completed', 'cancelled')), t.position
  )
  select n.id, n.state, n.token::integer as token, n.station_id, s.name as station_name, n.release_at, n.held, n.open,
    r.name as reserved_name
  from next n left join stations s on s.id = n.station_id
  left join stations r on r.id = n.reserved_for and n.reserved_until > now() and r.id <> $6
  order by n.open desc, (n.station_id = $6 and n.state = 'claimed') desc nulls last, (n.state = 'ready') desc, n.band, n.place_at, n.id
  limit 1`;

/**
 * Finds the first open task of what was scanned.
 * @param scan order number, waybill number or shipment id, as the scanner typed it
 * @throws AppError scan_not_found, nothing_left_to_do, task_held_elsewhere, task_not_released, shipment_held: each says what to do
 */
export async function findScanned(
  on: Executor,
  station: { stationId: string; warehouseId: string },
  stages: string[] | null,
  scan: string,
): Promise<ScannedTask> {
  const params = [station.warehouseId, ...keysOf(scan), stages, station.stationId];
  const [row] = await rows<Row>(on, FIND_SCANNED, params);
  if (!row) {
    throw new AppError(
      'scan_not_found',
      'No order of this warehouse has this code: scan the order number again.',
    );
  }
  const mine = row.state === 'claimed' && row.station_id === station.stationId;
  if (!mine) refuseUnlessReady(row);
  return { id: row.id, heldToken: mine ? row.token : null };
}

/** Whether a task is one of those that a scanned code means, whatever its state. */
export async function isOfScan(
  on: Executor,
  station: { warehouseId: string },
  taskId: string,
  scan: string,
): Promise<boolean> {
  return (await rows(on, IS_OF_SCAN, [station.warehouseId, ...keysOf(scan), taskId])).length > 0;
}

function keysOf(scan: string): [string | null, string, string] {
  const text = scan.normalize('NFKC').trim();
  return [UUID.test(text) ? text : null, orderNumberKey(text), normaliseWaybillNumber(text)];
}

function refuseUnlessReady(row: Row): void {
  switch (row.state) {
    case 'ready':
      if (row.reserved_name !== null) throw reservedFor(row.reserved_name, row);
      return;
    case 'claimed':
      throw new AppError(
        'task_held_elsewhere',
        `Station ${row.station_name ?? ''} has this order: ask there.`,
        {
          taskId: row.id,
          holder: row.station_name,
        },
      );
    case 'waiting':
      throw row.held ? shipmentHeld(row) : notReleased(row);
    case 'completed':
      throw new AppError(
        'nothing_left_to_do',
        'Every stage of this order is done: put it with the finished parcels.',
      );
    case 'cancelled':
      throw new AppError('task_stopped', 'This order was stopped: do not pack it, put the items back.', {
        taskId: row.id,
      });
  }
}

function reservedFor(holder: string, { id }: Row): AppError {
  const detail = `This order was given to station ${holder}: take its items there.`;
  return new AppError('task_held_elsewhere', detail, { taskId: id, holder });
}

function shipmentHeld({ id }: Row): AppError {
  return new AppError('shipment_held', 'This shipment is held: put its items aside together.', {
    taskId: id,
  });
}

function notReleased(row: Row): AppError {
  const detail = row.release_at
    ? `Work on this order may start at ${row.release_at.toISOString()}, after its earlier stages: put it aside.`
    : 'This order waits for its payment: put it aside.';
  return new AppError('task_not_released', detail, { taskId: row.id, releaseAt: row.release_at });
}
