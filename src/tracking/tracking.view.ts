/**
 * The tracking page as a pure view: rows in, the reader's words out. Everything that a customer can read is decided
 * here and in the files beside it (status, rights, record, media); rendering only lays it out.
 */
import { caseReasonText } from '../cases/case.texts.js';
import { trackingEn } from '../i18n/en/tracking.js';
import { trackingJa } from '../i18n/ja/tracking.js';
import type { Locale } from '../i18n/locale.js';
import { dayText, localDate, momentText, shortMomentText, timeText } from '../i18n/local-time.js';
import { carrierName, carrierPage, printedNumber } from './carrier-links.js';
import { windowText } from './delivery-window.js';
import { isWithCarrier, toldMoves } from './tracking.carrier.js';
import { filmView, stillViews } from './tracking.media.js';
import {
  checkValues,
  defectOf,
  lineName,
  stageViews,
  swapViews,
  type RecordReader,
} from './tracking.record.js';
import { rightsOf, type ViewerRights } from './tracking.rights.js';
import type { EventRow, LinkRow, TrackingRows } from './tracking.rows.js';
import { shortPick, statusOf, STEP_OF } from './tracking.status.js';
import { fill, say, type PhraseValues, type StatusKey, type TrackingTexts } from './tracking.texts.js';
import type { BrandView, FilmView, ParcelView, TrackingView } from './tracking.view.types.js';

export interface TrackingReader {
  locale: Locale;
  now: Date;
}

const ATTENTION: ReadonlySet<StatusKey> = new Set([
  'awaiting_payment',
  'short',
  'late_ours',
  'attempt_failed',
  'available_for_pickup',
  'late_carrier',
  'carrier_silent',
  'cancelled',
  'returned',
]);
/** Statuses in which the date that was once expected would only mislead. */
const WITHOUT_EXPECTED: ReadonlySet<StatusKey> = new Set([
  'delivered',
  'attempt_failed',
  'available_for_pickup',
  'late_carrier',
  'carrier_silent',
  'cancelled',
  'returned',
]);
// Until here the carrier has nothing of ours to ask for by number.
const BEFORE_HANDOVER: ReadonlySet<string> = new Set(['planned', 'in_work', 'ready', 'cancelled']);
const SHORT_SEAL = 16;
// A wholesale order has hundreds of lines; the page stays light on a phone.
const MAX_ITEMS = 30;

/** The texts of a language. */
export function trackingTexts(locale: Locale): TrackingTexts {
  return locale === 'ja' ? trackingJa : trackingEn;
}

/** The page for a link's holder. */
export function trackingView(rows: TrackingRows, { locale, now }: TrackingReader): TrackingView {
  const texts = trackingTexts(locale);
  const rights = rightsOf(rows.link);
  const giftRecipient = rows.link.gift && rows.link.audience === 'recipient';
  const reader: RecordReader = { locale, texts, contents: rights.contents, giftRecipient };
  const key = statusOf(rows, now);
  const status = statusView(rows, key, reader);
  const brand = brandView(rows.link, locale);
  const stages = stageViews(rows, reader);
  const film = filmView(rows, rights, reader);
  return {
    locale,
    texts,
    brand,
    status,
    pageTitle: fill(texts.titleOf, { title: status.title, brand: brand.name }) ?? status.title,
    giftTitle: giftRecipient ? texts.gift.title : null,
    steps: stepViews(key, texts),
    plan: planView(rows.link, key, { locale, texts, rights }),
    parcels: parcelViews(rows, texts),
    journey: journeyViews(rows, reader),
    film,
    stills: stillViews(rows, rights, { ...reader, values: checkValues(rows, reader) }),
    swaps: rights.contents ? swapViews(rows, reader) : [],
    stages,
    recordHidden: rights.contents || stages.length === 0 ? null : texts.recordHidden,
    items: rights.contents ? itemViews(rows, reader) : [],
    moreItems: rights.contents ? moreItems(rows, reader) : null,
    seal: sealOf(rows, film),
    ...pageLinks(rows, locale, texts),
  };
}

