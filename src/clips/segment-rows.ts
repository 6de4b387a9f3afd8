import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { fromBigint } from '../database/bigint-transformer.js';
import { affected, firstRow } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { ObjectStore } from '../storage/object-store.js';
import type { ClipState } from './clip.state.js';
import { clipNotFound, REVIVE } from './clips.service.js';
import { requireFittingSegment, requireRoomInClip, requireRoomToday } from './upload-limits.js';

type Station = Pick<StationScope, 'stationId'>;

/** What a sender says of a segment. */
export interface StatedSegment {
  clipId: string;
  n: number;
  /** What the bytes hash to (SHA-256). */
  sha256: Buffer;
  /** Absent when the sender doesn't know. */
  bytes: number | undefined;
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
  today: string;
}

const STANDING = {
  name: 'segments_standing',
  text: `select c.state, s.sha256, s.bytes,
      (select coalesce(sum(bytes), 0) from clip_segments where clip_id = c.id) as received,
      coalesce((select d.bytes from station_upload_days d
        where d.station_id = c.station_id and d.day = (now() at time zone 'utc')::date), 0) as today
    from clips c left join clip_segments s on s.clip_id = c.id and s.n = $3
    where c.id = $1 and c.station_id = $2`,
};

// FOR SHARE waits for a completion that is under way, and then finds the clip no longer recording. The primary key
// (clip, n) names the winner among segments of the same number; only the winner's bytes are counted.
const RECORD = {
  name: 'segments_record',
  text: `with kept as (
      insert into clip_segments (clip_id, n, bytes, sha256, object_key)
      select c.id, $2, $3, $4, $5 from clips c where c.id = $1 and c.state = 'recording' for share
      on conflict (clip_id, n) do nothing
      returning bytes)
    insert into station_upload_days as d (station_id, day, bytes)
      select $6, (now() at time zone 'utc')::date, bytes from kept
      on conflict on constraint station_upload_days_pkey do update set bytes = d.bytes + excluded.bytes`,
};

/** The rows of segments: who may send one, and which of several is the one that counts. However the bytes travel. */
@Injectable()
export class SegmentRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * Whether a segment may come.
   * @returns the stored one when these very bytes are here already, else how many bytes to expect
   * @throws AppError clip_not_found, segment_conflict, clip_completed, segment_empty, segment_too_large, clip_too_large,
   *   segment_number_too_large, content_length_required, station_day_full
   */
  async expect(station: Station, segment: StatedSegment): Promise<{ kept: KeptSegment } | { bytes: number }> {
    const bytes = requireFittingSegment(segment, this.config.uploads);
    const standing = await this.standing(station, segment);
    if (standing.sha256 && standing.bytes !== null)
      return { kept: asBefore(segment, standing.sha256, standing.bytes) };
    if (standing.state === 'abandoned') await affected(this.dataSource, REVIVE, [segment.clipId]);
    else if (standing.state !== 'recording') throw clipCompleted();
    requireRoomInClip(fromBigint(standing.received) + bytes, this.config.uploads);
    requireRoomToday(fromBigint(standing.today) + bytes, this.config.uploads, new Date());
    return { bytes };
  }

  /**
   * Writes down a segment that lies in storage. Of several under one number the first counts; what a loser has stored is
   * removed again.
   */
  async record(station: Station, segment: StatedSegment, bytes: number): Promise<KeptSegment> {
    const { clipId, n, sha256 } = segment;
    const params = [clipId, n, bytes, sha256, segmentKey(segment), station.stationId];
    if ((await affected(this.dataSource, RECORD, params)) > 0) return kept(n, bytes, sha256, false);
    return this.loseRace(station, segment);
  }

  private async standing(station: Station, { clipId, n }: StatedSegment): Promise<StandingRow> {
    const standing = await firstRow<StandingRow>(this.dataSource, STANDING, [clipId, station.stationId, n]);
    if (!standing) throw clipNotFound();
    return standing;
  }

  /** Between our look and our row somebody else has stored this number, or the clip was completed. */
  private async loseRace(station: Station, segment: StatedSegment): Promise<KeptSegment> {
    const standing = await this.standing(station, segment);
    // The same bytes have the same key; only other bytes are left over.
    if (!standing.sha256?.equals(segment.sha256))
      await this.store.delete({ bucket: 'incoming', key: segmentKey(segment) });
    if (standing.sha256 && standing.bytes !== null) return asBefore(segment, standing.sha256, standing.bytes);
    if (standing.state === 'abandoned') throw cutOff();
    throw clipCompleted();
  }
}

/** `<clip>/<n>-<digest>`: no retry and no second sender can overwrite what is there with other bytes. */
export function segmentKey({ clipId, n, sha256 }: Pick<StatedSegment, 'clipId' | 'n' | 'sha256'>): string {
  return `${clipId}/${n}-${sha256.toString('hex')}`;
}

export function cutOff(): AppError {
  return new AppError('segment_cut_off', 'The segment did not arrive whole; send it again.');
}

function asBefore({ clipId, n, sha256 }: StatedSegment, stored: Buffer, bytes: number): KeptSegment {
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

function clipCompleted(): AppError {
  return new AppError('clip_completed', 'This clip is complete; open a new clip for more.');
}
