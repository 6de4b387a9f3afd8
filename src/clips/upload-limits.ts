// Limits on what a station sends, so that one that runs wild can't fill storage. None of them touches what has been taken:
// a segment that is here again is answered as before, and what doesn't fit now is refused with the time to try again. The
// station keeps it until then.
import { AppError } from '../http/app-error.js';

export interface UploadLimits {
  segmentMaxBytes: number;
  clipMaxBytes: number;
  clipMaxSegments: number;
  stationMaxOpenClips: number;
  stationDayMaxBytes: number;
}

/** Whoever has too many recordings open may complete some meanwhile. */
const OPEN_CLIPS_RETRY_SECONDS = 60;

/**
 * RFC 9530 lets a sender leave the length out; S3 doesn't, and an unknown length could be without end.
 * @returns the length
 */
export function requireFittingSegment(
  { n, bytes }: { n: number; bytes: number | undefined },
  { segmentMaxBytes, clipMaxSegments }: UploadLimits,
): number {
  if (bytes === undefined)
    throw new AppError('content_length_required', 'Send Content-Length with the segment.');
  if (bytes === 0)
    throw new AppError('segment_empty', 'A segment has at least one byte; leave empty ones out.');
  if (bytes > segmentMaxBytes) {
    const detail = `Cut the recording into segments of at most ${segmentMaxBytes} bytes.`;
    throw new AppError('segment_too_large', detail, { maxBytes: segmentMaxBytes });
  }
  if (n >= clipMaxSegments) {
    const detail = `Number segments from 0 to ${clipMaxSegments - 1}; make them larger.`;
    throw new AppError('segment_number_too_large', detail);
  }
  return bytes;
}

/** @param bytes of the clip, the new segment included */
export function requireRoomInClip(bytes: number, { clipMaxBytes }: UploadLimits): void {
  if (bytes <= clipMaxBytes) return;
  const detail = `A clip has at most ${clipMaxBytes} bytes; go on in a new clip.`;
  throw new AppError('clip_too_large', detail, { maxBytes: clipMaxBytes });
}

/** @param bytes of the station since midnight UTC, the new segment included */
export function requireRoomToday(bytes: number, { stationDayMaxBytes }: UploadLimits, now: Date): void {
  if (bytes <= stationDayMaxBytes) return;
  throw new AppError(
    'station_day_full',
    `This station may send ${stationDayMaxBytes} bytes a day (UTC). Keep the rest and send it tomorrow, or raise UPLOAD_STATION_DAY_MAX_BYTES.`,
    { maxBytes: stationDayMaxBytes, retryAfterSeconds: secondsToMidnight(now) },
  );
}

/** @param open recordings of the station that are neither completed nor given up */
export function requireRoomForClip(open: number, { stationMaxOpenClips }: UploadLimits): void {
  if (open < stationMaxOpenClips) return;
  throw new AppError(
    'station_clips_full',
    `This station has ${open} recordings open. Complete those that are whole, then open this one again; keep its bytes until then.`,
    { maxOpenClips: stationMaxOpenClips, retryAfterSeconds: OPEN_CLIPS_RETRY_SECONDS },
  );
}

function secondsToMidnight(now: Date): number {
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return Math.ceil((next - now.getTime()) / 1000);
}
