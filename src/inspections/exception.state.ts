import type { Moves } from '../database/lifecycle.js';

export type ExceptionState = 'open' | 'resolved';

/** The life of a swap or a short pick: it stands in the way of its stage's completion until it is resolved. */
export const EXCEPTION_MOVES = { open: ['resolved'], resolved: [] } as const satisfies Moves<ExceptionState>;
