import type { Problem } from '../../shared/api/problem.js';
import type { ScanResult, Stop } from '../api/types.js';

/** Something that the packer must read before anything else. `ends`: the task is no longer this station's. */
export interface Halt extends Stop {
  ends: boolean;
}

// After these the task is gone from this station, whatever was being done.
const ENDING = new Set(['newer_token', 'task_stopped', 'task_not_held', 'task_completed']);

/** The order was cancelled, refunded or re-addressed, or somebody else has the task now; null: a refusal to read and go on. */
export function haltOfProblem(problem: Problem): Halt | null {
  if (!ENDING.has(problem.code)) return null;
  const text = { ja: problem.inWords('ja'), en: problem.inWords('en') };
  return { code: problem.code, text, ends: true };
}

/** Another parcel's label is a personal-data incident: it needs more than a red line. */
export function haltOfScan({ result, message }: ScanResult): Halt | null {
  return result === 'swapped_label' ? { code: result, text: message, ends: false } : null;
}
