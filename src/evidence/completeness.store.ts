import { affected, type Executor, rows } from '../database/sql.js';
import { completenessOf, type StageEvidence } from './evidence.completeness.js';

/** A stage of a shipment with its name. */
export interface NamedStage extends StageEvidence {
  nameJa: string;
  nameEn: string;
}

// What a box took over when it was split or merged was recorded for another task of the same stage; so links count as well.
const STAGES = {
  name: 'evidence_stages_of_shipment',
  text: `select t.stage, g.name_ja as "nameJa", g.name_en as "nameEn", g.evidence, t.state = 'completed' as done,
      exists (select 1 from evidence_waivers w where w.shipment_id = t.shipment_id and w.stage = t.stage) as waived,
      coalesce((select jsonb_agg(jsonb_build_object('kind', c.kind, 'state', c.state, 'overtaken', c.overtaken)) from (
        select id, kind, state, overtaken from clips where task_id = t.id
        union select k.id, k.kind, k.state, k.overtaken from evidence_links l join clips k on k.id = l.clip_id
          join tasks f on f.id = k.task_id where l.shipment_id = t.shipment_id and f.stage = t.stage) c), '[]') as clips
    from tasks t join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage
    where t.shipment_id = $1 and t.state <> 'cancelled' order by t.position`,
};

/** The stages of a shipment that owe evidence, and what there is of each. */
export async function stageEvidenceOf(on: Executor, shipmentId: string): Promise<NamedStage[]> {
  return rows<NamedStage>(on, STAGES, [shipmentId]);
}

/**
 * The rule of evidence.completeness.ts over many shipments: a row a stage (stage, position, name_ja, name_en, proven, waived).
 * A test holds both together.
 * @param shipment SQL for the shipment's id
 */
export const stagesSql = (shipment: string) => `
  select t.stage, t.position, g.name_ja, g.name_en,
    case when g.evidence = 'scan_log' then t.state = 'completed' else exists (
      select 1 from evidence_links l join clips c on c.id = l.clip_id join tasks f on f.id = c.task_id
      where l.shipment_id = t.shipment_id and f.stage = t.stage and c.state in ('completed', 'stored', 'sealed')
        and not c.overtaken and c.kind in (g.evidence, 'film')) end as proven,
    exists (select 1 from evidence_waivers w where w.shipment_id = t.shipment_id and w.stage = t.stage) as waived
  from tasks t join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage
  where t.shipment_id = ${shipment} and t.state <> 'cancelled'`;

const RAISE = `insert into evidence_alarms (shipment_id, brand_id, warehouse_id)
  select id, brand_id, warehouse_id from shipments where id = $1 on conflict (shipment_id) do nothing`;

const SETTLE = `update evidence_alarms a set settled_at = now() where a.shipment_id = $1 and a.settled_at is null
  and not exists (select 1 from (${stagesSql('a.shipment_id')}) x where not x.proven and not x.waived)`;

/**
 * Raises the alarm over a shipment that leaves while evidence is missing, in the transaction of its hand-over.
 * @returns the stages that lack it
 */
export async function raiseEvidenceAlarm(on: Executor, shipmentId: string): Promise<string[]> {
  const { missing } = completenessOf(await stageEvidenceOf(on, shipmentId));
  if (missing.length > 0) await affected(on, RAISE, [shipmentId]);
  return missing;
}

/** Ends the alarm over a shipment when nothing is missing any more: a late clip arrived, or somebody has waived it. */
export async function settleEvidenceAlarm(on: Executor, shipmentId: string): Promise<void> {
  await affected(on, SETTLE, [shipmentId]);
}
