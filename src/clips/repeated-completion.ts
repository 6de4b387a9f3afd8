// A station that didn't hear the answer completes its clip again. The same request is a no-op. One that adds a label is
// never refused: an address label that was noticed late still ends the customer's film earlier.
import { isDeepStrictEqual } from 'node:util';
import type { ClipRow } from './clip.rows.js';
import { labelAtMs } from './clip.label.js';
import type { ClipMark } from './clip-times.contract.js';
import type { CompleteClipBody } from './clips.contract.js';

export type RepeatedCompletion =
  | { outcome: 'same' }
  /** `labelAtMs`: where the customer's film ends by the labels that were stated now. */
  | { outcome: 'label_added'; labelAtMs: number }
  | { outcome: 'other'; what: 'bytes' | 'marks' };

type Completed = Pick<ClipRow, 'sha256' | 'segment_count' | 'total_bytes' | 'marks'>;

/** Compares a completion with the one that the clip was completed by. */
export function compareCompletion(clip: Completed, body: CompleteClipBody): RepeatedCompletion {
  const hasSameBytes =
    clip.sha256?.toString('base64') === body.sha256 &&
    clip.segment_count === body.segments &&
    clip.total_bytes === String(body.totalBytes);
  if (!hasSameBytes) return { outcome: 'other', what: 'bytes' };
  const added = without(body.marks, clip.marks);
  const dropped = without(clip.marks, body.marks);
  if (dropped.length > 0 || added.some((mark) => mark.kind !== 'label')) {
    return { outcome: 'other', what: 'marks' };
  }
  const moment = labelAtMs({ marks: added, sightMs: null });
  return moment === null ? { outcome: 'same' } : { outcome: 'label_added', labelAtMs: moment };
}

/** Marks of the first list that the second lacks; a mark that is there twice counts twice. */
function without(marks: readonly ClipMark[], others: readonly ClipMark[]): ClipMark[] {
  if (isDeepStrictEqual(marks, others)) return [];
  const left = counted(others);
  return marks.filter((mark) => {
    const key = keyOf(mark);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

function counted(marks: readonly ClipMark[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const mark of marks) counts.set(keyOf(mark), (counts.get(keyOf(mark)) ?? 0) + 1);
  return counts;
}

function keyOf({ kind, atMs, scanId, checkCode }: ClipMark): string {
  return JSON.stringify([kind, atMs, scanId ?? null, checkCode ?? null]);
}
