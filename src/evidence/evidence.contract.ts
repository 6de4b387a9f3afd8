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
/** Why an original, or a bundle of everything, is taken away. */
export const TakeawayReason = z.enum([
  'case',
  'customer_request',
  'carrier_claim',
  'authority_request',
  'audit',
  'quality_check',
  'technical',
]);
/** `reason`: asked for with an original. `caseId`: the case that it is looked at for. */
export const MediaQuery = z.strictObject({ reason: TakeawayReason.optional(), caseId: Id.optional() });
/** POST /v1/clips/{clipId}/exports, …/renditions */
export const ClipOfBrandParams = z.strictObject({ clipId: Id });
/** POST /v1/clips/{clipId}/exports: what leaves the house does so for a reason. */
export const ExportBody = z.strictObject({ reason: TakeawayReason }).meta({ id: 'ExportBody' });
/** It is being made: `url` answers with it as soon as it is there, until then with what was there before. */
export const RenditionAccepted = z
  .strictObject({ clipId: Id, url: z.string() })
  .meta({ id: 'RenditionAccepted' });
/** GET /v1/clips/{clipId}/manifest, …/manifest/signature */
export const ManifestParams = z.strictObject({ clipId: Id });

/** GET /v1/station/my-clips/views. Nobody is named in it. */
export const ClipViews = z
  .strictObject({
    days: z.int(),
    total: z.int(),
    items: z.array(
      z.strictObject({
        purpose: z
          .enum([
            'inquiry',
            'complaint',
            'dispute',
            'chargeback',
            'customer_page',
            'audit',
            'quality_check',
            'export',
            'record',
          ])
          .meta({ description: 'the weight of the case it was looked at for, or where or why else' }),
        views: z.int(),
        clips: z.int(),
      }),
    ),
  })
  .meta({ id: 'ClipViews' });

export type ClipViews = z.infer<typeof ClipViews>;
export type MediaKind = z.infer<typeof MediaKind>;
export type TakeawayReason = z.infer<typeof TakeawayReason>;
