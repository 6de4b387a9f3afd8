import type { BilingualText } from '../http/common.contract.js';
import { boardTexts as english } from '../i18n/en/board.js';
import { boardTexts as japanese } from '../i18n/ja/board.js';
import { dayText, localDate, timeText } from '../i18n/local-time.js';
import type { Locale } from '../i18n/locale.js';
import { type MessageValues, translator } from '../i18n/translate.js';
import { addDays } from '../shipments/calendar-days.js';
import type { Carrier } from '../shipments/shipments.contract.js';

export type BoardText = keyof typeof english;

const translate = translator<BoardText>({ en: english, ja: japanese });

/** A sentence of the board in both languages; values may depend on the language. */
export function say(
  key: BoardText,
  values: MessageValues | ((locale: Locale) => MessageValues) = {},
): BilingualText {
  const write = (locale: Locale) =>
    translate(locale, key, typeof values === 'function' ? values(locale) : values);
  return { ja: write('ja'), en: write('en') };
}

export const carrierText = (carrier: Carrier): BilingualText => say(`carrier.${carrier}`);

/** A truck by its carrier and when it leaves: "Yamato 17:30", "Yamato tomorrow 17:30". */
export function truckText(
  { carrier, pickupAt }: { carrier: Carrier; pickupAt: Date },
  { timeZone, day }: { timeZone: string; day: string },
): BilingualText {
  const date = localDate(pickupAt, timeZone);
  const time = timeText(pickupAt, timeZone);
  const which = date === day ? 'today' : date === addDays(day, 1) ? 'tomorrow' : 'other';
  const when = say(`time.${which}`, (locale) => ({ time, day: dayText(date, locale) }));
  const name = carrierText(carrier);
  return { ja: `${name.ja} ${when.ja}`, en: `${name.en} ${when.en}` };
}

/** 「1時間12分」, "1:12". */
export function durationText(minutes: number, locale: Locale): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (locale === 'en') return `${hours}:${String(rest).padStart(2, '0')}`;
  return hours === 0 ? `${rest}分` : `${hours}時間${rest}分`;
}
