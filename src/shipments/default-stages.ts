import type { EntityManager } from 'typeorm';
import { affected } from '../database/sql.js';
import type { Stage } from './shipments.contract.js';

/** The preset "one bench": a picker walks, one person inspects and packs on film, the label is photographed. */
const ONE_BENCH: readonly Stage[] = [
  {
    code: 'pick',
    name: { ja: 'ピッキング', en: 'Pick' },
    evidence: 'scan_log',
    sections: ['pick'],
    handlingMinutes: 15,
  },
  {
    code: 'pack',
    name: { ja: '検品・梱包', en: 'Inspect and pack' },
    evidence: 'film',
    sections: ['inspect', 'pack'],
    handlingMinutes: 15,
  },
  {
    code: 'ship',
    name: { ja: '出荷', en: 'Ship' },
    evidence: 'still',
    sections: ['ship'],
    handlingMinutes: 10,
  },
];

const INSERT_STAGES = `
  insert into brand_stages (brand_id, code, position, name_ja, name_en, evidence, sections, handling_minutes)
  select $1, s.code, s.position, s.name_ja, s.name_en, s.evidence, s.sections, s.handling_minutes
  from jsonb_to_recordset($2::jsonb) as s(code text, position integer, name_ja text, name_en text, evidence text,
    sections text[], handling_minutes integer)`;

/** Gives a new brand the preset "one bench", in the transaction that creates the brand. */
export async function seedStages(manager: EntityManager, brandId: string): Promise<void> {
  await insertStages(manager, brandId, ONE_BENCH);
}

/** Writes a brand's stages, in their order, where it has none. */
export async function insertStages(
  manager: EntityManager,
  brandId: string,
  stages: readonly Stage[],
): Promise<void> {
  const list = stages.map((stage, position) => ({
    code: stage.code,
    position,
    name_ja: stage.name.ja,
    name_en: stage.name.en,
    evidence: stage.evidence,
    sections: stage.sections,
    handling_minutes: stage.handlingMinutes,
  }));
  await affected(manager, INSERT_STAGES, [brandId, JSON.stringify(list)]);
}
