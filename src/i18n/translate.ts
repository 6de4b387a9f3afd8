import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from './locale.js';

/** ICU messages by key. English is complete; Japanese may lack some and falls back. */
export interface Messages<Key extends string> {
  en: Readonly<Record<Key, string>>;
  ja: Readonly<Partial<Record<Key, string>>>;
}

export type MessageValues = Readonly<Record<string, string | number | Date>>;

/**
 * A function that writes a message in a language: `const t = translator({ en, ja }); t('ja', 'key', { count: 2 })`.
 * Messages are ICU MessageFormat; parsed once and kept. The result is plain text: escaping is the page's business.
 */
export function translator<Key extends string>(messages: Messages<Key>) {
  const parsed = new Map<string, IntlMessageFormat>();
  return (locale: Locale, key: Key, values: MessageValues = {}): string => {
    const id = `${locale}:${key}`;
    let format = parsed.get(id);
    if (!format) {
      const source = locale === 'ja' ? messages.ja[key] : undefined;
      format = new IntlMessageFormat(source ?? messages.en[key], source ? 'ja' : 'en', undefined, {
        ignoreTag: true,
      });
      parsed.set(id, format);
    }
    return String(format.format({ ...values }));
  };
}
