import type { BilingualText } from '../http/common.contract.js';
import { interventionTexts as english } from '../i18n/en/interventions.js';
import { interventionTexts as japanese } from '../i18n/ja/interventions.js';
import { translator } from '../i18n/translate.js';

type InterventionText = keyof typeof english;

const translate = translator<InterventionText>({ en: english, ja: japanese });

/** A sentence about an intervention in both languages. */
export function say(key: InterventionText): BilingualText {
  return { ja: translate('ja', key), en: translate('en', key) };
}
