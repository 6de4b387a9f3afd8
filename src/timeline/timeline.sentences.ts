/**
 * What staff read of an event: a title and, where there is more to say, a detail, in the reader's language. Events hold
 * codes; the words for them are looked up here, at reading. An event of a kind that this version of the code doesn't know
 * shows its code: the timeline never hides anything.
 */
import { caseTexts, wordFor } from '../cases/case.texts.js';
import { defectText } from '../cases/defect.texts.js';
import { timelineEn } from '../i18n/en/timeline.js';
import { timelineJa } from '../i18n/ja/timeline.js';
import type { Locale } from '../i18n/locale.js';
import { dayText, momentText } from '../i18n/local-time.js';
import { type DueCause, isTimelineKind, type TimelineKind } from './timeline-kinds.js';

/** Sentences of a language: `[title, detail?]` with `{placeholders}`; a detail whose values are missing is left out. */
export interface TimelineTexts {
  kinds: Readonly<Record<TimelineKind, readonly [title: string, detail?: string]>>;
  carriers: Readonly<Record<string, string>>;
  carrierStates: Readonly<Record<string, string>>;
  rankSources: Readonly<Record<string, string>>;
  causes: Readonly<Record<DueCause, string>>;
  interventions: Readonly<Record<string, string>>;
  interventionReasons: Readonly<Record<string, string>>;
  stops: Readonly<Record<string, string>>;
  rejections: Readonly<Record<string, string>>;
  waivers: Readonly<Record<string, string>>;
  links: Readonly<Record<string, string>>;
  clipKinds: Readonly<Record<string, string>>;
  audiences: Readonly<Record<string, string>>;
  film: { yes: string; no: string };
  actors: Readonly<Record<string, string>>;
  listSeparator: string;
}

/** What names the codes of one shipment: its stages, lines, ranks and time zone. */
export interface SentenceNames {
  locale: Locale;
  timeZone: string;
  stages: Readonly<Record<string, string>>;
  lines: Readonly<Record<string, string>>;
  ranks: Readonly<Record<string, string>>;
}

export interface Sentence {
  title: string;
  detail: string | null;
}

export function timelineTexts(locale: Locale): TimelineTexts {
  return locale === 'ja' ? timelineJa : timelineEn;
}

/** The sentence of an event. */
export function timelineSentence(
  kind: string,
  data: Readonly<Record<string, unknown>>,
  names: SentenceNames,
): Sentence {
  if (!isTimelineKind(kind)) return { title: kind, detail: null };
  const [title, detail] = timelineTexts(names.locale).kinds[kind];
  const values = wordsOf(data, names);
  return { title: fillIn(title, values) ?? title, detail: detail ? (fillIn(detail, values) ?? null) : null };
}

/** Who caused an event, by kind: names of people are not part of the record. */
export function actorText(kind: string, locale: Locale): string {
  return wordFor(timelineTexts(locale).actors, kind);
}

type Writer = (value: unknown, names: SentenceNames, texts: TimelineTexts) => string | undefined;

const asText: Writer = (value) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
const word =
  (table: (texts: TimelineTexts, names: SentenceNames) => Readonly<Record<string, string>>): Writer =>
  (value, names, texts) =>
    typeof value === 'string' ? wordFor(table(texts, names), value) : undefined;
const day: Writer = (value, { locale }) => (typeof value === 'string' ? dayText(value, locale) : undefined);
const moment: Writer = (value, { locale, timeZone }) =>
  typeof value === 'string' ? momentText(new Date(value), timeZone, locale) : undefined;

/** How each member of events' data is put into words; others are written as they are. */
const WRITERS: Readonly<Record<string, Writer>> = {
  stage: word((_, names) => names.stages),
  shipmentLineId: word((_, names) => names.lines),
  rank: word((_, names) => names.ranks),
  source: word((texts) => texts.rankSources),
  why: word((texts) => texts.stops),
  waiver: word((texts) => texts.waivers),
  link: word((texts) => texts.links),
  stages: (value, names, texts) =>
    Array.isArray(value) && value.length > 0
      ? value.map((code) => wordFor(names.stages, String(code))).join(texts.listSeparator)
      : undefined,
  cause: word((texts) => texts.causes),
  intervention: word((texts) => texts.interventions),
  from: moment,
  to: moment,
  carrier: word((texts) => texts.carriers),
  state: word((texts) => texts.carrierStates),
  weight: word((_, names) => caseTexts(names.locale).weights),
  decision: word((_, names) => caseTexts(names.locale).decisions),
  kind: word((texts) => texts.clipKinds),
  audience: word((texts) => texts.audiences),
  reason: (value, names, texts) =>
    typeof value === 'string'
      ? wordFor(
          { ...texts.rejections, ...texts.interventionReasons, ...caseTexts(names.locale).reasons },
          value,
        )
      : undefined,
  defect: (value, { locale }) =>
    typeof value === 'string' ? (defectText(value, locale) ?? value) : undefined,
  film: (value, _, texts) => (value === true ? texts.film.yes : texts.film.no),
  plannedShipDate: day,
  deliveryDate: day,
  shipBy: moment,
  releaseAt: moment,
  durationMs: (value) => (typeof value === 'number' ? String(Math.round(value / 1000)) : undefined),
  manifestSha256: (value) => (typeof value === 'string' ? value.slice(0, 16) : undefined),
  changed: (value, _, texts) => (Array.isArray(value) ? value.join(texts.listSeparator) : undefined),
  standards: (value, _, texts) =>
    Array.isArray(value) ? value.flatMap(standardWord).join(texts.listSeparator) : undefined,
};

function wordsOf(data: Readonly<Record<string, unknown>>, names: SentenceNames) {
  const texts = timelineTexts(names.locale);
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, (WRITERS[name] ?? asText)(value, names, texts)]),
  );
}

function standardWord(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || !('section' in value) || !('version' in value))
    return [];
  return [`${String(value.section)} v${String(value.version)}`];
}

function fillIn(template: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  let isComplete = true;
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) isComplete = false;
    return value ?? '';
  });
  return isComplete ? text : undefined;
}
