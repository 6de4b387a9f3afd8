import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { DataSource, type EntityManager } from 'typeorm';
import { fromBigint } from '../database/bigint-transformer.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { appendCustody } from '../evidence/custody.js';
import { present } from '../evidence/seal-facts.js';
import { SYSTEM_ACTOR } from '../evidence/system-actor.js';
import { preserveLateObjects } from '../evidence/preservation.service.js';
import { ScratchSpace } from '../media/scratch-space.js';
import { governanceLock } from '../storage/bucket-locks.js';
import { ObjectStore } from '../storage/object-store.js';
import { appendTimeline } from '../timeline/timeline.js';
import type { ClipRow } from './clip.rows.js';
import type { ClipRejectReason } from './clips.contract.js';
import { CLIP_MOVES, MEDIA_MOVES } from './clip.state.js';
import { LocalCopy } from './local-copy.js';
import { readSegments, type StoredSegment, WrongBytesError } from './segment-reader.js';

interface CompletedClip extends ClipRow {
  shipment_id: string;
  order_id: string;
}

export type AssemblyResult =
  { outcome: 'stored'; caseIds: string[] } | { outcome: 'rejected' | 'nothing_to_assemble' };

const COMPLETED = `
  select c.*, t.shipment_id, h.order_id
  from clips c join tasks t on t.id = c.task_id join shipments h on h.id = t.shipment_id
  where c.id = $1 and c.state = 'completed' and c.media_state = 'none'`;

const SEGMENTS = 'select n, bytes, sha256, object_key from clip_segments where clip_id = $1 order by n';

const STORE = `
  update clips set state = 'stored', media_state = 'rendering', stored_at = now(), original_key = $2,
    original_version_id = $3, original_locked_until = $4
  where id = $1 and state ${inSourcesOf(CLIP_MOVES, 'stored')}
    and media_state ${inSourcesOf(MEDIA_MOVES, 'rendering')}`;

const REJECT = `
  update clips set media_state = 'rejected', media_reason = $2
  where id = $1 and state = 'completed' and media_state = 'none'`;

/** Larger originals aren't left on local disk for the films to be made from; they are read from storage again. */
const LEAVE_LOCAL_UP_TO_BYTES = 128 * 2 ** 20;

/** Puts a completed recording together: segments in order, hashed again, written once and never again. */
@Injectable()
export class ClipAssemblyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly scratch: ScratchSpace,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** Safe to repeat and to race: storage keeps the first original, the row's state names one winner. */
  async assemble(clipId: string, signal?: AbortSignal): Promise<AssemblyResult> {
    const clip = await firstRow<CompletedClip>(this.dataSource, COMPLETED, [clipId]);
    if (!clip) return { outcome: 'nothing_to_assemble' };
    try {
      const original = await this.scratch.withFolder((folder) => this.putOriginal(clip, folder, signal));
      return await inTransaction(this.dataSource, (manager) => recordStored(manager, clip, original));
    } catch (error) {
      if (!(error instanceof WrongBytesError)) throw error;
      await inTransaction(this.dataSource, (manager) => recordRejected(manager, clip, error.reason));
      return { outcome: 'rejected' };
    }
  }

  private async putOriginal(clip: CompletedClip, folder: string, signal?: AbortSignal) {
    const bytes = fromBigint(present(clip.total_bytes));
    const sha256 = present(clip.sha256);
    const path = join(folder, 'original');
    const copy = bytes <= LEAVE_LOCAL_UP_TO_BYTES ? new LocalCopy(path) : undefined;
    const body = Readable.from(
      readSegments({
        segments: await rows<StoredSegment>(this.dataSource, SEGMENTS, [clip.id]),
        totalSha256: sha256,
        open: (segment) => this.open(segment, signal),
        onChunk: copy && ((chunk) => copy.write(chunk)),
      }),
      { objectMode: false },
    );
    const key = `${clip.brand_id}/${clip.id}/original`;
    const put = {
      bucket: 'originals',
      key,
      body,
      bytes,
      sha256,
      contentType: clip.content_type,
      ifAbsent: true,
      lock: governanceLock(this.config.evidence.lockDays),
      signal,
    } as const;
    try {
      const { versionId, lock } = await this.store.put(put);
      if (await copy?.isWhole(bytes)) await this.scratch.leave(clip.id, path);
      return { key, versionId, lockedUntil: lock?.until ?? null };
    } catch (error) {
      throw body.errored ?? error;
    } finally {
      body.destroy();
      await copy?.discard();
    }
  }

  private async open(segment: StoredSegment, signal?: AbortSignal): Promise<AsyncIterable<Buffer>> {
    return (await this.store.get({ bucket: 'incoming', key: segment.object_key, signal })).body;
  }
}

async function recordStored(
  manager: EntityManager,
  clip: CompletedClip,
  original: { key: string; versionId: string; lockedUntil: Date | null },
): Promise<AssemblyResult> {
  const { key, versionId, lockedUntil } = original;
  const isWinner = (await affected(manager, STORE, [clip.id, key, versionId, lockedUntil])) === 1;
  if (!isWinner) return { outcome: 'nothing_to_assemble' };
  await appendCustody(manager, {
    brandId: clip.brand_id,
    shipmentId: clip.shipment_id,
    clipId: clip.id,
    kind: 'stored',
    actor: SYSTEM_ACTOR,
    detail: { sha256: present(clip.sha256).toString('hex'), versionId },
  });
  return { outcome: 'stored', caseIds: await preserveLateObjects(manager, { clipId: clip.id }) };
}

/** The segments stay: each has the digest that was stated for it, only together they aren't what was promised. */
async function recordRejected(
  manager: EntityManager,
  clip: CompletedClip,
  reason: ClipRejectReason,
): Promise<void> {
  if ((await affected(manager, REJECT, [clip.id, reason])) === 0) return;
  await appendTimeline(manager, {
    brandId: clip.brand_id,
    orderId: clip.order_id,
    shipmentId: clip.shipment_id,
    taskId: clip.task_id,
    kind: 'clip_rejected',
    data: { clipId: clip.id, reason },
    actor: SYSTEM_ACTOR,
    occurredAt: new Date(),
  });
}
