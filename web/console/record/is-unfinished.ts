import type { ShipmentRecord } from '../api/console-api.js';

/** A film that is still being prepared, or evidence that is still being held. */
export function isUnfinished({ clips, preserved }: ShipmentRecord): boolean {
  return (
    preserved.wanted > 0 ||
    clips.some(({ mediaState, state }) => mediaState === 'rendering' || state === 'completed')
  );
}
