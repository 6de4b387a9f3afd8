import { z } from 'zod';
import { Id } from '../../http/common.contract.js';
import * as entry from './common.contract.js';

/** Who touched a shipment's evidence, as of an export. */
export const CustodyDocument = z.strictObject({
  schema: z.literal('akashi.custody/1'),
  brandId: Id,
  shipmentId: Id,
  reason: z.string().meta({ description: 'Why the export was made' }),
  madeAt: entry.Utc,
  events: z
    .array(
      z.strictObject({
        id: Id,
        kind: z
          .string()
          .meta({ description: 'recorded, sealed, viewed, streamed, downloaded, exported, held, …' }),
        clipId: Id.nullable().meta({ description: 'null: the shipment as a whole' }),
        actor: z
          .strictObject({ kind: z.string(), id: z.string() })
          .meta({ description: "Who that is, only the brand's own staff list says" }),
        occurredAt: entry.Utc,
        detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    )
    .meta({ description: 'In the order in which they were written' }),
});
