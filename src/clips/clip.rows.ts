import { fromBigint } from '../database/bigint-transformer.js';
import type { ClipClock, ClipMark } from './clip-times.contract.js';
import type { Clip } from './clips.contract.js';
import type { ClipState, MediaState } from './clip.state.js';

/** A row of `clips` as pg delivers it. */
export interface ClipRow {
  id: string;
  brand_id: string;
  warehouse_id: string;
  task_id: string;
  station_id: string;
  packer_id: string | null;
  token: string;
  kind: 'film' | 'still';
  take: number;
  overtaken: boolean;
  state: ClipState;
  media_state: MediaState;
  media_reason: string | null;
  content_type: string;
  started_at: Date;
  completed_at: Date | null;
  stored_at: Date | null;
  total_bytes: string | null;
  sha256: Buffer | null;
  segment_count: number | null;
  marks: ClipMark[];
  clock: ClipClock | null;
  label_at_ms: number | null;
  duration_ms: number | null;
  original_key: string | null;
  original_version_id: string | null;
  /** Until when storage refuses to delete it; null: it promised nothing. */
  original_locked_until: Date | null;
}

/** A clip as station and staff see it; `sha256` is base64, as the station stated it. */
export function toClip(row: ClipRow): Clip {
  return {
    id: row.id,
    taskId: row.task_id,
    kind: row.kind,
    take: row.take,
    overtaken: row.overtaken,
    state: row.state,
    mediaState: row.media_state,
    mediaReason: row.media_reason,
    startedAt: row.started_at.toISOString(),
    durationMs: row.duration_ms,
    totalBytes: row.total_bytes === null ? null : fromBigint(row.total_bytes),
    sha256: row.sha256?.toString('base64') ?? null,
  };
}
