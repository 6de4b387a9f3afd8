// A segment can go straight to storage, past the API: the station asks for an address, puts the bytes there, and confirms.
// The digest is a signed header of the address, so storage itself refuses other bytes; the row that counts is written only
// once storage has said what lies there. Everything else is as with a segment through the API.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { affected } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { ObjectStore } from '../storage/object-store.js';
import type { ObjectFacts } from '../storage/object-store.shapes.js';
import { type KeptSegment, segmentKey, SegmentRows, type StatedSegment } from './segment-rows.js';

type Station = Pick<StationScope, 'stationId'>;

/** Where a segment can be put; `url` is null when these very bytes are here already. */
export interface UploadAddress {
  url: string | null;
  headers: Record<string, string>;
  expiresAt: string | null;
}

const EXPIRES_SEC = 900;

// In advance of the signature: an address must never work longer than the cleaner waits for it.
const REMEMBER = `
  update clips set direct_upload_until = greatest(direct_upload_until, now() + make_interval(secs => $2))
  where id = $1 and state = 'recording' returning direct_upload_until`;
const CLOCK_TOLERANCE_SEC = 60;

/** Segments that a station puts into storage itself. */
@Injectable()
export class DirectSegmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly segmentRows: SegmentRows,
  ) {}

  /** An address for exactly these bytes, for a quarter of an hour. @throws AppError as `SegmentRows.expect` */
  async offer(station: Station, segment: StatedSegment): Promise<UploadAddress> {
    const expected = await this.segmentRows.expect(station, segment);
    if ('kept' in expected) return { url: null, headers: {}, expiresAt: null };
    const { clipId, sha256 } = segment;
    await affected(this.dataSource, REMEMBER, [clipId, EXPIRES_SEC + CLOCK_TOLERANCE_SEC]);
    const expiresAt = new Date(Date.now() + EXPIRES_SEC * 1000).toISOString();
    const { url, headers } = await this.store.presignPut({
      ...{ bucket: 'incoming', key: segmentKey(segment), sha256 },
      ...{ bytes: expected.bytes, expiresSec: EXPIRES_SEC },
    });
    return { url, headers, expiresAt };
  }

  /**
   * Takes a segment that lies in storage. The same again answers the same.
   * @throws AppError segment_not_uploaded, digest_mismatch, and what `SegmentRows.expect` throws
   */
  async confirm(station: Station, segment: StatedSegment): Promise<KeptSegment> {
    const expected = await this.segmentRows.expect(station, segment);
    if ('kept' in expected) return expected.kept;
    const key = segmentKey(segment);
    const found = await this.store.head({ bucket: 'incoming', key });
    if (!found) {
      throw new AppError(
        'segment_not_uploaded',
        'Storage does not have this segment (yet); put it to its upload address, then confirm again.',
      );
    }
    if (found.bytes !== expected.bytes || !(await this.hasDigest(key, found, segment.sha256))) {
      await this.store.delete({ bucket: 'incoming', key });
      throw new AppError('digest_mismatch', 'Storage has other bytes than stated; ask for an address again.');
    }
    return this.segmentRows.record(station, segment, expected.bytes);
  }

  /** A storage that doesn't tell checksums is read: a segment is small. */
  private async hasDigest(key: string, found: ObjectFacts, sha256: Buffer): Promise<boolean> {
    if (found.sha256) return found.sha256.equals(sha256);
    const hash = createHash('sha256');
    const chunks: AsyncIterable<Buffer> = (await this.store.get({ bucket: 'incoming', key })).body;
    for await (const chunk of chunks) hash.update(chunk);
    return hash.digest().equals(sha256);
  }
}