function statusView(rows: TrackingRows, key: StatusKey, reader: RecordReader): TrackingView['status'] {
  const text = reader.texts.statuses[key];
  const tone = ATTENTION.has(key) ? 'attention' : key === 'delivered' ? 'done' : 'calm';
  return {
    key,
    title: text.title,
    text: say(text.body, statusValues(rows, key, reader), reader.locale),
    tone,
  };
}

/** Everything that a status's sentences may name; what isn't known is left out by `say`. */
function statusValues(rows: TrackingRows, key: StatusKey, { locale, texts }: RecordReader): PhraseValues {
  const { link, record, events } = rows;
  const moved = toldMoves(events, link).at(-1);
  const waybill = record.waybills?.[0];
  const carrier = carrierName(waybill?.carrier ?? link.carrier);
  const shipDate = dayText(link.planned_ship_date, locale);
  return {
    shipDate,
    oldDate: shipDate,
    deliveryDate: link.delivery_date && dayText(link.delivery_date, locale),
    window: windowText(link.delivery_window, locale),
    carrier: carrier && carrier !== 'other' ? texts.carriers[carrier] : null,
    number: waybill && printedNumber(waybill.number),
    place: textOf(moved?.data.place),
    at: momentOf(key, rows, moved, locale),
    n: checksOf(events),
    defect: defectOf(
      events.findLast((event) => event.kind === 'swap_resolved'),
      locale,
    ),
    item: key === 'short' ? shortItem(rows, locale, texts) : null,
  };
}

function momentOf(
  key: StatusKey,
  rows: TrackingRows,
  moved: EventRow | undefined,
  locale: Locale,
): string | null {
  const { link, record } = rows;
  if (key === 'packed') {
    const packed = record.stages?.find((stage) => stage.sections?.includes('pack'))?.completedAt;
    return packed ? timeText(new Date(packed), link.time_zone) : null;
  }
  const at = key === 'delivered' ? (link.delivered_at ?? moved?.occurred_at) : moved?.occurred_at;
  if (!at) return null;
  // In this status the time stands in brackets, where a weekday's own brackets would be one pair too many.
  return key === 'in_transit'
    ? shortMomentText(at, link.time_zone, locale)
    : momentText(at, link.time_zone, locale);
}

function checksOf(events: readonly EventRow[]): number | null {
  const counts = events.filter(({ kind }) => kind === 'stage_completed').map(({ data }) => data.checks);
  const total = counts.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : 0), 0);
  return total > 0 ? total : null;
}

function shortItem(rows: TrackingRows, locale: Locale, texts: TrackingTexts): string {
  const lineId = shortPick(rows.events)?.data.shipmentLineId;
  const line = rows.record.lines?.find(({ id }) => id === lineId);
  return line && rightsOf(rows.link).contents ? lineName(line, locale) : texts.short.plain;
}

function stepViews(key: StatusKey, texts: TrackingTexts): TrackingView['steps'] {
  const current = STEP_OF[key];
  if (current === null) return [];
  const isOver = key === 'delivered';
  return texts.steps.map((label, index) => ({
    label,
    state: index < current || isOver ? 'done' : index === current ? 'current' : 'todo',
  }));
}

function planView(
  link: LinkRow,
  key: StatusKey,
  { locale, texts, rights }: { locale: Locale; texts: TrackingTexts; rights: ViewerRights },
): TrackingView['plan'] {
  const { plan } = texts;
  const rows: TrackingView['plan'] = [];
  if (link.delivery_date && !WITHOUT_EXPECTED.has(key)) {
    const day = dayText(link.delivery_date, locale);
    const window = windowText(link.delivery_window, locale);
    const separator = locale === 'ja' ? ' ' : ', ';
    rows.push({ label: plan.delivery, value: window ? day + separator + window : day, isKey: true });
  }
  if (link.handed_over_at) {
    const day = dayText(localDate(link.handed_over_at, link.time_zone), locale);
    rows.push({ label: plan.shippedOn, value: day, isKey: false });
  } else if (STEP_OF[key] !== null) {
    rows.push({
      label: plan.shipDate,
      value: dayText(link.planned_ship_date, locale),
      isKey: rows.length === 0,
    });
  }
  if (rights.orderNumber) rows.push({ label: plan.orderNo, value: link.external_id, isKey: false });
  return rows;
}

