// The customer's film must never show an address label: links are forwarded, and a label carries name and address. A label
// is in the picture before it is scanned, so the film ends a margin before the first mark or scan of one. A label that was
// scanned before this clip began lies on the bench from its first frame on, so nothing of it is for customers.
import type { ClipMark } from './clip-times.contract.js';

/** How long before its scan a label may already be seen. */
export const LABEL_MARGIN_MS = 3_000;

/** No clip is longer, as its marks; a label may be scanned weeks after it. */
const LATEST_MS = 86_400_000;

interface LabelSources {
  marks: readonly Pick<ClipMark, 'kind' | 'atMs'>[];
  /** The first scan of anything that may be a label, in milliseconds into the clip; negative before it. */
  sightMs: number | null;
}

/**
 * The moment, in milliseconds into the clip, from which on an address label may be seen.
 * @returns null when no label was ever near; 0 when none of the clip may be shown
 */
export function labelAtMs({ marks, sightMs }: LabelSources): number | null {
  const marked = marks.filter((mark) => mark.kind === 'label').map((mark) => mark.atMs);
  const moments = sightMs === null ? marked : [...marked, sightMs];
  if (moments.length === 0) return null;
  return Math.max(0, Math.floor(Math.min(LATEST_MS, ...moments)) - LABEL_MARGIN_MS);
}
