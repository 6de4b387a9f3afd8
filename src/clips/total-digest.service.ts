import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { ObjectStore } from '../storage/object-store.js';
import { TOTAL_CHECKED_UP_TO_BYTES, type CompleteClipBody } from './clips.contract.js';
import { readSegments, type StoredSegment, WrongBytesError } from './segment-reader.js';

/** Those of a clip that can be completed now. */
const SEGMENTS = `
  select s.n, s.bytes, s.sha256, s.object_key
  from clip_segments s join clips c on c.id = s.clip_id
  where c.id = $1 and c.station_id = $2
    and (c.state = 'recording' or (c.state = 'completed' and c.media_state = 'rejected'))
  order by s.n`;

/**
 * Refuses a wrong total while its sender is still there to put it right. Stored segments never change, so this is done
 * before the clip's row is locked. Larger recordings are hashed by the worker only, as it assembles them.
 */
@Injectable()
export class TotalDigestService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  /** @throws AppError total_digest_mismatch */
  async requireStated(stationId: string, clipId: string, body: CompleteClipBody): Promise<void> {
    const segments = await rows<StoredSegment>(this.dataSource, SEGMENTS, [clipId, stationId]);
    if (!isAsStated(segments, body)) return;
    const stated = Buffer.from(body.sha256, 'base64');
    const [only] = segments;
    const isRight =
      only && segments.length === 1
        ? only.sha256.equals(stated)
        : body.totalBytes > TOTAL_CHECKED_UP_TO_BYTES || (await this.haveTotal(segments, stated));
    if (isRight) return;
    throw new AppError(
      'total_digest_mismatch',
      'The segments, each as it was sent, together have another SHA-256 than stated; hash all of them in the order of their numbers and complete again. If the recording has other bytes, send it as a new clip.',
    );
  }

  private async haveTotal(segments: readonly StoredSegment[], totalSha256: Buffer): Promise<boolean> {
    const open = async ({ object_key: key }: StoredSegment) =>
      (await this.store.get({ bucket: 'incoming', key })).body;
    try {
      for await (const _ of readSegments({ segments, totalSha256, open }));
      return true;
    } catch (error) {
      // Storage that stumbles or has lost a piece isn't the sender's fault: the worker tries again, and says what it finds.
      return !(error instanceof WrongBytesError && error.reason === 'total_digest_mismatch');
    }
  }
}

/** Missing and unexpected segments have problems of their own, with their numbers in them. */
function isAsStated(segments: readonly StoredSegment[], stated: CompleteClipBody): boolean {
  const bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  return segments.length === stated.segments && bytes === stated.totalBytes;
}
