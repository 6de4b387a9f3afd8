import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { affected, type Executor, firstRow, rows } from '../database/sql.js';
import { inTransaction } from '../database/transaction.js';
import { AppError } from '../http/app-error.js';
import { insertStages } from './default-stages.js';
import type { Stage } from './shipments.contract.js';
import { whyNotStages } from './stages.rules.js';

interface StageRow {
  code: string;
  name_ja: string;
  name_en: string;
  evidence: Stage['evidence'];
  sections: Stage['sections'];
  handling_minutes: number;
}

const SELECT_STAGES = `select code, name_ja, name_en, evidence, sections, handling_minutes from brand_stages
  where brand_id = $1 order by position`;

const STAGE_WITH_WORK = `
  select t.stage from tasks t
  where t.brand_id = $1 and t.stage = any($2::text[]) and t.state in ('waiting', 'ready', 'claimed') limit 1`;

/** A brand's stages of work, as data: "one bench" by default, split or joined as the brand works. */
@Injectable()
export class StagesService {
  constructor(private readonly dataSource: DataSource) {}

  async list(brandId: string): Promise<Stage[]> {
    return readStages(this.dataSource, brandId);
  }

  /**
   * Replaces all stages. Shipments that are planned keep the tasks that they have, so a stage with open work can't lose
   * its sections or go away.
   * @throws AppError stages_not_allowed, stage_in_use
   */
  async put(brandId: string, stages: readonly Stage[]): Promise<Stage[]> {
    const reason = whyNotStages(stages);
    if (reason) throw new AppError('stages_not_allowed', reason);
    return inTransaction(this.dataSource, async (manager) => {
      await firstRow(manager, 'select 1 from brands where id = $1 for no key update', [brandId]);
      await assertNoWorkLost(manager, brandId, stages);
      await affected(manager, 'delete from brand_stages where brand_id = $1', [brandId]);
      await insertStages(manager, brandId, stages);
      return readStages(manager, brandId);
    });
  }
}

async function assertNoWorkLost(
  manager: EntityManager,
  brandId: string,
  stages: readonly Stage[],
): Promise<void> {
  const meaning = ({ sections, evidence }: Stage): string => `${sections.join()} ${evidence}`;
  const next = new Map(stages.map((stage) => [stage.code, meaning(stage)]));
  const changed = (await readStages(manager, brandId)).filter(
    (stage) => next.get(stage.code) !== meaning(stage),
  );
  const codes = changed.map(({ code }) => code);
  const busy = await firstRow<{ stage: string }>(manager, STAGE_WITH_WORK, [brandId, codes]);
  if (!busy) return;
  throw new AppError(
    'stage_in_use',
    `Tasks of the stage "${busy.stage}" are open; finish them first, or keep its sections and evidence.`,
  );
}

async function readStages(on: Executor, brandId: string): Promise<Stage[]> {
  const found = await rows<StageRow & Record<string, unknown>>(on, SELECT_STAGES, [brandId]);
  return found.map((row) => ({
    code: row.code,
    name: { ja: row.name_ja, en: row.name_en },
    evidence: row.evidence,
    sections: row.sections,
    handlingMinutes: row.handling_minutes,
  }));
}
