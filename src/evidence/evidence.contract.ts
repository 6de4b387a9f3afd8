import { z } from 'zod';
import { Id } from '../http/common.contract.js';

/** What of a clip can be watched. `original` is what the station sent, in whatever format that is. */
export const MediaKind = z.enum([
  'staff',
  'customer',
  'digest',
  'poster',
  'storyboard',
  'storyboard_vtt',
  'still',
  'original',
]);

/** GET /v1/clips/{clipId}/media/{kind}: 303 to an address that works for a few minutes. */
export const MediaParams = z.strictObject({ clipId: Id, kind: MediaKind });
/** GET /v1/clips/{clipId}/manifest, …/manifest/signature */
export const ManifestParams = z.strictObject({ clipId: Id });

export type MediaKind = z.infer<typeof MediaKind>;
