// Lifecycle of a recording. Two things run side by side once the original is stored: sealing (`state`) and making films to
// watch (`mediaState`). A file that can't be watched is still evidence: it is sealed, and its original is never deleted.
// A recording given up after a week comes back to life when its station does: evidence is never refused for being late.

export type ClipState = 'recording' | 'completed' | 'stored' | 'sealed' | 'abandoned';
export type MediaState = 'none' | 'rendering' | 'playable' | 'rejected';

export const CLIP_MOVES = {
  recording: ['completed', 'abandoned'],
  completed: ['stored'],
  stored: ['sealed'],
  sealed: [],
  abandoned: ['recording'],
} as const satisfies Record<ClipState, readonly ClipState[]>;

/**
 * `none → rejected`: the segments together aren't the bytes that the station promised. It may complete the recording again,
 * with other bytes: `rejected → none`, as long as no original is stored.
 */
export const MEDIA_MOVES = {
  none: ['rendering', 'rejected'],
  rendering: ['playable', 'rejected'],
  playable: [],
  rejected: ['none'],
} as const satisfies Record<MediaState, readonly MediaState[]>;

/** How long a recording may stand still before it is given up and its segments are deleted. */
export const ABANDONED_AFTER_DAYS = 7;
