import { type Executor, rows } from '../database/sql.js';
import { standardLeadOf } from '../queue/standard-lead.js';
import { HeadStarts } from './head-starts.js';
import { readShare } from './read-share.js';

interface WarehouseRow extends Record<string, unknown> {
  id: string;
  standardLead: number;
  capMinutes: number | null;
  share: number | null;
  leads: number[];
}

const READ_WAREHOUSES = `select w.id, array(select r.lead_minutes from ranks r where r.brand_id = $1) as leads,
    coalesce(${standardLeadOf('w.id')}, (select d.lead_minutes from ranks d where d.brand_id = $1 and d.is_default)) as "standardLead",
    (select q.settings -> 'maxHeadStartMinutes' from queue_settings q where q.warehouse_id = w.id) as "capMinutes",
    (select l.head_start_share from brand_warehouses l where l.brand_id = $1 and l.warehouse_id = w.id) as share
  from warehouses w where w.id = any($2::uuid[])`;

/** What a brand's head starts may be in some warehouses. @returns by warehouse */
export async function readHeadStarts(
  on: Executor,
  brandId: string,
  warehouseIds: readonly string[],
): Promise<Map<string, HeadStarts>> {
  const found = await rows<WarehouseRow>(on, READ_WAREHOUSES, [brandId, warehouseIds]);
  const result = new Map<string, HeadStarts>();
  for (const { id: warehouseId, share, leads, standardLead, capMinutes } of found) {
    const facts = await readShare(on, { brandId, warehouseId, share, standardLead });
    const ranks = leads.map((leadMinutes) => ({ leadMinutes }));
    result.set(warehouseId, new HeadStarts(ranks, { standardLead, capMinutes }, facts));
  }
  return result;
}
