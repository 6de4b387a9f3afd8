import { type Executor, rows } from '../database/sql.js';
import type { ChapterScan } from './chapters.js';
import type { RenderingClip } from './rendering-clip.js';

// Of the clip's own station only: what another one scanned isn't in this film.
const SCANS = `
  select kind, code, floor(extract(epoch from occurred_at - $3) * 1000)::double precision as "atMs"
  from scans where task_id = $1 and station_id = $2 and occurred_at >= $3 order by occurred_at, id limit 2000`;

/** What was scanned while a clip was recorded (and after it), in milliseconds into it. */
export function scansInFilm(on: Executor, clip: RenderingClip): Promise<ChapterScan[]> {
  return rows<ChapterScan>(on, SCANS, [clip.task_id, clip.station_id, clip.started_at]);
}

/** When something happened that is worth seeing. */
export function momentsOf(clip: RenderingClip, scans: readonly ChapterScan[]): number[] {
  return [...scans.map(({ atMs }) => atMs), ...clip.marks.map(({ atMs }) => atMs)];
}
