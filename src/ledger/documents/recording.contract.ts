import { z } from 'zod';
import { ClipClock, ClipMark } from '../../clips/clip-times.contract.js';
import { Id } from '../../http/common.contract.js';
import { Nonce, SegmentEntry, Sha256Hex, Utc } from './common.contract.js';

/** STORED FOR GOOD: a change of meaning gets the next number. */
export const RECORDING_SCHEMA = 'akashi.recording/1';

/** What a station says of its recording, signed with its own key. */
export const RecordingDocument = z.strictObject({
  schema: z.literal(RECORDING_SCHEMA),
  clipId: Id,
  taskId: Id,
  token: z.int().min(1),
  nonce: Nonce,
  kind: z.enum(['film', 'still']),
  contentType: z.string(),
  startedAt: Utc,
  signedAt: Utc.meta({ description: "By the station's clock" }),
  segments: z.array(SegmentEntry).min(1),
  totalBytes: z.int().min(1),
  sha256: Sha256Hex.meta({ description: 'Of all segments in the order of their numbers' }),
  marks: z.array(ClipMark),
  clock: ClipClock.nullable(),
});

export type RecordingDocument = z.infer<typeof RecordingDocument>;
