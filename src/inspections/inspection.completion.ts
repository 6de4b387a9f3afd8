import { defectText } from '../cases/defect.texts.js';
import type { BilingualText } from '../http/common.contract.js';
import { say } from '../queue/station-text.js';
import { boundLabels } from './auto-answers.js';
import { applicableChecks, askedInstructions, countsItems, neededOf } from './inspection.checklist.js';
import type { Answer, TaskFacts } from './task-facts.js';

/**
 * A stage ends when every item is counted, every question answered, every swap and short pick settled and, where the label
 * goes on, every parcel has its own. Automatic checks aren't listed: they follow from what is.
 */
export interface Missing {
  /** A check's code, or line_not_counted, instruction, exception_open, waybill_missing, nothing_left. */
  code: string;
  text: BilingualText;
}

/** Everything that still stands between a task and its completion, in the packer's sequence; empty: it can be completed. */
export function whyNotComplete(task: TaskFacts): Missing[] {
  return [
    ...openExceptions(task),
    ...uncountedLines(task),
    ...openChecks(task),
    ...openInstructions(task),
    ...unmatchedLabels(task),
  ];
}

function openExceptions(task: TaskFacts): Missing[] {
  return task.exceptions
    .filter((exception) => exception.state === 'open')
    .map(({ shipmentLineId, defect }) => {
      const name = task.lines.find((line) => line.id === shipmentLineId)?.name ?? { ja: '', en: '' };
      return { code: 'exception_open', text: say('missing.exception', { name, defect: inWords(defect) }) };
    });
}

/** A packer's own words stay as they are. */
function inWords(defect: string): BilingualText {
  return { ja: defectText(defect, 'ja') ?? defect, en: defectText(defect, 'en') ?? defect };
}

function uncountedLines(task: TaskFacts): Missing[] {
  if (task.lines.every((line) => neededOf(line) === 0)) {
    return [{ code: 'nothing_left', text: say('missing.nothing_left') }];
  }
  if (!countsItems(task.stage)) return [];
  return task.lines
    .filter((line) => line.counted < neededOf(line))
    .map((line) => ({
      code: 'line_not_counted',
      text: say('missing.line', { name: line.name, counted: line.counted, quantity: neededOf(line) }),
    }));
}

function openChecks(task: TaskFacts): Missing[] {
  return applicableChecks(task)
    .filter((check) => check.answer?.value === 'fail' || (check.answeredBy !== 'auto' && !check.answer))
    .map((check) => ({ code: check.code, text: asMissing(check.text, check.answer) }));
}

function openInstructions(task: TaskFacts): Missing[] {
  return askedInstructions(task)
    .filter((instruction) => !instruction.answer || instruction.answer.value === 'fail')
    .map((instruction) => ({ code: 'instruction', text: asMissing(instruction.text, instruction.answer) }));
}

function unmatchedLabels(task: TaskFacts): Missing[] {
  const bound = boundLabels(task);
  if (!task.stage.sections.includes('ship') || bound >= task.parcelCount) return [];
  return [{ code: 'waybill_missing', text: say('missing.waybill', { bound, parcels: task.parcelCount }) }];
}

function asMissing(text: BilingualText, answer: Answer | null): BilingualText {
  return answer?.value === 'fail' ? say('missing.failed', { text }) : text;
}
