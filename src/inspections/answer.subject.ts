import { AppError } from '../http/app-error.js';
import type { AnswerBody } from '../queue/queue.contract.js';
import { applicableChecks } from './inspection.checklist.js';
import type { CheckFacts, InstructionFacts, TaskFacts } from './task-facts.js';

/** What an answer is about: a check of the standard, or a handling instruction of the order. */
export interface AnswerSubject {
  check?: CheckFacts;
  instruction?: InstructionFacts;
}

type Stated = Pick<AnswerBody, 'checkId' | 'value' | 'reason' | 'shipmentLineId'>;

/** @throws AppError check_not_found, answered_by_scan, reason_required, line_not_found */
export function subjectOfAnswer(task: TaskFacts, body: Stated): AnswerSubject {
  const check = applicableChecks(task).find(({ id }) => id === body.checkId);
  const instruction = task.instructions.find(({ id }) => id === body.checkId);
  if (!check && !instruction) {
    throw new AppError('check_not_found', "This check isn't asked at this stage: reload the task.");
  }
  if (check?.answeredBy === 'auto' && body.value === 'pass') {
    throw new AppError('answered_by_scan', `${check.code} passes by scanning, not by a press.`);
  }
  if (body.value !== 'pass' && !body.reason) {
    throw new AppError('reason_required', 'Say in a few words why it failed or does not apply.');
  }
  if (body.shipmentLineId && !hasLine(task, body.shipmentLineId)) throw lineNotFound();
  return { check, instruction };
}

/**
 * The line that a fail is about: picking and inspecting look at items, so there it has to be named unless there is only
 * one; about the box or the label there is none.
 * @throws AppError line_required
 */
export function lineOfFail(task: TaskFacts, { check }: AnswerSubject, body: Stated): string | null {
  if (body.shipmentLineId) return body.shipmentLineId;
  if (check?.section !== 'pick' && check?.section !== 'inspect') return null;
  const [only, ...others] = task.lines;
  if (only && others.length === 0) return only.id;
  throw new AppError('line_required', 'Say which item failed (shipmentLineId), so that it can be exchanged.');
}

export function hasLine(task: TaskFacts, lineId: string): boolean {
  return task.lines.some(({ id }) => id === lineId);
}

export function lineNotFound(): AppError {
  return new AppError('line_not_found', 'This line is not part of the shipment: reload the task.');
}

/** Whether an item of this line is being exchanged already. */
export function hasOpenSwap(task: TaskFacts, lineId: string): boolean {
  return task.exceptions.some(
    ({ kind, state, shipmentLineId }) => kind === 'swap' && state === 'open' && shipmentLineId === lineId,
  );
}
