import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { newId } from '../database/ids.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { settleEvidenceAlarm } from '../evidence/completeness.store.js';
import { appendCustody } from '../evidence/custody.js';
import { AppError } from '../http/app-error.js';
import { JobQueue } from '../jobs/job-queue.js';
import { appendTimeline } from '../timeline/timeline.js';
import { labelAtMs } from './clip.label.js';
import { type ReceivedSegment, requireComplete } from './clip-completion.js';
import { type ClipRow, toClip } from './clip.rows.js';
import { CLIP_MOVES, MEDIA_MOVES } from './clip.state.js';
import type { Clip, CompleteClipBody } from './clips.contract.js';
import { clipNotFound } from './clips.service.js';
import { labelSightMs } from './label-sight.js';
import { keepStatement } from './recording-statements.js';
import { compareCompletion } from './repeated-completion.js';
import { TotalDigestService } from './total-digest.service.js';

type Station = Pick<StationScope, 'stationId' | 'actor'>;

interface ShipmentOfTask {
  shipment_id: string;
  order_id: string;
}

// Exclusive: a segment that is being stored at this moment waits, and then finds the clip completed.
const LOCK = 'select * from clips where id = $1 and station_id = $2 for update';

const COMPLETE = `
  update clips set state = 'completed', media_state = 'none', media_reason = null, completed_at = now(),
    segment_count = $2, total_bytes = $3, sha256 = $4, marks = $5::jsonb, clock = coalesce(clock, '{}') || $6::jsonb,
    label_at_ms = least(label_at_ms, $7),
    overtaken = overtaken or exists (select 1 from leases n
      where n.task_id = clips.task_id and n.token > clips.token and n.station_id <> clips.station_id)
  where id = $1 and (state ${inSourcesOf(CLIP_MOVES, 'completed')}
    or (state = 'completed' and media_state ${inSourcesOf(MEDIA_MOVES, 'none')}))
  returning *`;

// A customer's film that is there already is hidden by it: whoever shows films asks for this moment (LABEL_CUT_MS).
const TIGHTEN = 'update clips set label_at_ms = least(label_at_ms, $2) where id = $1';

/** Ends a recording: from here on its bytes are fixed, and everything after is work of machines. */
@Injectable()
export class CompleteClipService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
    private readonly totals: TotalDigestService,
  ) {}

  /**
   * Completes a recording. The same request again answers the same clip.
   * @throws AppError clip_not_found, clip_completed, segments_missing, segments_unexpected, total_mismatch,
   *   total_digest_mismatch, recording_statement_mismatch, station_key_unknown, recording_signature_invalid
   */
  async complete(station: Station, clipId: string, body: CompleteClipBody): Promise<Clip> {
    await this.totals.requireStated(station.stationId, clipId, body);
    const { row, isNew } = await inTransaction(this.dataSource, (manager) =>
      completeOnce(manager, station, clipId, body),
    );
    if (isNew) await this.jobs.add('assemble-clip', { clipId }, { once: clipId });
    return toClip(row);
  }
}

async function completeOnce(
  manager: EntityManager,
  station: Station,
  clipId: string,
  body: CompleteClipBody,
): Promise<{ row: ClipRow; isNew: boolean }> {
  const clip = await firstRow<ClipRow>(manager, LOCK, [clipId, station.stationId]);
  if (!clip) throw clipNotFound();
  if (!isOpen(clip)) return { row: await completedAgain(manager, clip, body), isNew: false };
  const segments = 'select n, bytes from clip_segments where clip_id = $1 order by n';
  requireComplete(body, await rows<ReceivedSegment>(manager, segments, [clipId]));
  const label = labelAtMs({ marks: body.marks, sightMs: await labelSightMs(manager, clipId) });
  const row = await firstRow<ClipRow>(manager, COMPLETE, [
    ...[clipId, body.segments, body.totalBytes, Buffer.from(body.sha256, 'base64')],
    ...[JSON.stringify(body.marks), JSON.stringify(body.clock ?? {}), label],
  ]);
  if (!row) throw new Error('a locked clip has changed its state');
  await keepStatement(manager, row, body);
  if (clip.state === 'recording') await tell(manager, station, row);
  return { row, isNew: true };
}

/** Also a clip whose bytes didn't give the promised digest: the station may state the right one. */
function isOpen(clip: ClipRow): boolean {
  return clip.state === 'recording' || (clip.state === 'completed' && clip.media_state === 'rejected');
}

/** The same completion again changes nothing; one that adds an earlier label ends the customer's film there. */
async function completedAgain(
  manager: EntityManager,
  clip: ClipRow,
  body: CompleteClipBody,
): Promise<ClipRow> {
  if (clip.state === 'abandoned') {
    throw new AppError(
      'segments_missing',
      'This recording was given up; open it again and send its segments.',
    );
  }
  const repeated = compareCompletion(clip, body);
  if (repeated.outcome === 'same') return clip;
  if (repeated.outcome === 'label_added') {
    await affected(manager, TIGHTEN, [clip.id, repeated.labelAtMs]);
    return clip;
  }
  throw new AppError(
    'clip_completed',
    repeated.what === 'bytes'
      ? 'This clip was completed with other bytes; open a new clip for another recording.'
      : 'This clip was completed with other marks; send them again as they were. Only label marks may be added.',
  );
}

async function tell(manager: EntityManager, station: Station, clip: ClipRow): Promise<void> {
  const find = `select t.shipment_id, h.order_id from tasks t join shipments h on h.id = t.shipment_id where t.id = $1`;
  const task = await firstRow<ShipmentOfTask>(manager, find, [clip.task_id]);
  if (!task) throw new Error('a clip has no task');
  const subject = { brandId: clip.brand_id, shipmentId: task.shipment_id, actor: station.actor };
  await affected(
    manager,
    `insert into evidence_links (id, brand_id, clip_id, shipment_id, reason) values ($1, $2, $3, $4, 'recorded')
      on conflict (clip_id, shipment_id) do nothing`,
    [newId(), clip.brand_id, clip.id, task.shipment_id],
  );
  await appendCustody(manager, {
    ...subject,
    clipId: clip.id,
    kind: 'recorded',
    detail: { kind: clip.kind },
  });
  await settleEvidenceAlarm(manager, task.shipment_id);
  await appendTimeline(manager, {
    ...subject,
    orderId: task.order_id,
    taskId: clip.task_id,
    kind: 'clip_completed',
    data: { clipId: clip.id, kind: clip.kind },
    occurredAt: clip.completed_at ?? new Date(),
  });
}
