import type { Locale } from './locale.js';

/**
 * Dates and times as people read them, in a brand's or warehouse's time zone: 「11月24日(火)」「14:05」,
 * "Tuesday 24 November", "14:05". Only Intl knows the zones' rules; the words are ours.
 */
interface Zone {
  formatter: Intl.DateTimeFormat;
  /** By quarters of an hour since 1970. */
  offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();
const QUARTER_MS = 900_000;
const MAX_KEPT = 20_000;

const WEEKDAYS = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** A calendar day from `YYYY-MM-DD`. */
export function dayText(date: string, locale: Locale): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return locale === 'ja'
    ? `${month}月${day}日(${WEEKDAYS.ja[weekday]})`
    : `${WEEKDAYS.en[weekday]} ${day} ${MONTHS[month - 1]}`;
}

/** A calendar day without its weekday, for use inside brackets: 「11月24日」, "24 November". */
export function bareDayText(date: string, locale: Locale): string {
  const [, month = 1, day = 1] = date.split('-').map(Number);
  return locale === 'ja' ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`;
}

/** The calendar day, `YYYY-MM-DD`, that an instant falls on in a time zone. */
export function localDate(at: Date, timeZone: string): string {
  return localParts(at, timeZone).slice(0, 10);
}

/** Time of day, 24 hours, e.g. `14:05`. */
export function timeText(at: Date, timeZone: string): string {
  return localParts(at, timeZone).slice(11, 16);
}

/** Day and time: 「11月24日(火) 14:05」, "Tuesday 24 November, 14:05". */
export function momentText(at: Date, timeZone: string, locale: Locale): string {
  const parts = localParts(at, timeZone);
  const separator = locale === 'ja' ? ' ' : ', ';
  return `${dayText(parts.slice(0, 10), locale)}${separator}${parts.slice(11, 16)}`;
}

/** Short form for lists: 「11/24 14:05」, "24 Nov 14:05". */
export function shortMomentText(at: Date, timeZone: string, locale: Locale): string {
  const parts = localParts(at, timeZone);
  const [month, day] = [Number(parts.slice(5, 7)), Number(parts.slice(8, 10))];
  const date = locale === 'ja' ? `${month}/${day}` : `${day} ${MONTHS[month - 1]?.slice(0, 3)}`;
  return `${date} ${parts.slice(11, 16)}`;
}

/** `2026-11-24T14:05…` of the clock on the wall. */
function localParts(at: Date, timeZone: string): string {
  return new Date(at.getTime() + offsetMs(at, timeZone)).toISOString();
}

/**
 * How far a zone is ahead of UTC at an instant. Zones change their offset on quarters of an hour at the earliest, so what
 * holds for one instant holds for its quarter, and Intl, the slow part of a page, is asked once for each.
 */
function offsetMs(at: Date, timeZone: string): number {
  const quarter = Math.floor(at.getTime() / QUARTER_MS);
  const zone = zoneOf(timeZone);
  let offset = zone.offsets.get(quarter);
  if (offset === undefined) {
    const start = quarter * QUARTER_MS;
    // Swedish writes dates as ISO 8601 does: `2026-11-24 14:05`.
    offset = Date.parse(`${zone.formatter.format(start).replace(' ', 'T')}Z`) - start;
    if (zone.offsets.size >= MAX_KEPT) zone.offsets.clear();
    zone.offsets.set(quarter, offset);
  }
  return offset;
}

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (!zone) {
    zone = { formatter: new Intl.DateTimeFormat('sv-SE', { timeZone, ...FIELDS }), offsets: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

const FIELDS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
} as const;
