import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StationScope } from '../accounts/scopes.js';
import { APP_CONFIG } from '../config/config.module.js';
import type { AppConfig } from '../config/env.js';
import { inSourcesOf } from '../database/lifecycle.js';
import { affected, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { CLIP_MOVES } from './clip.state.js';
import type { Clip, OpenClipBody } from './clips.contract.js';
import { type ClipRow, toClip } from './clip.rows.js';
import { requireRoomForClip } from './upload-limits.js';

type Station = Pick<StationScope, 'stationId'>;

const FIND = {
  name: 'clips_find',
  text: 'select * from clips where id = $1 and station_id = $2',
};

// A clip needs a token that this station has held at some time, expired or not: evidence is never refused for being late.
// When another station holds a newer token, the clip is kept as one more take and marked.
const OPEN = {
  name: 'clips_open',
  text: `insert into clips
      (id, brand_id, warehouse_id, task_id, station_id, packer_id, token, kind, content_type, started_at, clock, take, overtaken)
    select $1, l.brand_id, t.warehouse_id, l.task_id, l.station_id, l.packer_id, l.token, $5, $6, $7, $8::jsonb,
      (select count(*) + 1 from clips c where c.task_id = l.task_id and c.kind = $5),
      exists (select 1 from leases n where n.task_id = l.task_id and n.token > l.token and n.station_id <> l.station_id)
    from leases l
    join tasks t on t.id = l.task_id
    where l.task_id = $3 and l.token = $4 and l.station_id = $2
    on conflict (id) do nothing
    returning *`,
};

/** A station that comes back after a week goes on with its recording. */
export const REVIVE = `update clips set state = 'recording', opened_at = now() 
  where id = $1 and state ${inSourcesOf(CLIP_MOVES, 'recording')}`;

/** Opens recordings and tells how they stand. */
@Injectable()
export class ClipsService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * Opens a recording under the id that the station made for it. The same request again answers the same clip.
   * @throws AppError task_never_held, clip_id_taken, content_type_mismatch, station_clips_full
   */
  async open(station: Station, body: OpenClipBody): Promise<Clip> {
    requireFittingType(body);
    const row = await inTransaction(this.dataSource, async (manager) => {
      // Takes are counted: two clips of one task opened at once must not both be the first.
      await rows(manager, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`clips:${body.taskId}`]);
      const before = await openedBefore(manager, station, body);
      if (before) return before;
      requireRoomForClip(await openClips(manager, station), this.config.uploads);
      return insertClip(manager, station, body);
    });
    return toClip(row);
  }

  /** @throws AppError clip_not_found when the station has no such clip */
  async find(station: Station, clipId: string): Promise<Clip> {
    const row = await firstRow<ClipRow>(this.dataSource, FIND, [clipId, station.stationId]);
    if (!row) throw clipNotFound();
    return toClip(row);
  }
}

export function clipNotFound(): AppError {
  return new AppError(
    'clip_not_found',
    'This station has no clip with this id; open it with POST /v1/clips first.',
  );
}

function requireFittingType({ kind, contentType }: OpenClipBody): void {
  const isPicture = contentType.startsWith('image/');
  if (isPicture === (kind === 'still')) return;
  throw new AppError('content_type_mismatch', 'A still is image/jpeg, a film is one of the video types.');
}

async function openedBefore(
  manager: EntityManager,
  station: Station,
  body: OpenClipBody,
): Promise<ClipRow | undefined> {
  const row = await firstRow<ClipRow>(manager, 'select * from clips where id = $1', [body.id]);
  if (!row) return undefined;
  const isSame =
    row.station_id === station.stationId &&
    row.task_id === body.taskId &&
    row.token === String(body.token) &&
    row.kind === body.kind &&
    row.content_type === body.contentType;
  if (!isSame)
    throw new AppError('clip_id_taken', 'Make a new id (UUIDv7) for this clip; another clip has this one.');
  const revived = row.state === 'abandoned' && (await affected(manager, REVIVE, [row.id])) === 1;
  return revived ? { ...row, state: 'recording' } : row;
}

/** The index of recordings counts them; two clips that are opened at once may both be the last one. */
async function openClips(manager: EntityManager, station: Station): Promise<number> {
  const count = `select count(*)::integer as open from clips where station_id = $1 and state = 'recording'`;
  return (await firstRow<{ open: number }>(manager, count, [station.stationId]))?.open ?? 0;
}

async function insertClip(manager: EntityManager, station: Station, body: OpenClipBody): Promise<ClipRow> {
  const row = await firstRow<ClipRow>(manager, OPEN, [
    ...[body.id, station.stationId, body.taskId, body.token, body.kind, body.contentType, body.startedAt],
    body.clock ? JSON.stringify(body.clock) : null,
  ]);
  if (row) return row;
  throw new AppError(
    'task_never_held',
    'This station never held this task under that token; claim the task first, then open the clip with the token of the claim.',
  );
}
