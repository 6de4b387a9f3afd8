import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const ID_BYTES = 16;
// Asking the system for 16 bytes costs more than the rest of an id.
const pool = Buffer.alloc(256 * ID_BYTES);
let used = pool.length;

let msecs = 0;
let seq = 0;

/**
 * A new identifier: UUIDv7 in lower case. Sortable by the time it was made, so index pages stay warm, append-only
 * tables can be partitioned by its range, and cursors need no second column. Later ones of a process sort after earlier ones, also
 * within a millisecond and when its clock is set back. The only maker of ids.
 */
export function newId(): string {
  const random = randomBytes();
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // Half of the counter's range is left to count up in.
    seq = random.readUInt32BE(6) >>> 1;
  } else {
    seq += 1;
  }
  return v7({ random, msecs, seq });
}

function randomBytes(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = pool.subarray(used, used + ID_BYTES);
  used += ID_BYTES;
  return bytes;
}
