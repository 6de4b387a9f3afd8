/**
 * A shipment's record as staff read it: a pure view of what was stored. Each answer and each event that fell into a film
 * carries the place in the film, so that an agent gets to the disputed moment in one press.
 */
import type { ClipMark } from '../clips/clip-times.contract.js';
import type { ShipmentClip } from '../evidence/evidence-lookup.js';
import type { Locale } from '../i18n/locale.js';
import { localDate } from '../i18n/local-time.js';
import { actorText, timelineSentence, type SentenceNames } from '../timeline/timeline.sentences.js';
import { caseTexts, wordFor } from './case.texts.js';
import type { ShipmentRecord } from './cases.contract.js';
import { toCaseSummary } from './cases.rows.js';
import type { CheckRow, RecordRows, SubjectRow, TimelineRow } from './record.rows.js';

type Moment = { clipId: string; atMs: number } | null;
type EvidenceClip = ShipmentRecord['clips'][number];

/** Events are told by the minute: one that is reported this long after a film's end is still about the film. */
const AFTER_END_MS = 2_000;

/** The record in the reader's language. */
export function recordView(rows: RecordRows, locale: Locale): ShipmentRecord {
  const { subject } = rows;
  const names = sentenceNames(rows, locale);
  return {
    ...subjectView(subject, rows, locale),
    lines: rows.lines.map((line) => ({
      id: line.id,
      sku: line.sku,
      name: inLocale(line, locale),
      quantity: line.quantity,
    })),
    checks: rows.checks.map((check) => checkView(check, rows.clips, locale)),
    clips: rows.clips.map((clip) => clipView(clip, rows, names)),
    timeline: rows.events.map((event) => entryView(event, rows.clips, names)),
    cases: rows.cases.map(toCaseSummary),
    preserved: rows.preserved,
  };
}

/** Where in a film an instant of a task's work is; null when no film of the task was running. */
export function momentInFilm(clips: readonly ShipmentClip[], taskId: string | null, at: Date): Moment {
  const films = clips.filter((clip) => clip.taskId === taskId && clip.kind === 'film' && !clip.overtaken);
  for (const film of films.toReversed()) {
    const atMs = at.getTime() - film.startedAt.getTime();
    const endMs = film.durationMs ?? Number.POSITIVE_INFINITY;
    if (atMs >= 0 && atMs <= endMs + AFTER_END_MS) return { clipId: film.id, atMs: Math.min(atMs, endMs) };
  }
  return null;
}

function subjectView(
  subject: SubjectRow,
  rows: RecordRows,
  locale: Locale,
): Pick<ShipmentRecord, 'shipment' | 'order' | 'customer' | 'recipient'> {
  const shipped = subject.handed_over_at;
  return {
    shipment: {
      id: subject.shipment_id,
      state: subject.state,
      carrierState: subject.carrier_state,
      carrier: subject.carrier,
      waybills: rows.waybills.map(({ number }) => number),
      shippedOn: shipped && localDate(shipped, subject.time_zone),
    },
    order: {
      id: subject.order_id,
      externalId: subject.external_id,
      placedAt: subject.placed_at.toISOString(),
      rank: subject.rank,
      rankName: locale === 'ja' ? subject.rank_name_ja : subject.rank_name_en,
      paymentMethod: subject.payment_method,
    },
    customer: { name: subject.customer_name, email: subject.customer_email },
    recipient: {
      name: subject.recipient_name ?? '',
      postalCode: subject.postal_code,
      address: [subject.region, subject.city, subject.line1, subject.line2].filter(Boolean).join(' '),
    },
  };
}

function checkView(
  check: CheckRow,
  clips: readonly ShipmentClip[],
  locale: Locale,
): ShipmentRecord['checks'][number] {
  const texts = caseTexts(locale);
  const title = locale === 'ja' ? check.title_ja : check.title_en;
  const { clip_id: clipId, clip_offset_ms: atMs } = check;
  return {
    code: check.code,
    text: locale === 'ja' ? check.text_ja : check.text_en,
    answer: wordFor(texts.answers, check.value),
    by: wordFor(texts.answeredBy, check.answered_by),
    standard: texts.standard.replace('{title}', title).replace('{version}', String(check.version)),
    occurredAt: check.occurred_at.toISOString(),
    clip: clipId ? { clipId, atMs: atMs ?? 0 } : momentInFilm(clips, check.task_id, check.occurred_at),
  };
}

function clipView(clip: ShipmentClip, rows: RecordRows, names: SentenceNames): EvidenceClip {
  return {
    id: clip.id,
    stage: wordFor(names.stages, clip.stage),
    kind: clip.kind,
    take: clip.take,
    overtaken: clip.overtaken,
    state: clip.state,
    mediaState: clip.mediaState,
    mediaReason: clip.mediaReason,
    startedAt: clip.startedAt.toISOString(),
    durationMs: clip.durationMs,
    sha256: clip.sha256,
    renditions: clip.renditions.map((made) => ({ ...made, url: `/v1/clips/${clip.id}/media/${made.kind}` })),
    marks: clip.marks.map((mark) => ({
      kind: mark.kind,
      atMs: mark.atMs,
      label: markLabel(mark, rows, names),
    })),
    manifest: clip.manifest && {
      sha256: clip.manifest.sha256,
      keyId: clip.manifest.keyId,
      sealedAt: clip.manifest.sealedAt.toISOString(),
      timestampedAt: clip.manifest.timestampedAt?.toISOString() ?? null,
      timestampedBy: clip.manifest.timestampedBy,
    },
  };
}

function markLabel(mark: ClipMark, rows: RecordRows, { locale }: SentenceNames): string {
  const check = rows.checks.find(({ code }) => code === mark.checkCode);
  if (check) return `${check.code} ${locale === 'ja' ? check.text_ja : check.text_en}`;
  return wordFor(caseTexts(locale).marks, mark.kind);
}

function entryView(
  event: TimelineRow,
  clips: readonly ShipmentClip[],
  names: SentenceNames,
): ShipmentRecord['timeline'][number] {
  const { title, detail } = timelineSentence(event.kind, event.data, names);
  return {
    id: event.id,
    kind: event.kind,
    title,
    detail,
    audience: event.audience,
    actor: actorText(event.actor.kind, names.locale),
    occurredAt: event.occurred_at.toISOString(),
    clip: event.task_id ? momentInFilm(clips, event.task_id, event.occurred_at) : null,
  };
}

function sentenceNames(rows: RecordRows, locale: Locale): SentenceNames {
  type Named = { name_ja: string; name_en: string };
  const named = <Item extends Named>(list: readonly Item[], keyOf: (item: Item) => string) =>
    Object.fromEntries(list.map((item) => [keyOf(item), inLocale(item, locale)]));
  return {
    locale,
    timeZone: rows.subject.time_zone,
    stages: named(rows.stages, (stage) => stage.code),
    lines: named(rows.lines, (line) => line.id),
    ranks: named(rows.ranks, (rank) => rank.code),
  };
}

function inLocale(item: { name_ja: string; name_en: string }, locale: Locale): string {
  return locale === 'ja' ? item.name_ja : item.name_en;
}
