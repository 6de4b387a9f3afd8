// The customer's film must never show an address label: links are forwarded, and a label carries name and address. A label
// is in the picture before it is scanned, so the film ends a margin before the first mark or waybill scan. A waybill that
// was scanned before this clip began lies on the bench from its first frame on, so nothing of it is for customers.
import type { ClipMark } from './clips.contract.js';

/** How long before its scan a label may already be seen. */
export const LABEL_MARGIN_MS = 3_000;

interface LabelSources {
  startedAt: Date;
  marks: readonly Pick<ClipMark, 'kind' | 'atMs'>[];
  /** When waybills of this task were scanned, by the same station's clock as `startedAt`. */
  waybillScans: readonly Date[];
}

/**
 * The moment, in milliseconds into the clip, from which on an address label may be seen.
 * @returns null when no label was ever near; 0 when none of the clip may be shown
 */
export function labelAtMs({ startedAt, marks, waybillScans }: LabelSources): number | null {
  const marked = marks.filter((mark) => mark.kind === 'label').map((mark) => mark.atMs);
  const scanned = waybillScans.map((at) => at.getTime() - startedAt.getTime());
  const moments = [...marked, ...scanned];
  return moments.length === 0 ? null : Math.max(0, Math.min(...moments) - LABEL_MARGIN_MS);
}
