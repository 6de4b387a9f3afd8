import { z } from 'zod';
import { Id, Instant, shortText } from '../http/common.contract.js';

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

/** POST /t/{linkId}/report (form): a customer reports a problem; an inquiry is opened. */
export const ProblemReportForm = z.strictObject({
  reason: z.string().max(40),
  message: shortText(2000),
  contact: shortText(254).optional(),
});
