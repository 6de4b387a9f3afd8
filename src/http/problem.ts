import { problemTitles as english } from '../i18n/en/problems.js';
import { problemTitles as japanese } from '../i18n/ja/problems.js';
import type { Locale } from '../i18n/locale.js';
import type { AppError } from './app-error.js';
import type { ErrorCode } from './error-codes.js';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json';

/** RFC 9457 problem details, with our `code` and the request's id; `type` is the code as a URN-like path. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  instance: string;
  requestId: string;
  [member: string]: unknown;
}

/** The body of a problem answer. `extra` members never overwrite the standard ones. */
export function toProblem(
  error: AppError,
  request: { requestId: string; path: string; locale: Locale },
): Problem {
  return {
    ...error.extra,
    type: `/v1/docs#${error.code}`,
    title: titleOf(error.code, request.locale),
    status: error.status,
    code: error.code,
    detail: error.detail,
    instance: request.path,
    requestId: request.requestId,
  };
}

/** A code's title in the reader's language, else in English, else the code's own words. */
export function titleOf(code: ErrorCode, locale: Locale): string {
  const localised = locale === 'ja' ? japanese[code] : undefined;
  return localised ?? english[code] ?? sentenceOf(code);
}

function sentenceOf(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
