import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { newId } from '../database/ids.js';
import { affected, type Executor, rows } from '../database/sql.js';
import { AppError } from '../http/app-error.js';
import { decodeCursor, idPosition, toPage } from '../http/cursor.js';
import { isGtin } from './gtin.js';
import type { Item, ItemBody, ItemPage } from './items.contract.js';

interface ItemRow {
  id: string;
  sku: string;
  gtin: string | null;
  name_ja: string;
  name_en: string;
  shelf: string | null;
  flags: string[];
}

const PUT_ITEMS = `
  insert into items (id, brand_id, sku, gtin, name_ja, name_en, shelf, flags)
  select i.id, $1, i.sku, i.gtin, i.name_ja, i.name_en, i.shelf, i.flags
  from jsonb_to_recordset($2::jsonb) as i(id uuid, sku text, gtin text, name_ja text, name_en text, shelf text, flags text[])
  order by i.sku collate "C"
  on conflict (brand_id, sku) do update set gtin = excluded.gtin, name_ja = excluded.name_ja, name_en = excluded.name_en,
    shelf = excluded.shelf, flags = excluded.flags, updated_at = now()`;

const LIST_ITEMS = `
  select id, sku, gtin, name_ja, name_en, shelf, flags from items
  where brand_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`;

const FIND_ITEMS = {
  name: 'items_by_sku',
  text: `select i.sku, i.gtin, i.name_ja, i.name_en, i.shelf, i.flags from unnest($2::text[]) as wanted(sku)
    cross join lateral (select * from items k where k.brand_id = $1 and k.sku = wanted.sku limit 1) i`,
};

/** An item as an order's line takes it over. */
export type CatalogueItem = Omit<ItemRow, 'id'>;

/** A brand's catalogue: what a SKU is called, how it scans, where it lies and what must be checked about it. */
@Injectable()
export class ItemsService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Adds or replaces items by SKU; all of them or none.
   * @returns how many were saved
   * @throws AppError gtin_check_digit_wrong, sku_repeated, with the paths of the items
   */
  async put(brandId: string, items: readonly ItemBody[]): Promise<number> {
    assertGtins(items);
    assertDistinct(items);
    const list = items.map((item) => ({
      id: newId(),
      sku: item.sku,
      gtin: item.gtin,
      name_ja: item.name.ja,
      name_en: item.name.en,
      shelf: item.shelf,
      flags: [...new Set(item.flags)],
    }));
    return affected(this.dataSource, PUT_ITEMS, [brandId, JSON.stringify(list)]);
  }

  /** The newest items first. */
  async list(brandId: string, page: { cursor?: string; limit: number }): Promise<z.infer<typeof ItemPage>> {
    const after = decodeCursor(page.cursor, idPosition);
    const found = await rows<ItemRow>(this.dataSource, LIST_ITEMS, [
      brandId,
      after?.id ?? null,
      page.limit + 1,
    ]);
    const { items, next } = toPage(found, page.limit, ({ id }) => ({ id }));
    return { items: items.map(toItem), next };
  }
}

/** The catalogue's items of some SKUs, by SKU. */
export async function findItems(
  on: Executor,
  brandId: string,
  skus: readonly string[],
): Promise<Map<string, CatalogueItem>> {
  const found = await rows<CatalogueItem>(on, FIND_ITEMS, [brandId, skus]);
  return new Map(found.map((item) => [item.sku, item]));
}

function assertGtins(items: readonly ItemBody[]): void {
  const errors = items.flatMap((item, index) =>
    item.gtin !== null && !isGtin(item.gtin)
      ? [{ path: `items.${index}.gtin`, message: 'the check digit is wrong' }]
      : [],
  );
  if (errors.length === 0) return;
  throw new AppError(
    'gtin_check_digit_wrong',
    'Scan the product again or correct the GTIN; nothing was saved.',
    {
      errors: errors.slice(0, 100),
    },
  );
}

function assertDistinct(items: readonly ItemBody[]): void {
  const seen = new Set<string>();
  for (const [index, { sku }] of items.entries()) {
    if (seen.has(sku)) {
      throw new AppError('sku_repeated', 'Send each SKU once; nothing was saved.', {
        errors: [{ path: `items.${index}.sku`, message: 'appears twice' }],
      });
    }
    seen.add(sku);
  }
}

function toItem(row: ItemRow): Item {
  const { id, sku, gtin, name_ja, name_en, shelf, flags } = row;
  return { id, sku, gtin, name: { ja: name_ja, en: name_en }, shelf, flags };
}
