import type { CheckFacts, InstructionFacts, LineFacts, TaskFacts } from './task-facts.js';

/**
 * What is asked at a stage: the checks of its standard that this shipment's flags call for, and the handling instructions
 * that no check covers already (a noshi is compared by PA2, so it isn't asked a second time).
 */

type Asked = Pick<TaskFacts, 'checks' | 'instructions' | 'flags' | 'stage'>;

/** The flag by which a check of the standard covers a kind of instruction. */
const FLAG_OF_INSTRUCTION: Readonly<Record<string, string>> = {
  noshi: 'noshi',
  no_prices: 'gift',
  mourning: 'mourning',
  engraving: 'engraving',
};

/** The checks of the standard that apply to this shipment; commands are barcodes and no questions. */
export function applicableChecks(task: Asked): CheckFacts[] {
  return task.checks.filter((check) => check.answeredBy !== 'command' && applies(check, task.flags));
}

/** The instructions that are questions of their own: those of the box, where no check asks for the same. */
export function askedInstructions(task: Asked): InstructionFacts[] {
  if (!task.stage.sections.includes('pack')) return [];
  const checks = applicableChecks(task);
  return task.instructions.filter((instruction) => {
    const flag = FLAG_OF_INSTRUCTION[instruction.kind];
    return flag === undefined || !checks.some((check) => check.appliesTo.includes(flag));
  });
}

/** Whether items are scanned one by one at this stage. Where only the box or the label is looked at, they are not. */
export function countsItems(stage: TaskFacts['stage']): boolean {
  return stage.sections.includes('pick') || stage.sections.includes('inspect');
}

/** How many pieces of a line have to be there. */
export function neededOf(line: LineFacts): number {
  return Math.max(0, line.quantity - line.short);
}

/** The first line of a product that still lacks a piece; one product on two lines is one pile on the bench. */
export function lineWithRoom(lines: readonly LineFacts[]): LineFacts | undefined {
  return lines.find((line) => line.counted < neededOf(line));
}

export function allCounted(task: Pick<TaskFacts, 'lines' | 'stage'>): boolean {
  return !countsItems(task.stage) || lineWithRoom(task.lines) === undefined;
}

function applies(check: CheckFacts, flags: readonly string[]): boolean {
  return check.appliesTo.length === 0 || check.appliesTo.some((flag) => flags.includes(flag));
}