function parcelViews({ link, record }: TrackingRows, texts: TrackingTexts): ParcelView[] {
  if (BEFORE_HANDOVER.has(link.shipment_state) && !isWithCarrier(link)) return [];
  const waybills = record.waybills ?? [];
  const total = Math.max(waybills.length, link.parcel_count);
  return waybills.map((waybill) => {
    const name = carrierName(waybill.carrier) ?? 'other';
    const carrier = texts.carriers[name];
    return {
      carrier: name === 'other' ? '' : carrier,
      number: printedNumber(waybill.number),
      position: total > 1 ? (fill(texts.parcel.of, { total, n: waybill.parcelNo }) ?? null) : null,
      url: carrierPage(name, waybill.number),
      link: fill(texts.parcel.link, { carrier }) ?? '',
    };
  });
}

function journeyViews(rows: TrackingRows, { locale, texts }: RecordReader): TrackingView['journey'] {
  const moves = toldMoves(rows.events, rows.link).toReversed();
  return moves.slice(0, 8).flatMap((event) => {
    const text = texts.journey.states[String(event.data.state)];
    if (!text) return [];
    return {
      text,
      place: textOf(event.data.place),
      at: shortMomentText(event.occurred_at, rows.link.time_zone, locale),
    };
  });
}

function itemViews(rows: TrackingRows, { locale, texts }: RecordReader): TrackingView['items'] {
  return (rows.record.lines ?? []).slice(0, MAX_ITEMS).map((line) => ({
    name: lineName(line, locale),
    quantity: fill(texts.items.quantity, { n: line.quantity }) ?? '',
  }));
}

function moreItems({ record }: TrackingRows, { texts }: RecordReader): string | null {
  const n = (record.lines ?? []).length - MAX_ITEMS;
  return n > 0 ? (fill(texts.items.more, { n }) ?? null) : null;
}

/** The newest sealed manifest's first hex digits: enough to compare, short enough to read out on the phone. */
function sealOf({ record }: TrackingRows, film: FilmView | null): TrackingView['seal'] {
  const manifest = (record.clips ?? []).findLast((clip) => clip.manifest !== null)?.manifest;
  if (!manifest) return null;
  const mediaUrl = film?.kind === 'ready' ? film.videoUrl : null;
  return {
    id: manifest.slice(0, SHORT_SEAL).match(/.{4}/g)?.join(' ') ?? manifest,
    check: mediaUrl === null ? null : { mediaUrl, proofUrl: mediaUrl.replace('/media/', '/proof/') },
  };
}

function pageLinks({ link, record }: TrackingRows, locale: Locale, texts: TrackingTexts) {
  const other = locale === 'ja' ? 'en' : 'ja';
  return {
    reports: (record.reports ?? []).map((report) => ({
      caseNo: report.caseNo,
      state: texts.report.states[report.state],
      reason: caseReasonText(report.reason, locale),
      at: shortMomentText(new Date(report.openedAt), link.time_zone, locale),
    })),
    reportUrl: `/t/s/${link.link_id}/report?lang=${locale}`,
    otherLanguageUrl: `/t/s/${link.link_id}?lang=${other}`,
    until: dayText(localDate(link.expires_at, link.time_zone), locale),
  };
}

/** The brand as its page shows it; also used by the report page. */
export function brandView(link: LinkRow, locale: Locale): BrandView {
  const [name, second] =
    locale === 'ja' ? [link.brand_name_ja, link.brand_name_en] : [link.brand_name_en, link.brand_name_ja];
  const hours = locale === 'ja' ? link.contact.hoursJa : link.contact.hoursEn;
  return {
    name,
    secondName: second === name ? null : second,
    mark: [...link.brand_name_ja][0] ?? '',
    colours: link.colours,
    email: link.contact.email ?? null,
    phone: link.contact.phone ?? null,
    hours: hours ?? null,
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
