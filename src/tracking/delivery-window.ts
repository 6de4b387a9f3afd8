import type { Locale } from '../i18n/locale.js';

const HOURS = /^(\d{1,2})(?:時|:00)?\s*[〜~–-]\s*(\d{1,2})(?:時|:00)?$/;
const MORNING = /^(午前中|am|morning)$/i;

/** A delivery window as the carrier prints it (午前中, 14時〜16時), in the reader's language; unknown ones as they are. */
export function windowText(window: string | null, locale: Locale): string | null {
  if (!window) return null;
  if (MORNING.test(window)) return locale === 'ja' ? '午前中' : 'in the morning';
  const [, from, to] = HOURS.exec(window) ?? [];
  if (!from || !to) return window;
  return locale === 'ja' ? `${Number(from)}時〜${Number(to)}時` : `${Number(from)}:00–${Number(to)}:00`;
}
