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
  'chapters',
  'export',
  'original',
]);

/** GET /v1/clips/{clipId}/media/{kind}: 303 to an address that works for a few minutes. */
export const MediaParams = z.strictObject({ clipId: Id, kind: MediaKind });
/** POST /v1/clips/{clipId}/exports, …/renditions */
export const ClipOfBrandParams = z.strictObject({ clipId: Id });
/** It is being made: `url` answers with it as soon as it is there, until then with what was there before. */
export const RenditionAccepted = z
  .strictObject({ clipId: Id, url: z.string() })
  .meta({ id: 'RenditionAccepted' });
/** GET /v1/clips/{clipId}/manifest, …/manifest/signature */
export const ManifestParams = z.strictObject({ clipId: Id });

/** GET /v1/keys: what signatures of manifests and statements are checked with. */
export const PublicKey = z
  .strictObject({
    keyId: z.string(),
    pem: z.string().meta({ description: 'SPKI in PEM, as `openssl dgst -sha256 -verify` reads it' }),
    current: z.boolean(),
  })
  .meta({ id: 'PublicKey' });
export const PublicKeyList = z.strictObject({ items: z.array(PublicKey) }).meta({ id: 'PublicKeyList' });
/** GET /v1/keys/{signingKeyId}: the PEM alone. */
export const KeyParams = z.strictObject({ signingKeyId: z.string().regex(/^[0-9a-f]{32}$/) });

export type MediaKind = z.infer<typeof MediaKind>;
