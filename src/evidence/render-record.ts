import type { EntityManager } from 'typeorm';
import { MEDIA_MOVES } from '../clips/clip.state.js';
import type { ClipRejectReason } from '../clips/clips.contract.js';
import { newId } from '../database/ids.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, firstRow } from '../database/sql.js';
import { enterDocument } from '../ledger/ledger-writer.js';
import { appendTimeline } from '../timeline/timeline.js';
import { preserveLateObjects } from './preservation.service.js';
import type { RenditionKind } from './made-files.js';
import type { RenderingClip, RenderResult } from './rendering-clip.js';
import { recipeJson } from './rendition-statement.js';
import type { WrittenRendition } from './rendition-writer.js';
import { SYSTEM_ACTOR } from './system-actor.js';

const PLAY = `
  update clips set media_state = 'playable', playable_at = now(), duration_ms = $2
  where id = $1 and media_state ${inSourcesOf(MEDIA_MOVES, 'playable')}`;

const REJECT = `update clips set media_state = 'rejected', media_reason = $2 where id = $1 and media_state = 'rendering'`;

const INSERT = `
  insert into renditions (id, brand_id, clip_id, kind, object_key, version_id, content_type, sha256, bytes, duration_ms,
    recipe, statement_sha256)
  select r.id, $1, $2, r.kind, r.object_key, r.version_id, r.content_type, decode(r.sha256, 'hex'), r.bytes, r.duration_ms,
    r.recipe, decode(r.statement_sha256, 'hex')
  from jsonb_to_recordset($3::jsonb) as r(id uuid, kind text, object_key text, version_id text, content_type text,
    sha256 text, bytes bigint, duration_ms integer, recipe jsonb, statement_sha256 text)`;

/** Puts finished renditions in force and tells so; the guarded UPDATE names one winner among several renderings. */
export async function recordPlayable(
  manager: EntityManager,
  clip: RenderingClip,
  renditions: readonly WrittenRendition[],
): Promise<RenderResult> {
  const durationMs = renditions.find(({ made }) => made.kind === 'staff')?.made.durationMs ?? null;
  if ((await affected(manager, PLAY, [clip.id, durationMs])) === 0) return { outcome: 'nothing_to_render' };
  await putInForce(manager, clip, renditions);
  const customer = renditions.find(({ made }) => made.kind === 'customer')?.made;
  const common = eventOf(clip);
  await appendTimeline(manager, [
    { ...common, kind: 'clip_playable', data: { clipId: clip.id, durationMs } },
    ...(customer
      ? [
          {
            ...common,
            kind: 'film_ready' as const,
            data: { clipId: clip.id, sec: Math.round((customer.durationMs ?? 0) / 1000) },
          },
        ]
      : []),
  ]);
  return { outcome: 'playable', caseIds: await preserveLateObjects(manager, { clipId: clip.id }) };
}

/**
 * Puts renditions in force in place of those of the same kinds; `kinds` may name more, which then are gone. What was in
 * force before stays in storage, and its statement in the ledger. The clip's row is locked: of two at once the later counts.
 */
export async function replaceRenditions(
  manager: EntityManager,
  clip: RenderingClip,
  renditions: readonly WrittenRendition[],
  kinds: readonly RenditionKind[],
): Promise<RenderResult> {
  const lock = `select 1 as found from clips where id = $1 and media_state = 'playable' for update`;
  if (!(await firstRow(manager, lock, [clip.id]))) return { outcome: 'nothing_to_render' };
  await affected(manager, 'delete from renditions where clip_id = $1 and kind = any($2)', [clip.id, kinds]);
  await putInForce(manager, clip, renditions);
  return { outcome: 'playable', caseIds: await preserveLateObjects(manager, { clipId: clip.id }) };
}

async function putInForce(
  manager: EntityManager,
  clip: RenderingClip,
  renditions: readonly WrittenRendition[],
): Promise<void> {
  await affected(manager, INSERT, [clip.brand_id, clip.id, JSON.stringify(renditions.map(toRow))]);
  const subject = { brandId: clip.brand_id, shipmentId: clip.shipment_id, clipId: clip.id };
  for (const { statement } of renditions) await enterDocument(manager, statement, subject);
}

/** Says why a clip can't be watched. The original stays what it is: sealed, and shown as not playable. */
export async function recordRejected(
  manager: EntityManager,
  clip: RenderingClip,
  reason: ClipRejectReason,
): Promise<void> {
  if ((await affected(manager, REJECT, [clip.id, reason])) === 0) return;
  await appendTimeline(manager, {
    ...eventOf(clip),
    kind: 'clip_rejected',
    data: { clipId: clip.id, reason },
  });
}

function eventOf(clip: RenderingClip) {
  return {
    brandId: clip.brand_id,
    orderId: clip.order_id,
    shipmentId: clip.shipment_id,
    taskId: clip.task_id,
    actor: SYSTEM_ACTOR,
    occurredAt: new Date(),
  };
}

function toRow({ made, object, statement }: WrittenRendition) {
  return {
    id: newId(),
    kind: made.kind,
    object_key: object.key,
    version_id: object.versionId,
    content_type: made.contentType,
    sha256: made.file.sha256,
    bytes: made.file.bytes,
    duration_ms: made.durationMs,
    recipe: recipeJson(made.recipe),
    statement_sha256: statement.sha256.toString('hex'),
  };
}
