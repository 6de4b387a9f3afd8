import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import { rows } from '../database/sql.js';
import type { CheckFacts, InstructionFacts } from './task-facts.js';

/** Under which claim and attempt something is answered, and when by the station's clock. */
export interface AnswerContext {
  brandId: string;
  taskId: string;
  attempt: number;
  token: number;
  packerId: string | null;
  occurredAt: Date;
}

export interface NewAnswer {
  id?: string;
  check?: Pick<CheckFacts, 'id' | 'version'>;
  instruction?: Pick<InstructionFacts, 'id'>;
  value: 'pass' | 'fail' | 'not_applicable';
  by: 'scan' | 'press' | 'photo';
  reason?: string | null;
  shipmentLineId?: string | null;
  clipId?: string | null;
  clipOffsetMs?: number | null;
}

const INSERT_ANSWERS = {
  name: 'inspections_insert_answers',
  text: `insert into answers (id, brand_id, task_id, check_item_id, standard_version, handling_instruction_id, attempt,
      value, answered_by, reason, shipment_line_id, clip_id, clip_offset_ms, token, packer_id, occurred_at)
    select a.id, $1, $2, a.check_id, a.version, a.instruction_id, $3, a.value, a.by, a.reason, a.line_id, a.clip_id,
      a.clip_offset_ms, $4, $5, $6
    from jsonb_to_recordset($7::jsonb) as a(id uuid, check_id uuid, version integer, instruction_id uuid, value text,
      by text, reason text, line_id uuid, clip_id uuid, clip_offset_ms integer)`,
};

/** Appends answers with the version of the standard that they answer; the newest of an attempt counts. */
export async function recordAnswers(
  manager: EntityManager,
  context: AnswerContext,
  answers: readonly NewAnswer[],
): Promise<void> {
  if (answers.length === 0) return;
  const { brandId, taskId, attempt, token, packerId, occurredAt } = context;
  const recorded = JSON.stringify(answers.map(toRow));
  await rows(manager, INSERT_ANSWERS, [brandId, taskId, attempt, token, packerId, occurredAt, recorded]);
}

/** Automatic checks answered by what was just scanned or done. */
export function passedByScan(checks: readonly CheckFacts[]): NewAnswer[] {
  return checks.map((check) => ({ check, value: 'pass', by: 'scan' }));
}

function toRow(answer: NewAnswer) {
  return {
    id: answer.id ?? newId(),
    check_id: answer.check?.id ?? null,
    version: answer.check?.version ?? null,
    instruction_id: answer.instruction?.id ?? null,
    value: answer.value,
    by: answer.by,
    reason: answer.reason ?? null,
    line_id: answer.shipmentLineId ?? null,
    clip_id: answer.clipId ?? null,
    clip_offset_ms: answer.clipOffsetMs ?? null,
  };
}
