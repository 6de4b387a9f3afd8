/**
 * The life of a case. It is open until somebody decides; its weight only grows: an inquiry can become a complaint, a
 * dispute, a chargeback, and never shrinks back, because what was preserved for a dispute must stay preserved until the
 * case is decided. From a dispute on, every piece of evidence is preserved.
 */
import type { CaseWeightCode } from './case.texts.js';

export type CaseState = 'open' | 'closed';

export const CASE_MOVES = { open: ['closed'], closed: [] } as const satisfies Record<
  CaseState,
  readonly CaseState[]
>;

export const HEAVIER = {
  inquiry: ['complaint', 'dispute', 'chargeback'],
  complaint: ['dispute', 'chargeback'],
  dispute: ['chargeback'],
  chargeback: [],
} as const satisfies Record<CaseWeightCode, readonly CaseWeightCode[]>;

/** Whether a case of this weight keeps every piece of evidence. */
export function preserves(weight: CaseWeightCode): boolean {
  return weight === 'dispute' || weight === 'chargeback';
}

/** Why a case can't be raised to a weight; null when it can. */
export function whyNotRaisable(
  current: { state: CaseState; weight: CaseWeightCode },
  to: CaseWeightCode,
): 'case_closed' | 'case_weight_not_heavier' | null {
  if (current.state === 'closed') return 'case_closed';
  const heavier: readonly CaseWeightCode[] = HEAVIER[current.weight];
  return heavier.includes(to) ? null : 'case_weight_not_heavier';
}
