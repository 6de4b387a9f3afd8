import { allCounted, applicableChecks } from './inspection.checklist.js';
import type { CheckFacts, TaskFacts } from './task-facts.js';

/**
 * What answers a check that nobody presses a button for. A check is answered by the scan that proves it, or by closing the
 * stage; never by time passing. Lot and best-before dates count as read with their item until scans carry them.
 */
export type AnsweredWhen =
  'items_counted' | 'label_matched' | 'all_labels_matched' | 'stage_closed' | 'handed_over';

const WHEN: Readonly<Record<string, AnsweredWhen>> = {
  PK1: 'items_counted',
  PK2: 'items_counted',
  PK3: 'items_counted',
  PK4: 'items_counted',
  IN1: 'items_counted',
  IN6: 'items_counted',
  PA3: 'items_counted',
  PA8: 'stage_closed',
  SH1: 'label_matched',
  SH2: 'label_matched',
  SH4: 'all_labels_matched',
  SH7: 'handed_over',
};

/** When an automatic check counts as answered; one of a brand's own standard by counting all items. */
export function answeredWhen(code: string): AnsweredWhen {
  return WHEN[code] ?? 'items_counted';
}

/** Automatic checks without an answer whose proof is there now. */
export function provenChecks(task: TaskFacts): CheckFacts[] {
  return openAutoChecks(task).filter((check) => isProven(answeredWhen(check.code), task));
}

/** Automatic checks that are answered by completing the stage. */
export function checksClosedWithStage(task: TaskFacts): CheckFacts[] {
  return openAutoChecks(task).filter((check) => answeredWhen(check.code) === 'stage_closed');
}

/** Automatic checks that are answered at the truck. */
export function checksOfHandover(task: TaskFacts): CheckFacts[] {
  return openAutoChecks(task).filter((check) => answeredWhen(check.code) === 'handed_over');
}

/** How many parcels have their own label matched. */
export function boundLabels(task: Pick<TaskFacts, 'waybills'>): number {
  return task.waybills.filter((waybill) => waybill.boundAt !== null).length;
}

function openAutoChecks(task: TaskFacts): CheckFacts[] {
  return applicableChecks(task).filter((check) => check.answeredBy === 'auto' && check.answer === null);
}

function isProven(when: AnsweredWhen, task: TaskFacts): boolean {
  switch (when) {
    case 'items_counted':
      return allCounted(task);
    case 'label_matched':
      return boundLabels(task) > 0;
    case 'all_labels_matched':
      return boundLabels(task) >= task.parcelCount;
    case 'stage_closed':
    case 'handed_over':
      return false;
  }
}
