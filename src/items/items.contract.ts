import { z } from 'zod';
import { BilingualText, Id, pageOf, shortText } from '../http/common.contract.js';

export const Sku = shortText(80);

/** GTIN-8/12/13/14 including its check digit, which is verified. */
export const Gtin = z.string().regex(/^\d{8}$|^\d{12,14}$/, 'must be a GTIN of 8, 12, 13 or 14 digits');

/** What a standard may ask for: lot, set, chilled, fragile, teapot, liquid, wooden_box, gift, accessory, insert … */
export const ItemFlag = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** One line of PUT /v1/items. */
export const ItemBody = z
  .strictObject({
    sku: Sku,
    gtin: Gtin.nullable().default(null),
    name: BilingualText,
    shelf: shortText(40).nullable().default(null),
    flags: z.array(ItemFlag).max(20).default([]),
  })
  .meta({ id: 'ItemBody' });

/** PUT /v1/items: adds or replaces up to 1,000 items by SKU. */
export const ItemsBody = z
  .strictObject({ items: z.array(ItemBody).min(1).max(1000) })
  .meta({ id: 'ItemsBody' });
export const Item = ItemBody.extend({ id: Id }).meta({ id: 'Item' });
/** GET /v1/items?cursor=&limit= */
export const ItemPage = pageOf(Item).meta({ id: 'ItemPage' });
export const ItemsResult = z.strictObject({ saved: z.int() }).meta({ id: 'ItemsResult' });

export type ItemBody = z.infer<typeof ItemBody>;
export type Item = z.infer<typeof Item>;
