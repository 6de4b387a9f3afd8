import type { EntityManager } from 'typeorm';
import { firstRow } from '../database/sql.js';

const DIGITS = 6;

const NEXT = {
  name: 'cases_next_number',
  text: `insert into case_numbers as n (brand_id, last) values ($1, 1)
    on conflict (brand_id) do update set last = n.last + 1 returning last`,
};

/**
 * The next case number of a brand, such as C-000123. The row stays locked until the caller's transaction ends, so two
 * cases opened at the same moment get two numbers, and a rolled back one leaves no gap.
 */
export async function nextCaseNo(manager: EntityManager, brandId: string): Promise<string> {
  const row = await firstRow<{ last: number }>(manager, NEXT, [brandId]);
  if (!row) throw new Error('the upsert of a case number returned no row');
  return `C-${String(row.last).padStart(DIGITS, '0')}`;
}
