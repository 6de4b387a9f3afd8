import { gtin14, isGtin } from '../items/gtin.js';
import type { StationTask } from '../queue/queue.contract.js';
import { applicableChecks, askedInstructions } from './inspection.checklist.js';
import { whyNotComplete } from './inspection.completion.js';
import type { CheckFacts, InstructionFacts, LineFacts, TaskFacts, WaybillFacts } from './task-facts.js';

/** What a station shows of a task: no prices, and of the recipient only the name. */
export function toStationTask(task: TaskFacts): StationTask {
  return {
    id: task.id,
    brand: task.brand,
    shipmentId: task.shipmentId,
    orderExternalId: task.orderExternalId,
    stage: stageOf(task),
    state: task.state,
    rank: task.rank,
    due: task.due,
    shipBy: task.shipBy,
    carrier: task.carrier,
    delivery: { date: task.deliveryDate, window: task.deliveryWindow },
    recipientName: task.recipientName,
    gift: task.gift,
    flags: task.flags,
    attempt: task.attempt,
    lines: task.lines.map(toStationLine),
    checks: [...applicableChecks(task).map(toCheck), ...askedInstructions(task).map(toInstructionCheck)],
    instructions: task.instructions.map(({ id, kind, text }) => ({ id, kind, text })),
    exceptions: task.exceptions,
    waybills: task.waybills.map(toWaybill),
    clips: task.clips,
    missing: whyNotComplete(task),
  };
}

/** What a scanner may read from a piece of this line: its SKU, its GTIN, and the GTIN with and without leading zeros. */
export function codesOf(line: Pick<LineFacts, 'sku' | 'gtin'>): string[] {
  const { gtin } = line;
  if (gtin === null) return [line.sku];
  if (!isGtin(gtin)) return [gtin, line.sku];
  return [...new Set([gtin, line.sku, ...gtinForms(gtin)])];
}

/** A GTIN as it may be printed or stored: with and without leading zeros. */
export function gtinForms(gtin: string): string[] {
  const full = gtin14(gtin);
  const shorter = [13, 12, 8]
    .filter((length) => /^0*$/.test(full.slice(0, -length)))
    .map((length) => full.slice(-length));
  return [...shorter, full];
}

function stageOf({ stage }: TaskFacts): StationTask['stage'] {
  const { code, name, evidence, position, of } = stage;
  return { code, name, evidence, position, of };
}

function toStationLine(line: LineFacts): StationTask['lines'][number] {
  const { gtin: _, ...shown } = line;
  return { ...shown, codes: codesOf(line) };
}

function toCheck(check: CheckFacts): StationTask['checks'][number] {
  const { id, code, section, answeredBy, text, answer } = check;
  return {
    id,
    code,
    section,
    answeredBy,
    text,
    answer: answer?.value ?? null,
    reason: answer?.reason ?? null,
  };
}

/** A handling instruction is one more line of the list, answered by a press. */
function toInstructionCheck({ id, text, answer }: InstructionFacts): StationTask['checks'][number] {
  return {
    id,
    code: 'instruction',
    section: 'pack',
    answeredBy: 'press',
    text,
    answer: answer?.value ?? null,
    reason: answer?.reason ?? null,
  };
}

function toWaybill(waybill: WaybillFacts): StationTask['waybills'][number] {
  const { numberNormalized: _, source: __, ...shown } = waybill;
  return shown;
}
