import type { Problem } from '../../shared/api/problem.js';
import type { Bilingual, ScanResult, Stop } from '../api/types.js';

/** Something that the packer must read before anything else. `ends`: the task is no longer this station's. */
export interface Halt extends Stop {
  ends: boolean;
}

// After these the task is gone from this station, whatever was being done.
const ENDING = new Set(['newer_token', 'task_stopped', 'task_not_held', 'task_completed']);

/** Staff took the order out of the packer's hands (cancelled, held, moved …), and the server says why. */
export const haltOfStop = (stop: Stop): Halt => ({ ...stop, ends: true });

/** The task was stopped, or somebody else has it now; null: a refusal to read and go on. */
export function haltOfProblem(problem: Problem): Halt | null {
  if (!ENDING.has(problem.code)) return null;
  const reason = stopIn(problem.members['stop']);
  if (reason) return haltOfStop(reason);
  const text = { ja: problem.inWords('ja'), en: problem.inWords('en') };
  return { code: problem.code, text, ends: true };
}

/** Another parcel's label is a personal-data incident, and a box that nobody recorded waits for a manager: each needs more than a red line. */
export function haltOfScan({ result, message }: Pick<ScanResult, 'result' | 'message'>): Halt | null {
  return result === 'swapped_label' || result === 'evidence_missing'
    ? { code: result, text: message, ends: false }
    : null;
}

/** A refusal has the same reason in it that a heartbeat answers with. */
function stopIn(member: unknown): Stop | null {
  if (typeof member !== 'object' || member === null) return null;
  if (!('code' in member) || typeof member.code !== 'string') return null;
  return 'text' in member && isBilingual(member.text) ? { code: member.code, text: member.text } : null;
}

function isBilingual(text: unknown): text is Bilingual {
  if (typeof text !== 'object' || text === null) return false;
  return 'ja' in text && typeof text.ja === 'string' && 'en' in text && typeof text.en === 'string';
}
