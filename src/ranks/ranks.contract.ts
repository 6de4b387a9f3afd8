import { z } from 'zod';
import { BilingualText, Id } from '../http/common.contract.js';

export const RankCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be lower case letters, digits and _');

/** Path of PUT /v1/ranks/{code} */
export const RankParams = z.strictObject({ code: RankCode });

/** One rung of a brand's ladder. `leadMinutes`: how long after arrival its orders are due; smaller starts earlier. */
export const RankBody = z
  .strictObject({
    name: BilingualText,
    position: z.int().min(0).max(1000),
    leadMinutes: z.int().min(0).max(525_600),
    film: z.boolean(),
    isDefault: z.boolean().default(false),
  })
  .meta({ id: 'RankBody' });

export const Rank = z
  .strictObject({
    id: Id,
    code: RankCode,
    name: BilingualText,
    position: z.int(),
    leadMinutes: z.int(),
    film: z.boolean(),
    isDefault: z.boolean(),
  })
  .meta({ id: 'Rank' });

/** GET /v1/ranks */
export const RankList = z.strictObject({ items: z.array(Rank) }).meta({ id: 'RankList' });

export type RankBody = z.infer<typeof RankBody>;
export type Rank = z.infer<typeof Rank>;
