// Which manifests of stages and shipments are still to be made. The row is written in the transaction that makes a manifest
// necessary and goes in the one that puts it in force, so none is forgotten whatever crashes between; the job is only asked
// for after the commit, and by a sweep when that is lost.
import { affected, type Executor, firstRow, rows } from '../database/sql.js';

export type DueKind = 'stage' | 'shipment';

const AGAIN = `on conflict (kind, subject_id) do update set turn = manifests_due.turn + 1, due_at = clock_timestamp()`;

// What a stage with a recording shows stands in the manifest of its clip.
const ASK_FOR_STAGE = `
  insert into manifests_due (kind, subject_id)
  select 'stage', t.id from tasks t left join brand_stages g on g.brand_id = t.brand_id and g.code = t.stage
  where t.id = $1 and (coalesce(g.evidence, 'scan_log') = 'scan_log'
    or not exists (select 1 from clips c where c.task_id = t.id and c.state <> 'abandoned'))
  on conflict (kind, subject_id) do nothing returning subject_id as id`;

const ASK_FOR_SHIPMENTS = `
  insert into manifests_due (kind, subject_id)
  select 'shipment', s.id from shipments s where s.id = any($1::uuid[]) and s.handed_over_at is not null ${AGAIN}
  returning subject_id as id`;

const ASK_UNLESS_MADE = `
  insert into manifests_due (kind, subject_id)
  select 'shipment', s.id from shipments s
  where s.id = $1 and s.handed_over_at is not null
    and not exists (select 1 from evidence_manifests m where m.shipment_id = s.id and m.kind = 'shipment')
  on conflict (kind, subject_id) do nothing`;

const TOUCHED_BY_CLIP = `select shipment_id as id from evidence_links where clip_id = $1`;

/**
 * Asks for the manifest of a completed stage, in the transaction that completes it, unless a clip speaks for it. Add the job
 * `seal-stage` after the commit.
 * @returns whether there is one to be made
 */
export async function askForStageManifest(on: Executor, taskId: string): Promise<boolean> {
  return (await firstRow(on, ASK_FOR_STAGE, [taskId])) !== undefined;
}

/**
 * Asks for a new manifest of those shipments that have left: something about their evidence has changed. Add the job
 * `seal-shipment` for each after the commit.
 * @returns those that had left
 */
export async function askForShipmentManifests(
  on: Executor,
  shipmentIds: readonly string[],
): Promise<string[]> {
  return (await rows<{ id: string }>(on, ASK_FOR_SHIPMENTS, [shipmentIds])).map(({ id }) => id);
}

/** Asks for the first manifest of a shipment of which the carrier says that it has left; a sweep adds the job. */
export async function askForFirstShipmentManifest(on: Executor, shipmentId: string): Promise<void> {
  await affected(on, ASK_UNLESS_MADE, [shipmentId]);
}

/** The shipments that a new manifest is about: the one in whose chain it stands, and all to which its clip is linked. */
export async function shipmentsTouchedBy(
  on: Executor,
  { shipmentId, clipId }: { shipmentId: string; clipId: string | null },
): Promise<string[]> {
  const linked = clipId ? await rows<{ id: string }>(on, TOUCHED_BY_CLIP, [clipId]) : [];
  return [...new Set([shipmentId, ...linked.map(({ id }) => id)])];
}

/** How often a manifest was asked for since it was last made; undefined: it isn't asked for. */
export async function dueTurn(on: Executor, kind: DueKind, subjectId: string): Promise<number | undefined> {
  const find = 'select turn from manifests_due where kind = $1 and subject_id = $2';
  return (await firstRow<{ turn: number }>(on, find, [kind, subjectId]))?.turn;
}

/** Strikes what a manifest answers. @returns false when it was made by somebody else, or asked for again meanwhile */
export async function strikeDue(
  on: Executor,
  kind: DueKind,
  subjectId: string,
  turn: number,
): Promise<boolean> {
  const strike = 'delete from manifests_due where kind = $1 and subject_id = $2 and turn = $3';
  return (await affected(on, strike, [kind, subjectId, turn])) === 1;
}
