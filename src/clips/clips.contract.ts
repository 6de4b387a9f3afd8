import { z } from 'zod';
import { REFUSALS } from '../media/media-error.js';
import { Id, Instant, ReportedInstant, Sha256Base64 } from '../http/common.contract.js';
import { ClipClock, ClipMark } from './clip-times.contract.js';

/** POST /v1/clips: the id is made by the station (UUIDv7), so that a recording can begin offline. The same again is a no-op. */
export const OpenClipBody = z
  .strictObject({
    id: Id,
    taskId: Id,
    token: z.int().min(1),
    kind: z.enum(['film', 'still']),
    contentType: z.enum(['video/webm', 'video/mp4', 'video/x-matroska', 'video/quicktime', 'image/jpeg']),
    startedAt: ReportedInstant,
    clock: ClipClock.optional(),
  })
  .meta({ id: 'OpenClipBody' });

export const ClipState = z.enum(['recording', 'completed', 'stored', 'sealed', 'abandoned']);
export const MediaState = z.enum(['none', 'rendering', 'playable', 'rejected']);

/** Why a recording can't be watched: its segments aren't what was promised, the file is at fault, or rendering failed too often. */
export const ClipRejectReason = z.enum([
  'segment_digest_mismatch',
  'total_digest_mismatch',
  'render_failed',
  ...REFUSALS,
]);

/** A clip as station and staff see it. `overtaken`: recorded under a lease that another station has since overtaken. */
export const Clip = z
  .strictObject({
    id: Id,
    taskId: Id,
    kind: z.enum(['film', 'still']),
    take: z.int(),
    overtaken: z.boolean(),
    state: ClipState,
    mediaState: MediaState,
    mediaReason: z.string().nullable(),
    startedAt: Instant,
    durationMs: z.int().nullable(),
    totalBytes: z.int().nullable(),
    sha256: z.string().nullable(),
  })
  .meta({ id: 'Clip' });

/** PUT /v1/clips/{clipId}/segments/{n}: raw bytes ≤ 8 MiB with `Content-Digest: sha-256=:…:` (RFC 9530). */
export const Segment = z
  .strictObject({ n: z.int(), bytes: z.int(), sha256: Sha256Base64 })
  .meta({ id: 'Segment' });
export const SegmentResult = Segment.extend({ duplicate: z.boolean() }).meta({ id: 'SegmentResult' });
/**
 * POST /v1/clips/{clipId}/segments/{n}/upload-url, then PUT to the address, then POST …/{n}/confirm with the same body: a
 * segment that goes straight to storage. The digest is a signed header, so storage refuses other bytes.
 */
export const DirectSegmentBody = z
  .strictObject({ bytes: z.int().min(1), sha256: Sha256Base64 })
  .meta({ id: 'DirectSegmentBody' });
export const UploadAddress = z
  .strictObject({
    url: z.string().nullable().meta({ description: 'null: these very bytes are here already' }),
    headers: z.record(z.string(), z.string()).meta({ description: 'To be sent as they are' }),
    expiresAt: Instant.nullable(),
  })
  .meta({ id: 'UploadAddress' });
/** GET /v1/clips/{clipId}/segments */
export const SegmentList = z
  .strictObject({ segments: z.array(Segment), state: ClipState })
  .meta({ id: 'SegmentList' });

/** Up to here the API hashes a recording of several segments itself before it takes a completion. */
export const TOTAL_CHECKED_UP_TO_BYTES = 32 * 2 ** 20;

/** What the station has signed of its recording: a document akashi.recording, as docs/evidence.md describes it. */
export const SignedRecording = z
  .strictObject({
    statement: z
      .string()
      .min(1)
      .max(900_000)
      .meta({ description: 'The exact text that was signed: canonical JSON, UTF-8' }),
    signature: z
      .string()
      .regex(/^[A-Za-z0-9+/]{8,200}={0,2}$/, 'must be base64')
      .meta({ description: 'ECDSA P-256 over SHA-256, as WebCrypto makes it (r and s) or in DER' }),
    keyId: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits'),
  })
  .meta({ id: 'SignedRecording' });

/** POST /v1/clips/{clipId}/complete. Missing numbers are named in the problem. */
export const CompleteClipBody = z
  .strictObject({
    segments: z.int().min(1).max(100_000),
    totalBytes: z.int().min(1),
    sha256: Sha256Base64.meta({
      description:
        'Of all segments in the order of their numbers. Another digest is refused at once (422 total_digest_mismatch) when the clip has one segment or at most 32 MiB in all; of a larger one the clip is accepted, and becomes mediaState rejected, mediaReason total_digest_mismatch, when the worker assembles it. Either way, complete again with the right digest.',
    }),
    marks: z.array(ClipMark).max(5000).default([]),
    clock: ClipClock.optional(),
    recording: SignedRecording.optional(),
  })
  .meta({ id: 'CompleteClipBody' });

/** POST /v1/clips/{clipId}/links */
export const ClipLinkBody = z
  .strictObject({ shipmentId: Id, reason: z.literal('late_binding').default('late_binding') })
  .meta({ id: 'ClipLinkBody' });
export const ClipLink = z
  .strictObject({
    clipId: Id,
    shipmentId: Id,
    already: z.boolean().meta({ description: 'it was so before' }),
  })
  .meta({ id: 'ClipLink' });

export type ClipRejectReason = z.infer<typeof ClipRejectReason>;
export type OpenClipBody = z.infer<typeof OpenClipBody>;
export type CompleteClipBody = z.infer<typeof CompleteClipBody>;
export type DirectSegmentBody = z.infer<typeof DirectSegmentBody>;
export type Clip = z.infer<typeof Clip>;
export type ClipLinkBody = z.infer<typeof ClipLinkBody>;
export type ClipLink = z.infer<typeof ClipLink>;

export const ClipParams = z.strictObject({ clipId: Id });
/** Plain digits only: Number() would also read 0x1 and 1e1. */
const SegmentNumber = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a number from 0 to 99999 in plain digits')
  .transform(Number);
export const SegmentParams = z.strictObject({ clipId: Id, n: SegmentNumber });
