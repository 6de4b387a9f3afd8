import { v7 } from 'uuid';

/**
 * A new identifier: UUIDv7 in lower case. Sortable by the time it was made, so index pages stay warm, append-only
 * tables can be partitioned by its range, and cursors need no second column. The only maker of ids.
 */
export function newId(): string {
  return v7();
}
