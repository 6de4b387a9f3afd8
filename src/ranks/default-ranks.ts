import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { affected } from '../database/sql.js';

interface DefaultRank {
  code: string;
  ja: string;
  en: string;
  leadHours: number;
  film: boolean;
}

/**
 * The ladder that a new brand starts with, lowest first; the first is the default. Leads are head starts, not strict
 * priorities: a member of the top rung enters the line as if the order had come eight hours earlier.
 */
const DEFAULT_RANKS: readonly DefaultRank[] = [
  { code: 'standard', ja: 'はじまり会員', en: 'Hajimari', leadHours: 24, film: false },
  { code: 'repeat', ja: 'めぐり会員', en: 'Meguri', leadHours: 22, film: false },
  { code: 'subscriber', ja: 'つづき会員', en: 'Tsuzuki', leadHours: 21, film: false },
  { code: 'vip', ja: 'むすび会員', en: 'Musubi', leadHours: 18, film: true },
  { code: 'invited', ja: '灯の会', en: 'Akari circle', leadHours: 16, film: true },
];

const INSERT_RANKS = `
  insert into ranks (id, brand_id, code, name_ja, name_en, position, lead_minutes, film, is_default)
  select r.id, $1, r.code, r.name_ja, r.name_en, r.position, r.lead_minutes, r.film, r.position = 0
  from jsonb_to_recordset($2::jsonb) as r(id uuid, code text, name_ja text, name_en text, position integer,
    lead_minutes integer, film boolean)`;

/** Gives a new brand its default ranks, in the transaction that creates the brand. */
export async function seedRanks(manager: EntityManager, brandId: string): Promise<void> {
  const ranks = DEFAULT_RANKS.map((rank, position) => ({
    id: newId(),
    code: rank.code,
    name_ja: rank.ja,
    name_en: rank.en,
    position,
    lead_minutes: rank.leadHours * 60,
    film: rank.film,
  }));
  await affected(manager, INSERT_RANKS, [brandId, JSON.stringify(ranks)]);
}
