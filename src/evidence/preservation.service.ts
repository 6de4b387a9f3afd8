// Preservation: a dispute keeps every object version of a shipment's evidence. Rows say what a case wants kept (in the case's
// own transaction); the job `place-legal-holds` then tells storage, which from then on refuses to delete these versions, to
// us as to anybody else. Objects that appear later, of a clip still being rendered, are added as they appear.
import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/principal.js';
import { newId } from '../database/ids.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, rows } from '../database/sql.js';
import { evidenceObjects, type EvidenceSubject } from './evidence-objects.js';
import { PRESERVATION_MOVES } from './preservation.state.js';

export interface PreserveInput {
  brandId: string;
  caseId: string;
  shipmentId: string;
  actor: Actor;
}

interface OpenDispute {
  case_id: string;
  brand_id: string;
  clip_ids: string[];
  shipment_ids: string[];
}

// The same object may be wanted again after a release.
const WANT = `
  insert into preservations as p (id, brand_id, case_id, clip_id, bucket, object_key, version_id)
  select o.id, $1, $2, o.clip_id, o.bucket, o.object_key, o.version_id
  from jsonb_to_recordset($3::jsonb) as o(id uuid, clip_id uuid, bucket text, object_key text, version_id text)
  on conflict on constraint preservations_object_key do update
    set state = 'wanted', held_at = null, released_at = null, lifted_at = null
    where p.state ${inSourcesOf(PRESERVATION_MOVES, 'wanted')}`;

const OPEN_DISPUTES = {
  name: 'preservation_open_disputes',
  text: `select k.id as case_id, k.brand_id, coalesce(array_agg(distinct l.clip_id) filter (where l.clip_id is not null), '{}') as clip_ids,
      array_agg(distinct h.id) as shipment_ids
    from cases k
    join shipments h on h.brand_id = k.brand_id and h.order_id = k.order_id and (k.shipment_id is null or k.shipment_id = h.id)
    left join evidence_links l on l.shipment_id = h.id
    where k.state = 'open' and k.weight in ('dispute', 'chargeback') and ($1::uuid is null or l.clip_id = $1)
      and ($2::uuid is null or h.id = $2)
    group by k.id, k.brand_id`,
};

/**
 * Wants every object of a shipment and its clips kept for a case, in the caller's transaction. Add the job `place-legal-holds`
 * after the commit; a sweep does so if that is lost.
 * @returns how many objects are newly wanted
 */
export async function preserveShipment(manager: EntityManager, input: PreserveInput): Promise<number> {
  const { brandId, caseId, shipmentId } = input;
  const links = 'select clip_id from evidence_links where shipment_id = $1 and brand_id = $2';
  const clips = await rows<{ clip_id: string }>(manager, links, [shipmentId, brandId]);
  const clipIds = clips.map((clip) => clip.clip_id);
  return wantObjects(manager, { brandId, caseId }, { clipIds, shipmentIds: [shipmentId] });
}

/**
 * Adds objects that have appeared since a dispute was opened: of one clip or one shipment in the transaction that made them,
 * or (without either, in the sweep) of all that is under dispute.
 * @returns the cases for which `place-legal-holds` is due
 */
export async function preserveLateObjects(
  manager: EntityManager,
  only: { clipId?: string; shipmentId?: string } = {},
): Promise<string[]> {
  const { clipId = null, shipmentId = null } = only;
  const disputes = await rows<OpenDispute>(manager, OPEN_DISPUTES, [clipId, shipmentId]);
  const grown: string[] = [];
  for (const {
    case_id: caseId,
    brand_id: brandId,
    clip_ids: clipIds,
    shipment_ids: shipmentIds,
  } of disputes) {
    const wanted = await wantObjects(manager, { brandId, caseId }, { clipIds, shipmentIds });
    if (wanted > 0) grown.push(caseId);
  }
  return grown;
}

/**
 * Ends a case's preservation, in the caller's transaction. Objects that another case still needs stay held. Add the job
 * `place-legal-holds` after the commit: it lifts what nobody needs.
 * @returns how many objects this case has let go
 */
export async function releasePreservation(manager: EntityManager, caseId: string): Promise<number> {
  const release = `update preservations set state = 'released', released_at = now()
    where case_id = $1 and state ${inSourcesOf(PRESERVATION_MOVES, 'released')}`;
  return affected(manager, release, [caseId]);
}

async function wantObjects(
  manager: EntityManager,
  { brandId, caseId }: { brandId: string; caseId: string },
  subject: EvidenceSubject,
): Promise<number> {
  const objects = await evidenceObjects(manager, subject);
  const named = objects.map((object) => ({ id: newId(), ...object }));
  return affected(manager, WANT, [brandId, caseId, JSON.stringify(named)]);
}
