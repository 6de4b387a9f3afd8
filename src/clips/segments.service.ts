import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { isObjectStoreError } from '../storage/object-store.error.js';
import { ObjectStore } from '../storage/object-store.js';
import type { ClipState } from './clip.state.js';
import { clipNotFound, REVIVE } from './clips.service.js';

const SEGMENT_TYPE = 'application/octet-stream';

type Station = Pick<StationScope, 'stationId'>;

/** A segment on its way in: its bytes are read once, straight into storage. */
export interface IncomingSegment {
  clipId: string;
  n: number;
  /** What the sender says the bytes hash to (SHA-256). */
  sha256: Buffer;
  /** Content-Length of the request; absent when the sender doesn't know. */
  bytes: number | undefined;
  body: Readable;
}

export interface KeptSegment {
  n: number;
  bytes: number;
  sha256: string;
  duplicate: boolean;
}

interface StandingRow {
  state: ClipState;
  sha256: Buffer | null;
  bytes: number | null;
  received: string;
}

interface SegmentRow {
  n: number;
  bytes: number;
  sha256: Buffer;
}

const STANDING = {
  name: 'segments_standing',
  text: `select c.state, s.sha256, s.bytes,
      (select coalesce(sum(bytes), 0) from clip_segments where clip_id = c.id) as received
    from clips c left join clip_segments s on s.clip_id = c.id and s.n = $3
    where c.id = $1 and c.station_id = $2`,
};

// FOR SHARE waits for a completion that is under way, and then finds the clip no longer recording. The primary key
// (clip, n) names the winner among segments of the same number.
const RECORD = {
  name: 'segments_record',
  text: `insert into clip_segments (clip_id, n, bytes, sha256, object_key)
    select c.id, $2, $3, $4, $5 from clips c where c.id = $1 and c.state = 'recording' for share
    on conflict (clip_id, n) do nothing`,
};

/** Takes the pieces of a recording. The same piece again changes nothing; another piece under its number is refused. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * Streams a segment into storage, which refuses it unless its bytes have the stated digest.
   * @throws AppError clip_not_found, segment_conflict, clip_completed, digest_mismatch, segment_cut_off, segment_empty,
   *   segment_too_large, clip_too_large, segment_number_too_large, content_length_required
   */
  async keep(station: Station, segment: IncomingSegment): Promise<KeptSegment> {
    const bytes = this.requireFittingLength(segment);
    const standing = await this.standing(station, segment);
    if (standing.sha256 && standing.bytes !== null) return asBefore(segment, standing.sha256, standing.bytes);
    if (standing.state === 'abandoned') await affected(this.dataSource, REVIVE, [segment.clipId]);
    else if (standing.state !== 'recording') throw clipCompleted();
    this.requireRoom(Number(standing.received) + bytes);
    const key = segmentKey(segment);
    await this.put(segment, key, bytes);
    const params = [segment.clipId, segment.n, bytes, segment.sha256, key];
    if ((await affected(this.dataSource, RECORD, params)) === 0) return this.loseRace(station, segment, key);
    return kept(segment.n, bytes, segment.sha256, false);
  }

  /** Which segments of a clip are here, ascending. */
  async list(station: Station, clipId: string) {
    const clip = await firstRow<{ state: ClipState }>(
      this.dataSource,
      'select state from clips where id = $1 and station_id = $2',
      [clipId, station.stationId],
    );
    if (!clip) throw clipNotFound();
    const all = 'select n, bytes, sha256 from clip_segments where clip_id = $1 order by n';
    const segments = await rows<SegmentRow>(this.dataSource, all, [clipId]);
    return {
      state: clip.state,
      segments: segments.map(({ n, bytes, sha256 }) => ({ n, bytes, sha256: sha256.toString('base64') })),
    };
  }

  private async standing(station: Station, { clipId, n }: IncomingSegment): Promise<StandingRow> {
    const standing = await firstRow<StandingRow>(this.dataSource, STANDING, [clipId, station.stationId, n]);
    if (!standing) throw clipNotFound();
    return standing;
  }

  /** RFC 9530 lets a sender leave the length out; S3 doesn't, and an unknown length could be without end. */
  private requireFittingLength({ n, bytes }: IncomingSegment): number {
    const { segmentMaxBytes, clipMaxSegments } = this.config.uploads;
    if (bytes === undefined)
      throw new AppError('content_length_required', 'Send Content-Length with the segment.');
    if (bytes === 0)
      throw new AppError('segment_empty', 'A segment has at least one byte; leave empty ones out.');
    if (bytes > segmentMaxBytes) {
      throw new AppError(
        'segment_too_large',
        `Cut the recording into segments of at most ${segmentMaxBytes} bytes.`,
        {
          maxBytes: segmentMaxBytes,
        },
      );
    }
    if (n >= clipMaxSegments) {
      throw new AppError(
        'segment_number_too_large',
        `Number segments from 0 to ${clipMaxSegments - 1}; make them larger.`,
      );
    }
    return bytes;
  }

  private requireRoom(bytes: number): void {
    const { clipMaxBytes } = this.config.uploads;
    if (bytes <= clipMaxBytes) return;
    throw new AppError('clip_too_large', `A clip has at most ${clipMaxBytes} bytes; go on in a new clip.`, {
      maxBytes: clipMaxBytes,
    });
  }

  /** Storage hashes what arrives and compares; hashing here, too, would only repeat it. */
  private async put({ body, sha256 }: IncomingSegment, key: string, bytes: number): Promise<void> {
    try {
      await this.store.put({ bucket: 'incoming', key, body, bytes, sha256, contentType: SEGMENT_TYPE });
    } catch (error) {
      if (body.errored || !body.readableEnded) body.destroy();
      if (body.errored) throw cutOff();
      if (isObjectStoreError(error, 'digest_mismatch')) {
        throw new AppError(
          'digest_mismatch',
          'The bytes have another digest than the header says; send them again.',
        );
      }
      throw error;
    }
  }

  /** Between our look and our row somebody else has stored this number, or the clip was completed. */
  private async loseRace(station: Station, segment: IncomingSegment, key: string): Promise<KeptSegment> {
    const standing = await this.standing(station, segment);
    // The same bytes have the same key; only other bytes are left over.
    if (!standing.sha256?.equals(segment.sha256)) await this.store.delete({ bucket: 'incoming', key });
    if (standing.sha256 && standing.bytes !== null) return asBefore(segment, standing.sha256, standing.bytes);
    if (standing.state === 'abandoned') throw cutOff();
    throw clipCompleted();
  }
}

/** `<clip>/<n>-<digest>`: no retry and no second sender can overwrite what is there with other bytes. */
function segmentKey({ clipId, n, sha256 }: IncomingSegment): string {
  return `${clipId}/${n}-${sha256.toString('hex')}`;
}

function asBefore({ clipId, n, sha256 }: IncomingSegment, stored: Buffer, bytes: number): KeptSegment {
  if (stored.equals(sha256)) return kept(n, bytes, stored, true);
  throw new AppError(
    'segment_conflict',
    `Segment ${n} of this clip has other bytes; number new bytes anew.`,
    {
      clipId,
      storedSha256: stored.toString('base64'),
    },
  );
}

function kept(n: number, bytes: number, sha256: Buffer, duplicate: boolean): KeptSegment {
  return { n, bytes, sha256: sha256.toString('base64'), duplicate };
}

function cutOff(): AppError {
  return new AppError('segment_cut_off', 'The segment did not arrive whole; send it again.');
}

function clipCompleted(): AppError {
  return new AppError('clip_completed', 'This clip is complete; open a new clip for more.');
}
