import { type Executor, firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import type { Shipment, Waybill } from './shipments.contract.js';

interface ShipmentRow {
  id: string;
  order_id: string;
  order_external_id: string;
  state: Shipment['state'];
  carrier_state: Shipment['carrierState'];
  release_at: Date | null;
  ship_by: Date;
  planned_ship_date: string;
  delivery_date: string | null;
  delivery_window: string | null;
  carrier: string | null;
  parcel_count: number;
  flags: string[];
  lines: Shipment['lines'];
  tasks: (Omit<Shipment['tasks'][number], 'due' | 'completedAt'> & {
    due: string;
    completedAt: string | null;
  })[];
  waybills: WaybillJson[];
}

type WaybillJson = Waybill & { boundAt: string | null; handedOverAt: string | null };

const LINES = `(select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'orderLineId', l.id, 'sku', l.sku,
    'name', jsonb_build_object('ja', l.name_ja, 'en', l.name_en), 'quantity', x.quantity) order by l.line_no), '[]')
  from shipment_lines x join order_lines l on l.id = x.order_line_id where x.shipment_id = s.id) as lines`;

const TASKS = `(select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'stage', t.stage, 'state', t.state, 'due', t.due,
    'dueTerm', t.due_term, 'completedAt', t.completed_at) order by t.position), '[]')
  from tasks t where t.shipment_id = s.id) as tasks`;

const WAYBILLS = `(select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'carrier', w.carrier, 'number', w.number,
    'parcelNo', w.parcel_no, 'issuedOn', w.issued_on, 'boundAt', w.bound_at, 'handedOverAt', w.handed_over_at)
    order by w.parcel_no, w.id), '[]')
  from waybills w where w.shipment_id = s.id and w.voided_at is null) as waybills`;

const SELECT_SHIPMENT = `
  select s.id, s.order_id, o.external_id as order_external_id, s.state, s.carrier_state, s.release_at, s.ship_by,
    to_char(s.planned_ship_date, 'YYYY-MM-DD') as planned_ship_date, to_char(s.delivery_date, 'YYYY-MM-DD') as delivery_date,
    s.delivery_window, s.carrier, s.parcel_count, s.flags, ${LINES}, ${TASKS}, ${WAYBILLS}
  from shipments s join orders o on o.id = s.order_id
  where s.brand_id = $1 and s.id = $2`;

const SELECT_WAYBILLS = `select ${WAYBILLS} from shipments s where s.brand_id = $1 and s.id = $2`;

/** A shipment with its lines, tasks and waybills. @throws AppError shipment_not_found */
export async function readShipment(on: Executor, brandId: string, shipmentId: string): Promise<Shipment> {
  const row = await firstRow<ShipmentRow & Record<string, unknown>>(on, SELECT_SHIPMENT, [
    brandId,
    shipmentId,
  ]);
  if (!row) throw shipmentNotFound();
  return {
    id: row.id,
    orderId: row.order_id,
    orderExternalId: row.order_external_id,
    state: row.state,
    carrierState: row.carrier_state,
    releaseAt: row.release_at?.toISOString() ?? null,
    shipBy: row.ship_by.toISOString(),
    plannedShipDate: row.planned_ship_date,
    delivery: { date: row.delivery_date, window: row.delivery_window },
    carrier: row.carrier,
    parcelCount: row.parcel_count,
    flags: row.flags,
    lines: row.lines,
    tasks: row.tasks.map((task) => ({
      ...task,
      due: utc(task.due),
      completedAt: utcOrNull(task.completedAt),
    })),
    waybills: row.waybills.map(toWaybill),
  };
}

/** The waybills that hold, in the order of the parcels. */
export async function readWaybills(on: Executor, brandId: string, shipmentId: string): Promise<Waybill[]> {
  const row = await firstRow<{ waybills: WaybillJson[] }>(on, SELECT_WAYBILLS, [brandId, shipmentId]);
  if (!row) throw shipmentNotFound();
  return row.waybills.map(toWaybill);
}

/** Also for another brand's shipment: nobody learns that it exists. */
export function shipmentNotFound(): AppError {
  return new AppError(
    'shipment_not_found',
    'This brand has no such shipment: check the id, or search by order number with GET /v1/search.',
  );
}

function toWaybill(waybill: WaybillJson): Waybill {
  return { ...waybill, boundAt: utcOrNull(waybill.boundAt), handedOverAt: utcOrNull(waybill.handedOverAt) };
}

// Instants inside of jsonb carry the session's offset and microseconds.
const utc = (text: string): string => new Date(text).toISOString();
const utcOrNull = (text: string | null): string | null => (text === null ? null : utc(text));
