import { z } from 'zod';
import { Id, Instant, plainText } from '../http/common.contract.js';

export const ShipmentParams = z.strictObject({ shipmentId: Id });
export const LinkParams = z.strictObject({ linkId: Id });

/** POST /v1/shipments/{shipmentId}/tracking-links. `url` can be written again later: the token is derived, not stored. */
export const TrackingLinkBody = z
  .strictObject({
    audience: z.enum(['orderer', 'recipient']).default('orderer'),
    film: z.boolean().default(false).meta({ description: 'opens the film on this link whatever the rank' }),
    expiresAt: Instant.optional(),
  })
  .meta({ id: 'TrackingLinkBody' });
export const TrackingLink = z
  .strictObject({
    id: Id,
    url: z.string(),
    audience: z.enum(['orderer', 'recipient']),
    film: z.boolean(),
    expiresAt: Instant,
    revokedAt: Instant.nullable(),
  })
  .meta({ id: 'TrackingLink' });
export const TrackingLinkList = z
  .strictObject({ items: z.array(TrackingLink) })
  .meta({ id: 'TrackingLinkList' });

/** Several lines in a person's own words; browsers send line ends as CRLF. */
const message = z
  .string()
  .transform((text) => text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(2000)
      .regex(/^(?:[^\p{Cc}\p{Cs}]|\n)*$/u),
  );

/** POST /t/s/{linkId}/report (a form): a customer reports a problem; an inquiry is opened. */
export const ProblemReportForm = z.object({
  reason: plainText(1, 40),
  message,
  contact: z
    .string()
    .trim()
    .max(254)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)
    .default(''),
});

/** The film, its digest, its poster or a still: what `/t/s/{linkId}/media/{clipId}/{kind}` answers with a 303, and `…/proof/…` with its proof. */
export const CustomerMediaParams = z.strictObject({
  linkId: Id,
  clipId: Id,
  kind: z.enum(['digest', 'customer', 'poster', 'still']),
});
