import type { Moves } from '../database/lifecycle.js';

export type PreservationState = 'wanted' | 'held' | 'released';

/**
 * The life of an object's preservation for a case: wanted when the case becomes a dispute, held once storage refuses to
 * delete it, released with the decision. The same object may be wanted again.
 */
export const PRESERVATION_MOVES = {
  wanted: ['held', 'released'],
  held: ['released'],
  released: ['wanted'],
} as const satisfies Moves<PreservationState>;
