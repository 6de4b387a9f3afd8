import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { ObjectStore } from '../storage/object-store.js';
import { CLIP_MOVES, ABANDONED_AFTER_DAYS } from './clip.state.js';

const BATCH = 100;

const OLD_RECORDINGS = `
  select c.id from clips c
  where c.state = 'recording' and c.opened_at < now() - make_interval(days => $1)
    and coalesce(c.direct_upload_until, '-infinity') < now()
    and not exists (select 1 from clip_segments s where s.clip_id = c.id and s.received_at > now() - make_interval(days => $1))
  order by c.opened_at limit ${BATCH}`;

const LEFTOVERS = `
  select id from clips
  where stored_at < now() - interval '10 minutes' and segments_dropped_at is null
    and coalesce(direct_upload_until, '-infinity') < now() order by stored_at limit ${BATCH}`;

// A segment may still arrive by an address that was given out: then its clip is looked at once more after that.
const DROPPED = `
  update clips set segments_dropped_at = now()
  where id = $1 and stored_at is not null and coalesce(direct_upload_until, '-infinity') < now()`;

const FORGET_DAYS = `delete from station_upload_days where day < current_date - 31`;

const ABANDON = `update clips set state = 'abandoned' 
  where id = $1 and state ${inSourcesOf(CLIP_MOVES, 'abandoned')}`;

/** Keeps the bucket of incoming segments small. Nothing is deleted that isn't stored as an original or given up. */
@Injectable()
export class ClipSegmentsCleaner {
  constructor(
    private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  /** Gives up recordings without any activity for a week. @returns how many */
  async abandonOld(): Promise<number> {
    const old = await rows<{ id: string }>(this.dataSource, OLD_RECORDINGS, [ABANDONED_AFTER_DAYS]);
    for (const { id } of old) await this.abandon(id);
    return old.length;
  }

  /** Deletes the segments of stored clips where a crash has kept their job from it. @returns how many clips had some */
  async dropLeftovers(): Promise<number> {
    const left = await rows<{ id: string }>(this.dataSource, LEFTOVERS);
    for (const { id } of left) await this.drop(id);
    return left.length;
  }

  /** Forgets what stations sent a month ago; only today's bytes are ever asked for. @returns how many days of stations */
  forgetUploadDays(): Promise<number> {
    return affected(this.dataSource, FORGET_DAYS);
  }

  /** Deletes the segments of a stored clip, also those that lost a race. */
  async drop(clipId: string): Promise<void> {
    await this.store.deletePrefix('incoming', `${clipId}/`);
    await affected(this.dataSource, DROPPED, [clipId]);
  }

  /**
   * In one transaction although storage is touched: it locks the row, so that a station that comes back at this moment
   * waits, and sends its segments again after the old ones are gone.
   */
  private async abandon(clipId: string): Promise<void> {
    await inTransaction(this.dataSource, async (manager) => {
      if ((await affected(manager, ABANDON, [clipId])) === 0) return;
      await affected(manager, 'delete from clip_segments where clip_id = $1', [clipId]);
      await this.store.deletePrefix('incoming', `${clipId}/`);
    });
  }
}
