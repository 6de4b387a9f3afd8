import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { rows } from '../database/sql.js';

/**
 * What each order brought into a box that goods were consolidated into: its promise, its head start and its places in line. A
 * box gets the earliest of all; when an order leaves it again, only what the others brought may count.
 */

const instant = z.string().transform((written) => new Date(written));

/** One order's share of a box. Kept with the consolidation or split (`interventions.detail`): give new members a default. */
export const BoxPart = z.object({
  orderId: z.uuid(),
  arrivedAt: instant,
  shipBy: instant,
  pickupAt: instant.nullable(),
  plannedShipDate: z.string(),
  flags: z.array(z.string()),
  leadMinutes: z.int().nullable(),
  headStartMinutes: z.int().nullable(),
  headStartLimit: z.enum(['warehouse_cap', 'brand_share']).nullable(),
  tasks: z.array(
    z.object({
      stage: z.string(),
      due: instant,
      term: z.enum(['lead', 'ship_by', 'expedited']),
      deadline: instant.nullable(),
    }),
  ),
});

/** As it is stored. */
export type StoredPart = z.input<typeof BoxPart>;
export type BoxPart = z.output<typeof BoxPart>;

const OWN_PART = `jsonb_build_object('orderId', s.order_id, 'arrivedAt', s.arrived_at, 'shipBy', s.ship_by, 'pickupAt', s.pickup_at,
  'plannedShipDate', s.planned_ship_date, 'flags', to_jsonb(s.flags), 'leadMinutes', s.lead_minutes,
  'headStartMinutes', s.head_start_minutes, 'headStartLimit', s.head_start_limit,
  'tasks', (select coalesce(jsonb_agg(jsonb_build_object('stage', t.stage, 'due', t.due, 'term', t.due_term,
      'deadline', case when isfinite(t.deadline) then t.deadline end) order by t.position), '[]')
    from tasks t where t.shipment_id = s.id))`;

// The last consolidation of a box, or the split that it came from, names what it holds; one without any holds its own order only.
const PARTS = `
  select s.id, coalesce((select i.detail -> 'parts' from interventions i
      where i.shipment_id = s.id and i.detail ? 'parts' order by i.id desc limit 1),
    jsonb_build_array(${OWN_PART})) as parts
  from shipments s where s.id = any($1::uuid[]) order by s.id`;

/** What orders brought into some boxes. @returns by shipment, as it is stored */
export async function readParts(
  manager: EntityManager,
  shipmentIds: readonly string[],
): Promise<Map<string, StoredPart[]>> {
  const found = await rows<{ id: string; parts: StoredPart[] }>(manager, PARTS, [shipmentIds]);
  return new Map(found.map(({ id, parts }) => [id, parts]));
}
