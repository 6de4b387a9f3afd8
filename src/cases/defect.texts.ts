import { defectsEn } from '../i18n/en/defects.js';
import { defectsJa } from '../i18n/ja/defects.js';
import type { Locale } from '../i18n/locale.js';

/** Codes of defects that a station offers; a packer's own words have no code and are never shown to customers. */
export const DEFECT_CODES = [
  'dent',
  'scratch',
  'chip',
  'crack',
  'stain',
  'leak',
  'glaze',
  'engraving',
  'lid',
  'box',
  'expired',
  'wrong_item',
] as const;
export type DefectTexts = Readonly<Record<(typeof DEFECT_CODES)[number], string>>;

const TEXTS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { ja: defectsJa, en: defectsEn };

/** A defect code in the reader's language; undefined for anything that is no code, such as a packer's own words. */
export function defectText(defect: string, locale: Locale): string | undefined {
  return Object.hasOwn(TEXTS[locale], defect) ? TEXTS[locale][defect] : undefined;
}
