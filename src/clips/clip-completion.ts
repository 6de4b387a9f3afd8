// What stands between a recording and its completion. ffmpeg doesn't notice a missing segment, so completeness is decided
// here, by numbers and lengths, before anything is put together.
import { AppError } from '../http/app-error.js';

export interface ReceivedSegment {
  n: number;
  bytes: number;
}

const MAX_NAMED = 100;

/**
 * Compares what the station says it sent with what arrived.
 * @param received ascending by number
 * @throws AppError segments_missing, segments_unexpected, total_mismatch; the first two name the numbers
 */
export function requireComplete(
  stated: { segments: number; totalBytes: number },
  received: readonly ReceivedSegment[],
): void {
  const present = new Set(received.map(({ n }) => n));
  const missing = Array.from({ length: stated.segments }, (_, n) => n).filter((n) => !present.has(n));
  if (missing.length > 0) {
    throw new AppError(
      'segments_missing',
      `Send the missing segments (${named(missing)}), then complete again.`,
      {
        missing: missing.slice(0, MAX_NAMED),
        missingCount: missing.length,
      },
    );
  }
  const unexpected = received.map(({ n }) => n).filter((n) => n >= stated.segments);
  if (unexpected.length > 0) {
    throw new AppError(
      'segments_unexpected',
      `Segments beyond the stated count are here (${named(unexpected)}); state the true count.`,
      { unexpected: unexpected.slice(0, MAX_NAMED) },
    );
  }
  const bytes = received.reduce((sum, segment) => sum + segment.bytes, 0);
  if (bytes === stated.totalBytes) return;
  throw new AppError(
    'total_mismatch',
    `The segments have ${bytes} bytes together, not ${stated.totalBytes}; state what was recorded.`,
    { receivedBytes: bytes },
  );
}

function named(numbers: readonly number[]): string {
  const shown = numbers.slice(0, 10).join(', ');
  return numbers.length > 10 ? `${shown}, … ${numbers.length} in all` : shown;
}
