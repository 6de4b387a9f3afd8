/** Languages that texts exist in. A text that lacks Japanese is shown in English. */
export const LOCALES = ['ja', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

interface Preference {
  language: string;
  weight: number;
}

/**
 * The language to answer in, from an `Accept-Language` header (RFC 9110, 12.5.4).
 * @param fallback when nothing acceptable is named, e.g. a brand's own language
 */
export function negotiateLocale(acceptLanguage: string | undefined, fallback: Locale): Locale {
  const preferences = (acceptLanguage ?? '').split(',', 20).map(toPreference);
  preferences.sort((left, right) => right.weight - left.weight);
  for (const { language, weight } of preferences) {
    const locale = LOCALES.find((known) => language === known || language.startsWith(`${known}-`));
    if (locale && weight > 0) return locale;
  }
  return fallback;
}

function toPreference(part: string): Preference {
  const [language = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const weight = quality === undefined ? 1 : Number.parseFloat(quality);
  return { language, weight: Number.isNaN(weight) ? 0 : weight };
}
