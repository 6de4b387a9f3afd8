import { type Executor, firstRow, rows } from '../database/sql.js';
import type { ShipmentFacts } from './shipment-manifest.js';

const SHIPMENT = `
  select brand_id as "brandId", warehouse_id as "warehouseId", id as "shipmentId", handed_over_at as "handedOverAt",
    (select count(*)::integer + 1 from evidence_manifests m where m.shipment_id = s.id and m.kind = 'shipment') as n
  from shipments s where id = $1 and handed_over_at is not null`;

const PARCELS = `
  select carrier, number, bound_at as "boundAt", handed_over_at as "handedOverAt" from waybills
  where shipment_id = $1 and voided_at is null order by parcel_no, id`;

const CHAIN = `
  select m.kind, m.task_id as "taskId", t.stage, m.clip_id as "clipId", encode(m.sha256, 'hex') as sha256
  from evidence_manifests m left join tasks t on t.id = m.task_id
  where m.shipment_id = $1 order by m.n`;

const LINKS = `
  select l.clip_id as "clipId", l.reason, l.at, encode(m.sha256, 'hex') as "manifestSha256"
  from evidence_links l left join evidence_manifests m on m.clip_id = l.clip_id
  where l.shipment_id = $1 order by l.at, l.clip_id`;

// A still is enough where a still is asked for, and so is a film; where a film is asked for, only a film is: the rule of
// evidence.completeness.ts. Clips of a box that was split or merged count for the stage that they were recorded at.
const MISSING = `
  select t.id as "taskId", t.stage, g.evidence
  from tasks t join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage
  where t.shipment_id = $1 and t.state = 'completed' and g.evidence <> 'scan_log'
    and not exists (select 1 from evidence_links l join clips c on c.id = l.clip_id join tasks r on r.id = c.task_id
      where l.shipment_id = t.shipment_id and r.stage = t.stage and c.state in ('completed', 'stored', 'sealed')
        and not c.overtaken and (g.evidence = 'still' or c.kind = 'film'))
  order by t.position`;

const WAIVERS = `
  select t.id as "taskId", w.stage, w.reason, w.at from evidence_waivers w
  left join tasks t on t.shipment_id = w.shipment_id and t.stage = w.stage
  where w.shipment_id = $1 order by w.at, w.id`;

/** What a shipment's manifest says, but for its place in the chain. @returns undefined when it hasn't left */
export async function readShipmentFacts(
  on: Executor,
  shipmentId: string,
): Promise<ShipmentFacts | undefined> {
  const shipment = await firstRow<
    Pick<ShipmentFacts, 'brandId' | 'warehouseId' | 'shipmentId' | 'handedOverAt' | 'n'>
  >(on, SHIPMENT, [shipmentId]);
  if (!shipment) return undefined;
  const [parcels, manifests, links, waivers, missing] = await Promise.all([
    rows<ShipmentFacts['parcels'][number]>(on, PARCELS, [shipmentId]),
    rows<ShipmentFacts['manifests'][number]>(on, CHAIN, [shipmentId]),
    rows<ShipmentFacts['links'][number]>(on, LINKS, [shipmentId]),
    rows<ShipmentFacts['waivers'][number]>(on, WAIVERS, [shipmentId]),
    rows<ShipmentFacts['missing'][number]>(on, MISSING, [shipmentId]),
  ]);
  return { ...shipment, parcels, manifests, links, waivers, missing };
}
