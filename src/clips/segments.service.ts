import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { firstRow, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { isObjectStoreError } from '../storage/object-store.error.js';
import { ObjectStore } from '../storage/object-store.js';
import type { ClipState } from './clip.state.js';
import { clipNotFound } from './clips.service.js';
import { cutOff, type KeptSegment, segmentKey, SegmentRows, type StatedSegment } from './segment-rows.js';

const SEGMENT_TYPE = 'application/octet-stream';

type Station = Pick<StationScope, 'stationId'>;

/** A segment on its way in: its bytes are read once, straight into storage. */
export interface IncomingSegment extends StatedSegment {
  body: Readable;
}

interface SegmentRow {
  n: number;
  bytes: number;
  sha256: Buffer;
}

/** Takes the pieces of a recording. The same piece again changes nothing; another piece under its number is refused. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly segmentRows: SegmentRows,
  ) {}

  /**
   * Streams a segment into storage, which refuses it unless its bytes have the stated digest.
   * @throws AppError digest_mismatch, segment_cut_off, and what `SegmentRows.expect` throws
   */
  async keep(station: Station, segment: IncomingSegment): Promise<KeptSegment> {
    const expected = await this.segmentRows.expect(station, segment);
    if ('kept' in expected) return expected.kept;
    await this.put(segment, expected.bytes);
    return this.segmentRows.record(station, segment, expected.bytes);
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

  /** Storage hashes what arrives and compares; hashing here, too, would only repeat it. */
  private async put(segment: IncomingSegment, bytes: number): Promise<void> {
    const { body, sha256 } = segment;
    const key = segmentKey(segment);
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
}
