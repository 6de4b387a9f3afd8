import type { EntityManager } from 'typeorm';
import { rows } from '../database/sql.js';
import { DEFAULT_QUEUE_SETTINGS, QueueSettings } from '../queue/queue-settings.contract.js';
import { cappedLead } from '../queue/priority.js';
import { standardLeadOf } from '../queue/standard-lead.js';
import { PickupCalendar, type CalendarFacts } from './pickup-calendar.js';
import { calendarJson } from './read-calendar.js';

/** A shipment in the house with all that decides its truck and the places of its tasks. */
export interface TruckShipment {
  id: string;
  brandId: string;
  orderId: string;
  timeZone: string;
  carrier: string | null;
  service: string | null;
  releaseAt: Date | null;
  arrivedAt: Date;
  shipBy: Date;
  pickupAt: Date | null;
  missedPickupAt: Date | null;
  plannedShipDate: string;
  deliveryDate: string | null;
  deliveryWindow: string | null;
  leadMinutes: number;
  calendar: PickupCalendar;
  tasks: OpenTask[];
}

export interface OpenTask {
  id: string;
  stage: string;
  /** ISO 8601. */
  due: string;
  dueTerm: string;
  handlingMinutes: number;
}

interface ShipmentRow extends Omit<TruckShipment, 'leadMinutes' | 'calendar'> {
  warehouseId: string;
  leadMinutes: number | null;
  rankLead: number;
  standardLead: number;
}

// Always orders first, as intake and the stations' moves do.
const LOCK = `select o.id from orders o where o.id in (select s.order_id from shipments s where s.id = any($1::uuid[]))
  order by o.brand_id, o.source collate "C", o.external_id collate "C" for no key update`;

const READ = `
  select s.id, s.brand_id as "brandId", s.order_id as "orderId", s.warehouse_id as "warehouseId", b.time_zone as "timeZone", s.carrier, s.service,
    s.release_at as "releaseAt", s.arrived_at as "arrivedAt", s.ship_by as "shipBy", s.pickup_at as "pickupAt",
    s.missed_pickup_at as "missedPickupAt", to_char(s.planned_ship_date, 'YYYY-MM-DD') as "plannedShipDate",
    to_char(s.delivery_date, 'YYYY-MM-DD') as "deliveryDate", s.delivery_window as "deliveryWindow",
    s.lead_minutes as "leadMinutes", r.lead_minutes as "rankLead",
    coalesce(${standardLeadOf('s.warehouse_id')}, r.lead_minutes) as "standardLead",
    (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'stage', t.stage, 'due', t.due, 'dueTerm', t.due_term,
        'handlingMinutes', coalesce(g.handling_minutes, 0)) order by t.position), '[]')
      from tasks t left join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage where t.shipment_id = s.id) as tasks
  from shipments s join brands b on b.id = s.brand_id join orders o on o.id = s.order_id join ranks r on r.id = o.rank_id
  where s.id = any($1::uuid[]) and s.state in ('planned', 'in_work', 'ready') order by s.id`;

const READ_WAREHOUSES = `select w.id, ${calendarJson('w.id')} as facts,
    (select q.settings from queue_settings q where q.warehouse_id = w.id) as settings
  from warehouses w where w.id = any($1::uuid[])`;

/** Locks the orders of shipments and reads those that are still in the house, in three statements. */
export async function lockTruckShipments(
  manager: EntityManager,
  shipmentIds: readonly string[],
): Promise<TruckShipment[]> {
  await rows(manager, LOCK, [shipmentIds]);
  const found = await rows<ShipmentRow & Record<string, unknown>>(manager, READ, [shipmentIds]);
  const ids = [...new Set(found.map(({ warehouseId }) => warehouseId))];
  const read = await rows<{ id: string; facts: CalendarFacts; settings: unknown }>(manager, READ_WAREHOUSES, [
    ids,
  ]);
  const warehouses = new Map(
    read.map(({ id, facts, settings }) => [
      id,
      {
        calendar: new PickupCalendar(facts),
        settings: settings === null ? DEFAULT_QUEUE_SETTINGS : QueueSettings.parse(settings),
      },
    ]),
  );
  return found.flatMap(({ leadMinutes, rankLead, standardLead, ...shipment }) => {
    const warehouse = warehouses.get(shipment.warehouseId);
    if (!warehouse) return [];
    const { calendar, settings } = warehouse;
    const lead = leadMinutes ?? cappedLead(rankLead, standardLead, settings.maxHeadStartMinutes);
    return [{ ...shipment, calendar, leadMinutes: lead }];
  });
}
