/**
 * The record of the work as a customer reads it: each completed stage with what was checked and by which version of the
 * standard, and each exchange as a story. Only passed checks that the standard has words for are told, and a sentence
 * whose facts are missing (no best-before read, no engraving) is not told at all.
 */
import { defectText } from '../cases/defect.texts.js';
import type { Locale } from '../i18n/locale.js';
import { momentText, shortMomentText, timeText } from '../i18n/local-time.js';
import { carrierName } from './carrier-links.js';
import type { CheckItem, EventRow, LineItem, StageItem, TrackingRows } from './tracking.rows.js';
import { fill, say, type PhraseValues, type StageKey, type TrackingTexts } from './tracking.texts.js';
import type { StageView, TrackingView } from './tracking.view.types.js';

export interface RecordReader {
  locale: Locale;
  texts: TrackingTexts;
  /** Without the contents (a gift's recipient before delivery) only counts are told. */
  contents: boolean;
  giftRecipient: boolean;
}

const PLACEHOLDER = /\{\w+\}/;

/** The completed stages, in the order of work. */
export function stageViews(rows: TrackingRows, reader: RecordReader): StageView[] {
  const completed = (rows.record.stages ?? []).filter((stage) => stage.state === 'completed');
  const values = checkValues(rows, reader);
  return completed.map((stage) => stageView(rows, stage, values, reader));
}

/** The exchanges that have been put right, oldest first. */
export function swapViews(rows: TrackingRows, reader: RecordReader): TrackingView['swaps'] {
  const resolved = rows.events.filter((event) => event.kind === 'swap_resolved');
  return resolved.map((event) => {
    const line = (rows.record.lines ?? []).find(({ id }) => id === event.data.shipmentLineId);
    return {
      text: say(reader.texts.swap.story, { defect: defectOf(event, reader.locale) }, reader.locale),
      item: line && reader.contents ? lineName(line, reader.locale) : null,
      at: momentText(event.occurred_at, rows.link.time_zone, reader.locale),
    };
  });
}

/** The defect of an exchange when it is a code; a packer's own words are not for customers. */
export function defectOf(event: EventRow | undefined, locale: Locale): string | undefined {
  const defect = event?.data.defect;
  return typeof defect === 'string' ? defectText(defect, locale) : undefined;
}

export function lineName(line: LineItem, locale: Locale): string {
  return locale === 'ja' ? line.nameJa : line.nameEn;
}

/** A stage in the customer's words, by what is done in it: its own name is the warehouse's. */
export function stageKey(stage: Pick<StageItem, 'sections'>): StageKey {
  const sections = new Set(stage.sections ?? []);
  if (sections.has('inspect') && sections.has('pack')) return 'inspect_pack';
  if (sections.has('pack')) return 'pack';
  if (sections.has('inspect')) return 'inspect';
  if (sections.has('ship')) return 'ship';
  return sections.has('pick') ? 'pick' : 'work';
}

/** The sentence that a check has for customers, filled with this shipment's facts. */
export function checkSentence(check: CheckItem, values: PhraseValues, locale: Locale): string | undefined {
  const template = locale === 'ja' ? check.customerJa : check.customerEn;
  return template ? fill(template, values) : undefined;
}

/** Facts that a standard's customer texts may name. */
export function checkValues(rows: TrackingRows, { locale, texts }: RecordReader): PhraseValues {
  const { link, record } = rows;
  const carrier = carrierName(record.waybills?.[0]?.carrier ?? link.carrier);
  const engraved = (record.lines ?? []).flatMap((line) => line.engraving ?? []);
  return {
    text: engraved.join(locale === 'ja' ? '」「' : '", "'),
    omotegaki: link.omotegaki,
    n: link.parcel_count,
    carrier: carrier && texts.carriers[carrier],
    at: link.handed_over_at && timeText(link.handed_over_at, link.time_zone),
  };
}

function stageView(
  rows: TrackingRows,
  stage: StageItem,
  values: PhraseValues,
  { locale, texts, contents, giftRecipient }: RecordReader,
): StageView {
  const passed = (rows.record.checks ?? []).filter(
    (check) => check.taskId === stage.taskId && check.value === 'pass',
  );
  const told = contents ? passed.filter((check) => isTold(check, giftRecipient)) : [];
  const at = stage.completedAt ? new Date(stage.completedAt) : null;
  return {
    title: texts.record.stages[stageKey(stage)],
    at: at ? shortMomentText(at, rows.link.time_zone, locale) : '',
    standard: standardText(passed, texts),
    count: passed.length === 0 ? null : countText(passed.length, texts),
    checks: told.flatMap((check) => checkSentence(check, values, locale) ?? []),
  };
}

/**
 * A photo's sentence without a fact in it is its caption ("just before we closed the box") and stands under the photo
 * or nowhere. A gift's recipient isn't told that prices were left out.
 */
function isTold(check: CheckItem, giftRecipient: boolean): boolean {
  if (check.answeredBy === 'command') return false;
  if (check.answeredBy === 'photo' && !PLACEHOLDER.test(check.customerJa ?? '')) return false;
  return !(giftRecipient && check.appliesTo.includes('gift'));
}

function standardText(checks: readonly CheckItem[], texts: TrackingTexts): string | null {
  const versions = [...new Set(checks.map((check) => check.version))].sort((left, right) => left - right);
  return fill(texts.record.standard, { versions: versions.join(texts.record.versions) }) ?? null;
}

function countText(n: number, texts: TrackingTexts): string {
  return fill(n === 1 ? texts.recordCount.one : texts.recordCount.many, { n }) ?? '';
}
