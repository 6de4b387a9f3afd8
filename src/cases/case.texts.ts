import type { z } from 'zod';
import { casesEn } from '../i18n/en/cases.js';
import { casesJa } from '../i18n/ja/cases.js';
import type { Locale } from '../i18n/locale.js';
import type { CaseReason, CaseWeight } from './cases.contract.js';

export type CaseReasonCode = z.infer<typeof CaseReason>;
export type CaseWeightCode = z.infer<typeof CaseWeight>;

/** What staff and customers read of a case, in every language alike. */
export interface CaseTexts {
  reasons: Readonly<Record<CaseReasonCode, string>>;
  weights: Readonly<Record<CaseWeightCode, string>>;
  decisions: Readonly<Record<'replacement' | 'refund' | 'goodwill' | 'rebuttal' | 'no_action', string>>;
  answers: Readonly<Record<'pass' | 'fail' | 'not_applicable', string>>;
  answeredBy: Readonly<Record<'scan' | 'press' | 'photo', string>>;
  /** Kinds of moments that a station marks in a film. */
  marks: Readonly<Record<string, string>>;
  standard: string;
  /** Kinds of preserved objects. */
  preserved: Readonly<Record<string, string>> & { other: string };
}

/** The texts of a language. */
export function caseTexts(locale: Locale): CaseTexts {
  return locale === 'ja' ? casesJa : casesEn;
}

/** A code's words, or the code itself when this version of the code doesn't know it. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

/** A reason in the customer's words. */
export function caseReasonText(reason: string, locale: Locale): string {
  return wordFor(caseTexts(locale).reasons, reason);
}
