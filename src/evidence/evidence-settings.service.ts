import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Executor, firstRow, rows } from '../database/sql.js';
import { EvidenceSettings } from './completeness.contract.js';
import { stageEvidenceOf } from './completeness.store.js';
import { unrecordedStages } from './evidence.completeness.js';

const READ = `select label_without_evidence as "labelWithoutEvidence" from evidence_settings where brand_id = $1`;
const WRITE = `insert into evidence_settings (brand_id, label_without_evidence) values ($1, $2)
  on conflict (brand_id) do update set label_without_evidence = excluded.label_without_evidence, updated_at = now()`;

/** What a brand wants where evidence is missing. */
@Injectable()
export class EvidenceSettingsService {
  constructor(private readonly dataSource: DataSource) {}

  async read(brandId: string): Promise<EvidenceSettings> {
    return readSettings(this.dataSource, brandId);
  }

  async write(brandId: string, settings: EvidenceSettings): Promise<EvidenceSettings> {
    await rows(this.dataSource, WRITE, [brandId, settings.labelWithoutEvidence]);
    return settings;
  }
}

/** What a label meets: nothing, a warning or a stop. `stages`: names of those that nobody has recorded. */
export interface LabelEvidence {
  then: 'go_on' | 'warn' | 'block';
  stages: { ja: string; en: string };
}

/** Whether all stages before this one were recorded, when a label is about to be stuck on. */
export async function labelEvidence(
  on: Executor,
  { brandId, shipmentId, stage: at }: { brandId: string; shipmentId: string; stage: string },
): Promise<LabelEvidence> {
  const { labelWithoutEvidence: mode } = await readSettings(on, brandId);
  const none = { then: 'go_on', stages: { ja: '', en: '' } } as const;
  if (mode === 'off') return none;
  const all = await stageEvidenceOf(on, shipmentId);
  const earlier = all.slice(
    0,
    Math.max(
      0,
      all.findIndex(({ stage }) => stage === at),
    ),
  );
  const missing = new Set(unrecordedStages(earlier));
  if (missing.size === 0) return none;
  const named = earlier.filter(({ stage }) => missing.has(stage));
  const stages = {
    ja: named.map(({ nameJa }) => nameJa).join('、'),
    en: named.map(({ nameEn }) => nameEn).join(', '),
  };
  return { then: mode, stages };
}

async function readSettings(on: Executor, brandId: string): Promise<EvidenceSettings> {
  return EvidenceSettings.parse((await firstRow(on, READ, [brandId])) ?? {});
}
