import type { BilingualText } from '../http/common.contract.js';
import { stationTexts as english } from '../i18n/en/station.js';
import { stationTexts as japanese } from '../i18n/ja/station.js';
import type { Locale } from '../i18n/locale.js';
import { type MessageValues, translator } from '../i18n/translate.js';

export type StationTextKey = keyof typeof english;

const translate = translator<StationTextKey>({ en: english, ja: japanese });

/** Values of a message; one that differs by language is given in both. */
type Values = Readonly<Record<string, string | number | BilingualText>>;

/** A sentence for the station in both languages: the page shows the packer's. */
export function say(key: StationTextKey, values: Values = {}): BilingualText {
  return {
    ja: translate('ja', key, inLocale('ja', values)),
    en: translate('en', key, inLocale('en', values)),
  };
}

function inLocale(locale: Locale, values: Values): MessageValues {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'object' ? value[locale] : value]),
  );
}
