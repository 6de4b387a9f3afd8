import type { Actor } from '../accounts/principal.js';

/** Who acts when nobody asked: jobs and sweeps. */
export const SYSTEM_ACTOR: Actor = { kind: 'system', id: 'worker' };
