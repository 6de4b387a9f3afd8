import { z } from 'zod';
import type { AppError } from '../http/app-error.js';
import { titled } from '../http/warnings.js';
import type { Locale } from '../i18n/locale.js';
import type { IntakeOutcome } from './intake.types.js';
import type { OrderBody, OrderResult } from './orders.contract.js';

/** What intake answers, from what became of the orders. */

const problemErrors = z.array(z.object({ path: z.string(), message: z.string() }));

// Of a refused order only these two are repeated, and only if they are what they should be.
const names = z.object({ source: z.string().max(40).catch(''), externalId: z.string().max(120).catch('') });

/** The result of one order that was taken in, for a reader of this language. */
export function oneResult(
  order: Pick<OrderBody, 'source' | 'externalId'>,
  outcome: Exclude<IntakeOutcome, { outcome: 'refused' }>,
  locale: Locale,
): OrderResult {
  const { source, externalId } = order;
  return { ...outcome, source, externalId, warnings: titled(outcome.warnings, locale), problem: null };
}

/** The results of a batch, in its sequence. */
export function batchResult(
  bodies: readonly unknown[],
  outcomes: readonly IntakeOutcome[],
  locale: Locale,
): { results: OrderResult[] } {
  return { results: outcomes.map((outcome, index) => resultOf(bodies[index], outcome, locale)) };
}

function resultOf(body: unknown, outcome: IntakeOutcome, locale: Locale): OrderResult {
  const named = names.safeParse(body);
  const source = (named.success && named.data.source) || null;
  const externalId = (named.success && named.data.externalId.trim()) || null;
  if (outcome.outcome !== 'refused') {
    const warnings = titled(outcome.warnings, locale);
    return { ...outcome, source, externalId, warnings, problem: null };
  }
  const problem = problemOf(outcome.error);
  return {
    outcome: 'refused',
    source,
    externalId,
    orderId: null,
    shipmentIds: [],
    changed: [],
    warnings: [],
    problem,
  };
}

function problemOf({ code, detail, extra }: AppError): OrderResult['problem'] {
  const errors = problemErrors.safeParse(extra.errors);
  return { code, detail, ...(errors.success ? { errors: errors.data } : {}) };
}
