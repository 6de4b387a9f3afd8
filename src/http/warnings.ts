import { z } from 'zod';
import { warningTitles as english } from '../i18n/en/warnings.js';
import { warningTitles as japanese } from '../i18n/ja/warnings.js';
import type { Locale } from '../i18n/locale.js';

/**
 * What is odd about something that was done all the same. Like a problem it has a code for programs, a title in the reader's
 * language, and a `detail` in English that says what to do.
 */
export type WarningCode = keyof typeof english;

/** A warning as a rule finds it, before anybody's language is known. */
export interface Warning<Code extends WarningCode = WarningCode> {
  code: Code;
  detail: string;
}

/** The answer's schema of warnings with these codes. */
export const warningList = <const Codes extends readonly WarningCode[]>(codes: Codes, description: string) =>
  z
    .array(
      z.strictObject({
        code: z.enum(codes),
        title: z.string().meta({ description: 'in the language of Accept-Language' }),
        detail: z.string().meta({ description: 'what to do' }),
      }),
    )
    .meta({ description });

/** Warnings with their titles in the reader's language. */
export function titled<Code extends WarningCode>(
  warnings: readonly Warning<Code>[],
  locale: Locale,
): (Warning<Code> & { title: string })[] {
  const titles = locale === 'ja' ? japanese : english;
  return warnings.map(({ code, detail }) => ({ code, title: titles[code], detail }));
}
