import { z } from 'zod';
import { MediaKind, TakeawayReason } from '../evidence/evidence.contract.js';
import { Id } from '../http/common.contract.js';

/** Kinds of renditions that a bundle may hold: all that a rendering makes. */
export const RenditionKind = MediaKind.exclude(['original']);

const Flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const RenditionKinds = z
  .union([
    z.enum(['all', 'none']),
    z
      .string()
      .regex(/^[a-z_]+(,[a-z_]+)*$/)
      .transform((list) => list.split(','))
      .pipe(z.array(RenditionKind)),
  ])
  .meta({ description: '`all`, `none`, or kinds with commas between them, e.g. `customer,poster`' });

/** GET /v1/shipments/{shipmentId}/bundle */
export const BundleParams = z.strictObject({ shipmentId: Id });
export const BundleQuery = z.strictObject({
  reason: TakeawayReason.meta({ description: 'Why it is exported; stands in the custody log.' }),
  originals: Flag.default(true),
  renditions: RenditionKinds.default('all'),
});

export type BundleQuery = z.infer<typeof BundleQuery>;
